/// Counts and cuts text in a model's tokens, for those who make a prompt fit.
package struct PromptMeter: Sendable {
  /// What is left of a text: bytes from its start, and bytes up to its end.
  package typealias Ends = (head: Int, tail: Int)

  /// The tokens of a text.
  package let count: @Sendable (String) -> Int
  /// How much of both ends of a text has no more than so many tokens together. Neither end is cut within a character.
  package let ends: @Sendable (String, Int) -> Ends

  package init(
    count: @escaping @Sendable (String) -> Int, ends: @escaping @Sendable (String, Int) -> Ends
  ) {
    (self.count, self.ends) = (count, ends)
  }
}
