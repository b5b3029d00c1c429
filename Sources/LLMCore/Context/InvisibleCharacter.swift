/// Characters nobody sees, which move or hide what stands beside them. Prose in some languages needs a few of them; in code,
/// addresses and commands every one is shown.
package enum InvisibleCharacter {
  /// What prose does with such a character. Code shows all of them as code points.
  package enum Use: Sendable {
    /// Zero-width spaces, soft hyphens, byte order marks: dropped.
    case dropped
    /// Marks of direction: kept.
    case direction
    /// Opens an isolate, which must be closed where its row ends.
    case isolate
    /// Closes an isolate.
    case isolateEnd
    /// A line or paragraph separator: a space.
    case separator
  }

  /// What the character is for; nil for all others.
  @inline(__always)
  package static func use(of code: UInt32) -> Use? {
    if code < 0x2000 { return code == 0xAD ? .dropped : code == 0x61C ? .direction : nil }
    return wideUse(of: code)
  }

  private static func wideUse(of code: UInt32) -> Use? {
    switch code {
    case 0x200B, 0x2060, 0xFEFF, 0xFFF9...0xFFFB: .dropped
    case 0x200E, 0x200F: .direction
    case 0x2066...0x2068: .isolate
    case 0x2069: .isolateEnd
    case 0x2028, 0x2029: .separator
    default: nil
    }
  }

  /// A code point in letters, as `<U+202E>`.
  package static func append(name code: UInt32, to result: inout [UInt8]) {
    result += "<U+".utf8
    var digits: [UInt8] = []
    var rest = code
    while rest > 0 || digits.count < 4 {
      digits.append("0123456789ABCDEF".utf8[offset: Int(rest & 15)])
      rest >>= 4
    }
    result += digits.reversed()
    result.append(UInt8(ascii: ">"))
  }
}

extension String.UTF8View {
  fileprivate subscript(offset offset: Int) -> UInt8 { self[index(startIndex, offsetBy: offset)] }
}
