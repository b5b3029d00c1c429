extension TolerantParser {
  /// Passes over white space, comments and marks that cannot be seen. A fence or a closing tag ends the text.
  mutating func skipBlanks() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      case UInt8(ascii: "/"), UInt8(ascii: "#"):
        guard let behind = endOfComment(at: position) else { return }
        log.note(.comment, at: position)
        position = behind
      case UInt8(ascii: "`"), UInt8(ascii: "<"):
        if endsText(at: position) { end = position }
        return
      default:
        let length = InvisibleMark.length(in: bytes, at: position, before: end)
        guard length > 0 else { return }
        log.note(.invisible, at: position)
        position += length
      }
    }
  }

  /// Whether a closing fence or tag stands here.
  func endsText(at index: Int) -> Bool {
    let rest = bytes[index..<end]
    return rest.starts(with: Self.fence) || rest.starts(with: Self.closingTag)
  }

  /// The end of the comment that begins here, if one does: `// …` and `# …` go to the end of the line, `/* … */` as far as it says.
  func endOfComment(at index: Int) -> Int? {
    if bytes[index] == UInt8(ascii: "/") {
      guard index + 1 < end else { return nil }
      if bytes[index + 1] == UInt8(ascii: "*") {
        var next = index + 2
        while next + 1 < end {
          if bytes[next] == UInt8(ascii: "*"), bytes[next + 1] == UInt8(ascii: "/") { return next + 2 }
          next += 1
        }
        return end
      }
      guard bytes[index + 1] == UInt8(ascii: "/") else { return nil }
    }
    return bytes[index..<end].firstIndex(of: 0x0A) ?? end
  }

  /// Passes over `...` or `…`, with which a model says that it left something out.
  mutating func skipEllipsis() -> Bool {
    let rest = bytes[position..<end]
    let length = rest.starts(with: Self.dots) ? rest.prefix { $0 == UInt8(ascii: ".") }.count : 3
    guard length > 3 || rest.starts(with: Self.dots) || rest.starts(with: Self.ellipsis) else { return false }
    log.note(.ellipsis, at: position)
    position += length
    return true
  }

  private static let fence = Array("```".utf8)
  private static let closingTag = Array("</".utf8)
  private static let dots = Array("...".utf8)
  private static let ellipsis = Array("…".utf8)
}

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
