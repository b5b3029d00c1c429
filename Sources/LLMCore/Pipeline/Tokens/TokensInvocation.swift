/// What a person typed behind `llmctl tokens`, as a plain value.
package struct TokensInvocation: Sendable, Equatable {
  /// Files, folders, or `-` for standard input.
  package var paths: [String] = []
  package var encoding: String?
  package var model: String?
  package var special = SpecialTokenHandling.text
  /// Bytes to read of each input at the most.
  package var limit: Int?
  package var printsJSON = false

  package init() {}
}
