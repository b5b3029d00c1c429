/// A text with JSON's escapes undone wherever they stand, and where each byte of it came from: a value that has a quote or a line end in
/// it looks different in JSON, and different again in JSON that stands as a text in JSON. What is no escape stays as it is.
package struct UnescapedText: Sendable, Equatable {
  package let bytes: [UInt8]
  /// For each byte, where what it was made of begins in the text as it was; one more for the end.
  private let origins: [Int]

  /// - Parameter times: how often escapes are undone.
  package init(_ text: [UInt8], times: Int = 1) {
    var (bytes, origins) = (text, Array(0...text.count))
    for _ in 0..<times where bytes.contains(Byte.backslash) { (bytes, origins) = Self.undone(bytes, origins) }
    (self.bytes, self.origins) = (bytes, origins)
  }

  /// Where a range of `bytes` stands in the text as it was.
  package func origin(of range: Range<Int>) -> Range<Int> { origins[range.lowerBound]..<origins[range.upperBound] }

  private static func undone(_ text: [UInt8], _ places: [Int]) -> (bytes: [UInt8], origins: [Int]) {
    var (bytes, origins): ([UInt8], [Int]) = ([], [])
    bytes.reserveCapacity(text.count)
    origins.reserveCapacity(places.count)
    var index = 0
    while let start = text[index...].firstIndex(of: Byte.backslash) {
      bytes += text[index..<start]
      origins += places[index..<start]
      let (made, length) = escape(in: text, at: start)
      bytes += made
      origins += repeatElement(places[start], count: made.count)
      index = start + length
    }
    bytes += text[index...]
    origins += places[index..<text.count]
    return (bytes, origins + [places[text.count]])
  }

  /// What an escape stands for, and how long it is; the backslash where it begins none.
  private static func escape(in text: [UInt8], at start: Int) -> (made: [UInt8], length: Int) {
    guard start + 1 < text.count else { return ([Byte.backslash], 1) }
    switch text[start + 1] {
    case UInt8(ascii: "n"): return ([Byte.lineFeed], 2)
    case UInt8(ascii: "r"): return ([Byte.carriageReturn], 2)
    case UInt8(ascii: "t"): return ([0x09], 2)
    case UInt8(ascii: "b"): return ([0x08], 2)
    case UInt8(ascii: "f"): return ([0x0C], 2)
    case UInt8(ascii: "\""), Byte.backslash, UInt8(ascii: "/"): return ([text[start + 1]], 2)
    case UInt8(ascii: "u"): return character(in: text, at: start) ?? ([Byte.backslash], 1)
    default: return ([Byte.backslash], 1)
    }
  }

  /// The character that `\u` and four digits stand for, or two of them that are halves of one.
  private static func character(in text: [UInt8], at start: Int) -> (made: [UInt8], length: Int)? {
    guard let first = unit(in: text, at: start) else { return nil }
    if let scalar = Unicode.Scalar(first) { return (Array(String(Character(scalar)).utf8), 6) }
    guard UTF16.isLeadSurrogate(first), let second = unit(in: text, at: start + 6), UTF16.isTrailSurrogate(second),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(first & 0x3FF) << 10) + UInt32(second & 0x3FF))
    else { return nil }
    return (Array(String(Character(scalar)).utf8), 12)
  }

  private static func unit(in text: [UInt8], at start: Int) -> UInt16? {
    guard start + 6 <= text.count, text[start] == Byte.backslash, text[start + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var value: UInt16 = 0
    for digit in text[(start + 2)..<(start + 6)] {
      guard let number = Character(Unicode.Scalar(digit)).hexDigitValue, digit < 0x80 else { return nil }
      value = value << 4 | UInt16(number)
    }
    return value
  }
}
