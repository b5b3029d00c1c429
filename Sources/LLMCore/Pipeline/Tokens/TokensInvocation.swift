/// What a person typed behind `llmctl tokens`, as a plain value.
package struct TokensInvocation: Sendable, Equatable {
  /// Files, folders, or `-` for standard input.
  package var paths: [String] = []
  package var encoding: String?
  package var model: String?
  /// Which of the provider's stored keys to use; nil to look where keys are usually looked for.
  package var keyLabel: String?
  package var special = SpecialTokenHandling.text
  /// Bytes to read of each input at the most.
  package var limit: Int?
  package var task = Task.count(.inputs)
  /// Tokens above which the run says no.
  package var budget: Int?
  package var printsJSON = false

  /// What is done with the tokens.
  package enum Task: Sendable, Equatable {
    case count(TokenListing.View)
    /// Print their numbers.
    case ids
    /// Print the text with the boundaries visible.
    case show
    case truncate(tokens: Int, keep: KeptText)
    /// Cut the text into pieces: files whose names begin with `prefix`, or else JSON lines.
    case split(tokens: Int, overlap: Int, prefix: String?)
    /// Compare two states of a repository.
    case change(ChangeRange)
    /// Count a conversation.
    case chat
  }

  package init() {}
}
