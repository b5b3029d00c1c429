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
