/// What stands behind a backslash in a string.
enum EscapeSequence {
  /// The byte that an escape of one letter stands for.
  static func plain(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  /// Whether the character is escaped in Markdown, JavaScript or Python, and stands for itself. Brackets are not among them: `\(` and `\[`
  /// open formulas.
  static func isNeedless(_ byte: UInt8) -> Bool { needless.contains(byte) }

  private static let needless = Set("'_*#~><&!.-+|`".utf8)

  /// A character written as `\u`, or a pair of them.
  enum Scalar: Equatable {
    /// How many bytes it is written in, backslash and all. A surrogate without its partner is U+FFFD.
    case complete(String, length: Int)
    /// The text ends in it.
    case cut
    case malformed
  }

  static func scalar(in bytes: [UInt8], at index: Int, before end: Int) -> Scalar {
    guard let first = hexadecimal(bytes[..<end], at: index + 2, digits: 4) else {
      return bytes[(index + 2)..<end].prefix(4).allSatisfy { digit($0) != nil } ? .cut : .malformed
    }
    if let scalar = UnicodeScalar(first) { return .complete(String(scalar), length: 6) }
    let partner = index + 6
    if first < 0xDC00 {
      guard partner + 1 < end else { return partner < end && bytes[partner] != UInt8(ascii: "\\") ? lone : .cut }
      if bytes[partner] == UInt8(ascii: "\\"), bytes[partner + 1] == UInt8(ascii: "u") {
        guard let second = hexadecimal(bytes[..<end], at: partner + 2, digits: 4) else {
          return bytes[(partner + 2)..<end].prefix(4).allSatisfy { digit($0) != nil } ? .cut : lone
        }
        if (0xDC00..<0xE000).contains(second),
          let pair = UnicodeScalar(0x10000 + ((first - 0xD800) << 10) + second - 0xDC00)
        {
          return .complete(String(pair), length: 12)
        }
      }
    }
    return lone
  }

  private static let lone = Scalar.complete("\u{FFFD}", length: 6)

  /// The number that so many hexadecimal digits write, if they stand here.
  static func hexadecimal(_ bytes: ArraySlice<UInt8>, at index: Int, digits: Int) -> UInt32? {
    guard index + digits <= bytes.endIndex else { return nil }
    var value: UInt32 = 0
    for byte in bytes[index..<(index + digits)] {
      guard let digit = digit(byte) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
