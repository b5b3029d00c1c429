/// Takes off one level of escapes from a text that was escaped as a whole, as the inside of a string is.
enum Unescaping {
  /// Whether an object or array begins here whose first string, or first line end, is escaped.
  static func isEscaped(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return false }
    let content = text.dropFirst().drop(while: InvisibleMark.isSpace)
    guard content.first == UInt8(ascii: "\\"), let escaped = content.dropFirst().first else { return false }
    return escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "n") || escaped == UInt8(ascii: "t")
  }

  /// The text with each `\"`, `\\`, `\/`, `\n`, `\r` and `\t` replaced by what it stands for.
  static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var isEscape = false
    for byte in text {
      if isEscape {
        isEscape = false
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "n"), UInt8(ascii: "r"),
          UInt8(ascii: "t"):
          result.append(EscapeSequence.plain(byte) ?? byte)
        default: result += [UInt8(ascii: "\\"), byte]
        }
      } else if byte == UInt8(ascii: "\\") {
        isEscape = true
      } else {
        result.append(byte)
      }
    }
    return result
  }
}
