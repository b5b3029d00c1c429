/// Outlines of text that is divided by headings.
enum HeadingOutline {
  /// The headings of Markdown, outside of fenced code.
  static func headings(in lines: [ArraySlice<UInt8>]) -> [SourceOutline.Symbol] {
    var fence: UInt8?
    return outline(lines) { line in
      let text = line.drop { $0 == Byte.space }
      if let mark = text.first, mark == Byte.backtick || mark == Byte.tilde, text.prefix(3).allSatisfy({ $0 == mark }),
        text.count >= 3
      {
        if fence == nil { fence = mark } else if fence == mark { fence = nil }
        return nil
      }
      guard fence == nil, line.count - text.count < 4 else { return nil }
      let level = text.prefix { $0 == Byte.hash }.count
      let rest = text.dropFirst(level)
      guard (1...6).contains(level), let first = rest.first, Byte.isBlank(first) else { return nil }
      return (level, trimmed(rest))
    }
  }

  /// The sections of TOML and INI files: `[name]`, `[[name]]`, `[name "sub"]`.
  static func sections(in lines: [ArraySlice<UInt8>]) -> [SourceOutline.Symbol] {
    outline(lines) { line in
      let text = line.drop(while: Byte.isBlank)
      guard text.first == Byte.openBracket, let end = text.lastIndex(of: Byte.closeBracket) else { return nil }
      let behind = text[(end + 1)...].first { $0 > Byte.space }
      guard behind == nil || behind == Byte.hash || behind == Byte.semicolon else { return nil }
      let name = text[..<end].drop { $0 == Byte.openBracket }
      return name.contains(Byte.equals) || name.isEmpty ? nil : (1, trimmed(name))
    }
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop { $0 <= Byte.space }
    while let last = text.last, last <= Byte.space || last == Byte.hash || last == Byte.closeBracket {
      text = text.dropLast()
    }
    return text
  }

  /// Each heading holds the lines up to the next of its level or above.
  private static func outline(
    _ lines: [ArraySlice<UInt8>], heading: (ArraySlice<UInt8>) -> (level: Int, name: ArraySlice<UInt8>)?
  ) -> [SourceOutline.Symbol] {
    var symbols: [SourceOutline.Symbol] = []
    var open: [(level: Int, name: String, start: Int)] = []
    func close(from level: Int, at end: Int) {
      while let last = open.last, last.level >= level {
        open.removeLast()
        symbols.append(
          SourceOutline.Symbol(name: last.name, lines: last.start...max(end, last.start), depth: open.count))
      }
    }
    for (index, line) in lines.enumerated() where symbols.count < SourceOutline.mostSymbols {
      guard let (level, name) = heading(line) else { continue }
      close(from: level, at: index)
      open.append((level, CodeWord.text(name), index + 1))
    }
    close(from: 0, at: lines.count)
    return symbols
  }
}
