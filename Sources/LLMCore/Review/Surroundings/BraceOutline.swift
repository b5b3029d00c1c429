/// Outlines of languages whose blocks stand in braces.
struct BraceOutline {
  /// A brace that is not closed yet.
  private struct Open {
    let name: String?
    let start: Int
    /// Parentheses that were open around it.
    let parentheses: Int
  }

  private let language: OutlineLanguage
  private var symbols: [SourceOutline.Symbol] = []
  private var open: [Open] = []
  /// How many of `open` have a name.
  private var depth = 0
  private var parentheses = 0
  /// The code since the last brace or semicolon, without comments and literals.
  private var head = DeclarationHead()
  private var literal = Literal.none

  /// What is not code.
  private enum Literal: Equatable {
    case none, blockComment
    case text(UInt8)
    case tripleText
  }

  static func symbols(in lines: [ArraySlice<UInt8>], _ language: OutlineLanguage) -> [SourceOutline.Symbol] {
    var outline = BraceOutline(language: language)
    for (index, line) in lines.enumerated() { outline.read(line, number: index + 1) }
    while !outline.open.isEmpty { outline.close(at: lines.count) }
    return outline.symbols
  }

  private init(language: OutlineLanguage) { self.language = language }

  private mutating func read(_ line: ArraySlice<UInt8>, number: Int) {
    // Only literals that may go over lines do.
    if case .text(let mark) = literal, mark != Byte.backtick { literal = .none }
    let isDirective =
      literal == .none && line.first == Byte.hash && language.hasBareFunctions && language.hasBlockComments
    var at = line.startIndex
    while at < line.endIndex, !isDirective {
      at = literal == .none ? code(line, at, number) : passLiteral(line, at)
    }
    if parentheses == 0 { head.endLine() } else { head.append(Byte.space, line: number) }
  }

  /// Takes in what stands at a place of a line; returns where to go on.
  private mutating func code(_ line: ArraySlice<UInt8>, _ at: Int, _ number: Int) -> Int {
    let byte = line[at]
    switch byte {
    case Byte.openBrace: openBrace(number)
    case Byte.closeBrace:
      close(at: number)
      head.clear()
    case Byte.semicolon: if parentheses == 0 { head.clear() }
    case Byte.openParenthesis:
      parentheses += 1
      head.append(byte, line: number)
    case Byte.closeParenthesis:
      parentheses = max(0, parentheses - 1)
      head.append(byte, line: number)
    case Byte.quote, Byte.backtick, Byte.apostrophe: return startLiteral(line, at, number)
    default:
      if language.lineComments.contains(where: { $0[0] == byte && line[at...].starts(with: $0) }),
        startsComment(line, at)
      {
        return line.endIndex
      }
      if language.hasBlockComments, byte == Byte.slash, line[at...].dropFirst().first == Byte.star {
        literal = .blockComment
        return at + 2
      }
      head.append(byte, line: number)
    }
    return at + 1
  }

  /// In shells `$#` and `a#b` are no comments.
  private func startsComment(_ line: ArraySlice<UInt8>, _ at: Int) -> Bool {
    line[at] != Byte.hash || at == line.startIndex || line[at - 1] <= Byte.space || line[at - 1] == Byte.semicolon
  }

  private mutating func startLiteral(_ line: ArraySlice<UInt8>, _ at: Int, _ number: Int) -> Int {
    let mark = line[at]
    head.append(mark, line: number)
    if mark == Byte.quote, language.hasTripleQuotes, line[at...].prefix(3).allSatisfy({ $0 == mark }),
      line[at...].count > 2
    {
      literal = .tripleText
      return at + 3
    }
    if mark == Byte.backtick {
      if language.hasBackquoteStrings { literal = .text(mark) }
      return at + 1
    }
    if mark == Byte.apostrophe, !language.hasApostropheStrings {
      // A character: `'{'`, `'\n'`, `'\u{41}'`. A lifetime of Rust has no second apostrophe so near.
      let rest = line[(at + 1)...].prefix(12)
      let isEscaped = rest.first == Byte.backslash
      let end = rest.dropFirst(isEscaped ? 2 : 1).prefix(isEscaped ? 10 : 4).firstIndex(of: mark)
      return end.map { $0 + 1 } ?? at + 1
    }
    literal = .text(mark)
    return at + 1
  }

  private mutating func passLiteral(_ line: ArraySlice<UInt8>, _ at: Int) -> Int {
    let byte = line[at]
    switch literal {
    case .none: return at
    case .blockComment:
      guard byte == Byte.star, line[at...].dropFirst().first == Byte.slash else { return at + 1 }
      literal = .none
      return at + 2
    case .text(let mark):
      if byte == Byte.backslash { return at + 2 }
      if byte == mark { literal = .none }
      return at + 1
    case .tripleText:
      if byte == Byte.backslash { return at + 2 }
      guard byte == Byte.quote, line[at...].prefix(3).allSatisfy({ $0 == Byte.quote }), line[at...].count > 2 else {
        return at + 1
      }
      literal = .none
      return at + 3
    }
  }

  private mutating func openBrace(_ number: Int) {
    let isRoom = depth < SourceOutline.deepest && symbols.count + depth < SourceOutline.mostSymbols
    let found = isRoom ? head.declaration(language, isInParentheses: parentheses > 0) : nil
    open.append(Open(name: found?.name, start: found?.line ?? number, parentheses: parentheses))
    if found != nil { depth += 1 }
    parentheses = 0
    head.clear()
  }

  private mutating func close(at number: Int) {
    guard let last = open.popLast() else { return }
    parentheses = last.parentheses
    guard let name = last.name else { return }
    depth -= 1
    symbols.append(SourceOutline.Symbol(name: name, lines: last.start...max(number, last.start), depth: depth))
  }
}
