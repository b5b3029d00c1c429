/// Finds text in a change that is written for the model that reviews it.
package struct InjectionDetector: Sendable {
  /// Characters of a quote.
  package static let longestQuote = 160

  package init() {}

  /// The attempts in names, lines and commit text of a part, in its order.
  package func attempts(in part: PromptPart) -> [InjectionAttempt] { [] }
}
