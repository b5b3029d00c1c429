/// Questions about single bytes of ASCII.
extension UInt8 {
  var isDigit: Bool { self &- 48 < 10 }
  var isLetter: Bool { (self | 0x20) &- 97 < 26 }
  var isHexDigit: Bool { isDigit || (self | 0x20) &- 97 < 6 }
  var isASCII: Bool { self < 0x80 }

  /// Whether it is one of the characters of a text.
  func isOne(of characters: StaticString) -> Bool {
    for index in 0..<characters.utf8CodeUnitCount where characters.utf8Start[index] == self { return true }
    return false
  }
}

/// A number of exactly these digits; nil where other bytes stand there, or too few.
func decimal(_ text: Span<UInt8>, _ start: Int, digits: Int) -> Int? {
  guard start + digits <= text.count else { return nil }
  var value = 0
  for index in start..<start + digits {
    guard text[index].isDigit else { return nil }
    value = value * 10 + Int(text[index] - 48)
  }
  return value
}

/// Reads the UTF-8 of one character, which must be well-formed, and moves behind it.
func nextScalar(_ text: Span<UInt8>, _ index: inout Int) -> UInt32 {
  let first = text[index]
  let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  var code = UInt32(first) & (length == 1 ? 0x7F : 0x7F >> UInt32(length))
  for offset in 1..<max(length, 1) where index + offset < text.count {
    code = code << 6 | UInt32(text[index + offset] & 0x3F)
  }
  index += length
  return code
}
