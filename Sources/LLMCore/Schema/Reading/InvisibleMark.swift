/// Characters that stand where white space may, and that JSON does not know.
enum InvisibleMark {
  /// How many bytes such a character has that stands here; zero if none does.
  static func length(in bytes: [UInt8], at index: Int, before end: Int) -> Int {
    switch bytes[index] {
    case 0x00, 0x0B, 0x0C: return 1
    case 0xC2:
      // NEL, no-break space, soft hyphen.
      guard index + 1 < end else { return 0 }
      return [0x85, 0xA0, 0xAD].contains(bytes[index + 1]) ? 2 : 0
    case 0xE2, 0xE3, 0xEF:
      guard index + 2 < end else { return 0 }
      switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
      // Spaces and marks of U+2000…200F, line and paragraph separators, directions, narrow space, word joiner, mathematical space.
      case (0xE2, 0x80, 0x80...0x8F), (0xE2, 0x80, 0xA8...0xAF), (0xE2, 0x81, 0x9F...0xA0): return 3
      // The ideographic space, the byte order mark.
      case (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF): return 3
      default: return 0
      }
    default: return 0
    }
  }

  /// The range without white space and such characters at its ends.
  static func trimmed(_ range: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      let length = isSpace(bytes[start]) ? 1 : length(in: bytes, at: start, before: end)
      guard length > 0 else { break }
      start += length
    }
    trimming: while start < end {
      if isSpace(bytes[end - 1]) {
        end -= 1
        continue
      }
      for length in 1...3 where end - length >= start {
        guard self.length(in: bytes, at: end - length, before: end) == length else { continue }
        end -= length
        continue trimming
      }
      break
    }
    return start..<end
  }

  /// Whether it is white space of JSON's.
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
