/// Why a text is no regular expression that can be used.
package struct PatternError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, as a phrase that follows "it cannot be used, since".
  package let message: String
  /// After how many characters; nil where that is not known.
  package let offset: Int?

  package var description: String { offset.map { "\(message), after \($0) characters" } ?? message }
}
