/// Text of a change as a model is shown it.
package enum PromptText {
  /// A line as text without what hides or moves text: control characters and invisible characters are named, as in `<U+202E>`, and
  /// what is no UTF-8 becomes U+FFFD. A carriage return at the end is left out. Quotes of a model are to be compared with this form.
  package static func visible(_ line: ArraySlice<UInt8>) -> String {
    let line = line.last == Byte.carriageReturn ? line.dropLast() : line
    if line.allSatisfy({ ($0 >= 0x20 && $0 < 0x7F) || $0 == Byte.tab }) { return String(decoding: line, as: UTF8.self) }
    var result: [UInt8] = []
    result.reserveCapacity(line.count + 16)
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      if isNamed(scalar.value) {
        InvisibleCharacter.append(name: scalar.value, to: &result)
      } else {
        result += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isNamed(_ code: UInt32) -> Bool {
    if code < 0x20 { return code != 0x09 }
    return (0x7F...0x9F).contains(code) || HiddenCharacter.isHidden(code)
  }

  /// A path on one line, as it stands in prompts and as a model answers with it: in double quotes with escapes where it has control
  /// characters or is no UTF-8.
  package static func path(_ bytes: [UInt8]) -> String { visible(ArraySlice(Array(RawName.shown(bytes).utf8))) }
}
