/// The words a model is asked with: what it is and looks for (system), and the change as data (user).
package struct ReviewPrompt: Sendable, Equatable {
  /// Names of the categories to look for, in the order of the finding's schema; empty for all.
  package var focus: [String]
  /// The language of the messages, such as `German`; nil for English.
  package var language: String?

  package init(focus: [String] = [], language: String? = nil) { (self.focus, self.language) = (focus, language) }

  /// The same for all parts of a review, so that a provider can keep it in its cache.
  package var system: String { "" }

  /// The part in a block whose name nobody can guess. `random` must not be known to the author of the change; a generator that is
  /// seeded with a secret and the content gives the same message for the same part.
  package func message(_ part: PromptPart, using random: inout some RandomNumberGenerator) -> String { "" }

  /// What a line of a prompt adds to the bytes of the line: number, marker, bar and line end.
  package static let bytesPerLine = 10
}
