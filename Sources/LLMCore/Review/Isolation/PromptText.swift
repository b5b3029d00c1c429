/// Text of a change as a model is shown it.
package enum PromptText {
  /// A line as text without what hides or moves text: control characters and invisible characters are named, as in `<U+202E>`, and
  /// what is no UTF-8 becomes U+FFFD. A carriage return at the end is left out. Quotes of a model are to be compared with this form.
  package static func visible(_ line: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    append(line, to: &result)
    return String(decoding: result, as: UTF8.self)
  }

  /// The same as bytes.
  static func append(_ line: ArraySlice<UInt8>, to result: inout [UInt8]) {
    let line = line.last == Byte.carriageReturn ? line.dropLast() : line
    // Nearly all lines are printable ASCII.
    if line.allSatisfy({ $0 &- 0x20 < 0x5F || $0 == Byte.tab }) {
      result.append(contentsOf: line)
      return
    }
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      if isNamed(scalar.value) {
        InvisibleCharacter.append(name: scalar.value, to: &result)
      } else if let bytes = UTF8.encode(scalar) {
        result.append(contentsOf: bytes)
      }
    }
  }

  private static func isNamed(_ code: UInt32) -> Bool {
    if code < 0x20 { return code != 0x09 }
    return (0x7F...0x9F).contains(code) || HiddenCharacter.isHidden(code)
  }

  /// A path on one line, as it stands in prompts and as a model answers with it: in double quotes with escapes where it has control
  /// characters or is no UTF-8.
  package static func path(_ bytes: [UInt8]) -> String { visible(ArraySlice(Array(RawName.shown(bytes).utf8))) }
}
