/// Replaces secrets by placeholders such as `[[SECRET aws-access-key 1]]` before a text is sent, and puts them back into what is
/// shown to the person at the terminal.
///
/// One redactor serves a whole run, so that a value has one number in all texts. What already looks like a placeholder is
/// replaced too; hence every placeholder in a redacted text is one of ours, and restoring gives back the very same bytes.
package struct SecretRedactor: Sendable {
  /// How the lines of a text begin.
  package enum Layout: Sendable {
    /// Text as it is.
    case plain
    /// The body of a diff's hunk: the first byte of each line is its marker, and no part of the text.
    case hunk
  }

  package init() {}

  /// How many different values were replaced so far.
  package var count: Int { 0 }

  /// Replaces the secrets of a text. Takes time in proportion to its length.
  package mutating func redact(_ text: ArraySlice<UInt8>, layout: Layout = .plain) -> RedactedText {
    RedactedText(bytes: text, secrets: [])
  }

  /// The text with the values where their placeholders stand. Placeholders that nobody gave out stay as they are.
  package func restored(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> { text }

  /// The text with the values where their placeholders stand; for the terminal only.
  package func restored(_ text: String) -> String { String(decoding: restored(Array(text.utf8)[...]), as: UTF8.self) }

  /// The text with placeholders that have no number, such as `[[SECRET aws-access-key]]`: for what must be the same in every run.
  package static func unnumbered(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> { text }
}
