/// Identifiers: UUIDs by RFC 4122, section 3; JSON Pointers by RFC 6901 and draft-bhutton-relative-json-pointer; regular expressions.
enum IdentifierFormat {
  static func isUUID(_ text: Span<UInt8>) -> Bool {
    guard text.count == 36 else { return false }
    for index in 0..<36 {
      let isDash = index == 8 || index == 13 || index == 18 || index == 23
      guard isDash ? text[index] == UInt8(ascii: "-") : text[index].isHexDigit else { return false }
    }
    return true
  }

  static func isPointer(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0 else { return true }
    guard text[0] == UInt8(ascii: "/") else { return false }
    for index in 0..<text.count where text[index] == UInt8(ascii: "~") {
      guard index + 1 < text.count, text[index + 1].isOne(of: "01") else { return false }
    }
    return true
  }

  static func isRelativePointer(_ text: Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count, text[index].isDigit { index += 1 }
    guard index > 0, index == 1 || text[0] != UInt8(ascii: "0") else { return false }
    if index + 1 < text.count, text[index].isOne(of: "+-") {
      // How far to go within an array.
      let first = index + 1
      index = first
      while index < text.count, text[index].isDigit { index += 1 }
      guard index > first, index == first + 1 || text[first] != UInt8(ascii: "0") else { return false }
    }
    if index + 1 == text.count, text[index] == UInt8(ascii: "#") { return true }
    return isPointer(text.extracting(droppingFirst: index))
  }

  static func isPattern(_ text: Span<UInt8>) -> Bool {
    (try? Pattern(text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })) != nil
  }
}
