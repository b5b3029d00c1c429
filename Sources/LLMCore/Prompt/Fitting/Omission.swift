/// The line that stands where something of a prompt was left out, for the model to see.
package enum Omission {
  /// `[… 12,345 tokens left out …]`
  package static func line(tokens: Int) -> String { "[… \(tokens.grouped) tokens left out …]" }

  /// `[… 3 earlier messages, 12,345 tokens, left out …]`
  package static func line(messages: Int, tokens: Int) -> String {
    "[… \(messages) earlier message\(messages == 1 ? "" : "s"), \(tokens.grouped) tokens, left out …]"
  }
}
