/// Text of a change as a model is shown it.
package enum PromptText {
  /// Bytes as text without what hides or moves text: control characters and invisible characters are named as `<U+202E>`, and
  /// what is no UTF-8 becomes U+FFFD. Quotes of a model are compared with this form of a line.
  package static func visible(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// A path on one line, as it stands in prompts and as a model answers with it.
  package static func path(_ bytes: [UInt8]) -> String { RawName.shown(bytes) }
}
