/// A text as a scalar of YAML: plain where it is a word, a block where it has lines, and in quotes otherwise.
///
/// The forms are those of YAML 1.2.2: plain (§7.3.3), literal (§8.1.2) and double-quoted (§7.3.1).
enum CassetteScalar {
  /// What stands behind `name: ` or `- `. A block goes on in lines of their own, which begin with `indent` spaces, and ends with a line
  /// feed; the other forms end without.
  static func text(_ text: String, indent: Int) -> String {
    if isWord(text) { return text }
    if let block = block(text, indent: indent) { return block }
    return quoted(text)
  }

  /// Text in lines as a literal block; nil where a block cannot hold it.
  static func block(_ text: String, indent: Int) -> String? {
    guard let first = text.unicodeScalars.first, first != " ", first != "\t", first != "\n",
      text.unicodeScalars.contains("\n"), text.unicodeScalars.allSatisfy(mayStandInBlock)
    else { return nil }
    var lines = text.utf8.split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
    let breaks = lines.reversed().prefix { $0.isEmpty }.count
    // The line behind the last line feed is none.
    if breaks > 0 { lines.removeLast() }
    let margin = String(repeating: " ", count: indent)
    let header = breaks == 0 ? "|-" : breaks == 1 ? "|" : "|+"
    return header + "\n" + lines.map { $0.isEmpty ? "\n" : margin + (String($0) ?? "") + "\n" }.joined()
  }

  /// Text in double quotes, on one line.
  static func quoted(_ text: String) -> String {
    var result = ""
    for scalar in JSONWriter.text(of: .string(text)).unicodeScalars {
      if scalar.value < 0x80 || mayStandInBlock(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let isLong = scalar.value > 0xFFFF
        result += (isLong ? "\\U" : "\\u") + String(repeating: "0", count: (isLong ? 8 : 4) - digits.count) + digits
      }
    }
    return result
  }

  /// Whether YAML reads it back as this text without quotes.
  private static func isWord(_ text: String) -> Bool {
    let isSafe = text.utf8.allSatisfy { byte in
      Byte.isLetter(byte) || Byte.isDigit(byte) || " ./_-;=+".utf8.contains(byte)
    }
    guard let first = text.utf8.first, let last = text.utf8.last, isSafe, last != Byte.space,
      Byte.isLetter(first) || first == Byte.slash
    else { return false }
    return !["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
  }

  /// What YAML takes for a printable character, but for line ends of other alphabets and for stowed bytes, which nobody can see.
  private static func mayStandInBlock(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FF7F:
      true
    default: false
    }
  }
}
