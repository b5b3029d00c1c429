/// A secret that stood in a text, without the secret.
package struct FoundSecret: Sendable, Equatable {
  package var kind: SecretKind
  /// The number in its placeholder: the same value has the same number everywhere in a run.
  package var number: Int
  /// The line of the text it starts in, from 0 on.
  package var line: Int
  /// Where it stood in the text that was searched, in bytes from its start.
  package var range: Range<Int>
  /// The first byte of its line where that is the marker of a diff (`+`, `-` or a space); nil in plain text.
  package var marker: UInt8?
  /// How it begins, as far as all of its kind begin so, and how long it is: `AKIA… (20 bytes)`.
  package var masked: String

  /// Whether a change brings it in: a secret that only goes away, or was there before, is another matter.
  package var isAdded: Bool { marker == UInt8(ascii: "+") }
}

/// A text whose secrets were replaced.
package struct RedactedText: Sendable, Equatable {
  /// The text as it may be sent. It has as many lines as the original.
  package var bytes: ArraySlice<UInt8>
  /// What was replaced, in the order of the text. The lines of one private key are one secret.
  package var secrets: [FoundSecret]
}
