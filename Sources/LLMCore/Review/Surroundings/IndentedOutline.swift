/// Outlines of languages whose blocks are seen by how far their lines are moved in: Python, and by custom those with `end`.
enum IndentedOutline {
  /// A block that is not closed yet.
  private struct Open {
    let name: String
    let start: Int
    let indentation: Int
  }

  static func symbols(
    in lines: [ArraySlice<UInt8>], _ language: OutlineLanguage, hasEnd: Bool
  ) -> [SourceOutline.Symbol] {
    var (symbols, open): ([SourceOutline.Symbol], [Open]) = ([], [])
    var (lastCode, literal): (Int, [UInt8]?) = (0, nil)
    for (index, line) in lines.enumerated() {
      let number = index + 1
      let wasInLiteral = literal != nil
      if language.hasTripleQuotes { literal = after(line, literal) }
      let text = line.drop(while: Byte.isBlank)
      guard let first = text.first, first != Byte.carriageReturn, !wasInLiteral,
        !language.lineComments.contains(where: { text.starts(with: $0) })
      else { continue }
      let indentation = width(line)
      let isEnd = hasEnd && CodeWord.first(in: text) == "end"
      while let last = open.last, indentation <= last.indentation {
        let ends = isEnd && indentation == last.indentation
        close(&open, at: ends ? number : max(lastCode, last.start), &symbols)
        if ends { break }
      }
      lastCode = number
      if open.count < SourceOutline.deepest, symbols.count + open.count < SourceOutline.mostSymbols,
        let name = CodeWord.declaredName(in: text, language.keywords)
      {
        open.append(Open(name: name, start: number, indentation: indentation))
      }
    }
    while let last = open.last { close(&open, at: max(lastCode, last.start), &symbols) }
    return symbols
  }

  private static func close(_ open: inout [Open], at end: Int, _ symbols: inout [SourceOutline.Symbol]) {
    guard let last = open.popLast() else { return }
    symbols.append(SourceOutline.Symbol(name: last.name, lines: last.start...end, depth: open.count))
  }

  /// The marks of the literal that is open behind a line, given those in front of it; nil where none is.
  private static func after(_ line: ArraySlice<UInt8>, _ literal: [UInt8]?) -> [UInt8]? {
    var literal = literal
    var at = line.startIndex
    while at + 2 < line.endIndex {
      let byte = line[at]
      if literal == nil, byte == Byte.hash { return nil }
      if byte == Byte.quote || byte == Byte.apostrophe, line[at + 1] == byte, line[at + 2] == byte {
        if literal == nil { literal = [byte] } else if literal == [byte] { literal = nil }
        at += 3
      } else {
        at += byte == Byte.backslash ? 2 : 1
      }
    }
    return literal
  }

  /// Columns of white space in front, with stops of eight.
  private static func width(_ line: ArraySlice<UInt8>) -> Int {
    var width = 0
    for byte in line {
      if byte == Byte.space { width += 1 } else if byte == Byte.tab { width = (width / 8 + 1) * 8 } else { break }
    }
    return width
  }

  /// Keys that hold further lines, in YAML.
  static func keys(in lines: [ArraySlice<UInt8>]) -> [SourceOutline.Symbol] {
    var (symbols, open): ([SourceOutline.Symbol], [Open]) = ([], [])
    var lastCode = 0
    for (index, line) in lines.enumerated() {
      let text = line.drop(while: Byte.isBlank)
      guard let first = text.first, first != Byte.hash, first != Byte.carriageReturn else { continue }
      let indentation = width(line)
      while let last = open.last, indentation <= last.indentation, first != Byte.minus || indentation < last.indentation
      {
        close(&open, at: max(lastCode, last.start), &symbols)
      }
      lastCode = index + 1
      guard open.count < SourceOutline.deepest, symbols.count + open.count < SourceOutline.mostSymbols,
        let colon = text.prefix(SourceOutline.longestName).firstIndex(of: Byte.colon),
        text[(colon + 1)...].allSatisfy({ $0 <= Byte.space || $0 == Byte.bar || $0 == Byte.greater })
      else { continue }
      let name = text[..<colon].drop { $0 == Byte.minus || Byte.isBlank($0) }.filter { !"\"'".utf8.contains($0) }
      if !name.isEmpty { open.append(Open(name: CodeWord.text(name), start: index + 1, indentation: indentation)) }
    }
    while let last = open.last { close(&open, at: max(lastCode, last.start), &symbols) }
    // A key that holds nothing says nothing.
    return symbols.filter { $0.lines.count > 1 }
  }
}
