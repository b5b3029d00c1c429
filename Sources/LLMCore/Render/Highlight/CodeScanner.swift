/// The lexer of languages that are made of words, numbers, strings, comments and signs: all that differs between them is
/// in their `Grammar`. Each byte is looked at a bounded number of times, whatever the line holds.
struct CodeScanner: LineScanner {
  /// Something that is open: code, or a region within it.
  struct Frame: Equatable, Sendable {
    /// What is read there: code, a region of the grammar, an element's tag, or the text between tags.
    enum Content: Equatable, Sendable { case code, region(Int), tag, text }

    var content: Content
    /// The bytes that nest and end it, where a single byte does.
    var open: UInt8 = 0
    var close: UInt8 = 0
    /// How many are open inside.
    var depth = 0
    /// How often the fence's byte is written.
    var run = 0
    /// The word that ends it.
    var tag: [UInt8] = []
    /// A heredoc's tag may be indented.
    var isIndented = false
    /// A heredoc's text has neither variables nor escapes.
    var isLiteral = false
    /// The value of a shell's variable, behind which a command may begin.
    var isAssigned = false
  }

  /// Deeper nesting is read as text: nobody reads such code, and the state stays small.
  static let depthLimit = 64

  let grammar: Grammar
  /// From the outermost, which is code and always there, to what is being read.
  var stack: [Frame]
  /// Heredocs whose text begins on the next line.
  var pending: [Frame] = []
  /// An expression may begin here, so that `/` is one of its quotes; in shells: a command.
  var expectsOperand = true
  /// In style sheets: behind the colon of a declaration.
  var isValue = false
  /// What the next word is because of the one before.
  var introduced = CodeKind.plain
  /// The line's last byte is an escape that takes the line end with it.
  var escapesLineEnd = false

  // Of the line that is being read.
  var bytes: [UInt8] = []
  var position = 0
  var end = 0
  var lineStart = 0
  var out = SpanWriter()
  /// An attempt to find the end of a regular expression has come to the end of the line: more would cost squares.
  var hasOpenExpression = false
  /// Whether a style sheet's statement here is a declaration, or a setting's `=` has come; nil until it is known.
  var isDeclaration: Bool?

  init(_ grammar: Grammar) {
    self.grammar = grammar
    stack = [Frame(content: .code)]
    if grammar.traits.contains(.styleSheet) {
      (stack[0].open, stack[0].close) = (Byte.openBrace, Byte.closeBrace)
    } else if grammar.traits.contains(.shell) {
      (stack[0].open, stack[0].close) = (Byte.openParenthesis, Byte.closeParenthesis)
    } else {
      (stack[0].open, stack[0].close) = (Byte.openBracket, Byte.closeBracket)
    }
  }

  mutating func scan(_ line: [UInt8], into writer: inout SpanWriter) {
    scan(line, in: 0..<line.count, into: &writer)
    endLine()
  }

  /// Reads part of a line; `endLine` says that the line has ended.
  mutating func scan(_ line: [UInt8], in range: Range<Int>, into writer: inout SpanWriter) {
    (bytes, position, lineStart, end) = (line, range.lowerBound, range.lowerBound, range.upperBound)
    swap(&out, &writer)
    (hasOpenExpression, isDeclaration, escapesLineEnd) = (false, nil, false)
    if !closeHeredoc() {
      while position < end {
        switch stack[stack.count - 1].content {
        case .code: scanCode()
        case .region(let number): scanRegion(grammar.regions[number])
        case .tag: scanTag()
        case .text: scanText()
        }
      }
    }
    swap(&out, &writer)
    bytes = []
  }

  /// Closes what a line end closes, and opens the heredocs that the line announced.
  mutating func endLine() {
    if !escapesLineEnd, let cut = stack.firstIndex(where: { !spansLines($0) }) { stack.removeSubrange(cut...) }
    if !pending.isEmpty {
      stack.append(contentsOf: pending.reversed())
      pending.removeAll()
    }
    introduced = .plain
    if grammar.traits.contains(.shell) { expectsOperand = !escapesLineEnd }
    if grammar.traits.contains(.symbols) { expectsOperand = true }
  }

  private func spansLines(_ frame: Frame) -> Bool {
    guard case .region(let number) = frame.content else { return true }
    return grammar.regions[number].spansLines
  }

  /// Reads tokens until something opens or closes.
  private mutating func scanCode() {
    let depth = stack.count
    while position < end, stack.count == depth {
      let byte = bytes[position]
      let kind = grammar.classes[Int(byte)]
      if kind & Grammar.Class.opener != 0, open(group: 0, from: position) { continue }
      if kind & Grammar.Class.wordStart != 0 {
        scanWord()
      } else if kind & Grammar.Class.digit != 0 {
        scanNumber()
      } else if kind & Grammar.Class.sigil != 0, scanSigil(grammar.sigils[Int(byte)]) {
        continue
      } else if kind & Grammar.Class.punctuation != 0 {
        scanPunctuation(byte)
      } else if kind & Grammar.Class.operator != 0 {
        scanOperator(byte)
      } else {
        position += 1
      }
    }
  }

  private mutating func scanPunctuation(_ byte: UInt8) {
    if byte == Byte.dot, startsFraction() { return scanNumber() }
    let top = stack.count - 1
    if byte == stack[top].close {
      if stack[top].depth > 0 {
        stack[top].depth -= 1
      } else if top > 0 {
        return closeHole()
      }
    } else if byte == stack[top].open {
      if byte == Byte.openBracket, scanSection() { return }
      stack[top].depth += 1
    }
    if byte == Byte.openBrace || byte == Byte.closeBrace || byte == Byte.semicolon || byte == Byte.comma {
      endStatement(byte)
    }
    expectsOperand = grammar.traits.contains(.shell) ? expectsCommand(behind: byte) : Self.expectsOperand(behind: byte)
    if byte != Byte.dot { introduced = .plain }
    out.add(position, position + 1, .punctuation)
    position += 1
  }

  private func startsFraction() -> Bool {
    guard let next = byteAfter(0), Byte.isDigit(next) else { return false }
    return (expectsOperand && !grammar.traits.contains(.shell)) || grammar.traits.contains(.styleSheet)
  }

  private static func expectsOperand(behind byte: UInt8) -> Bool {
    switch byte {
    case Byte.closeParenthesis, Byte.closeBracket, Byte.closeBrace, Byte.dot: false
    default: true
    }
  }

  /// What begins anew behind a sign that ends a statement or a setting.
  private mutating func endStatement(_ byte: UInt8) {
    if grammar.traits.contains(.styleSheet), byte != Byte.comma, byteBefore(position) != Byte.hash {
      (isDeclaration, isValue) = (nil, false)
    }
    if grammar.traits.contains(.settings), byte != Byte.closeBrace { isDeclaration = nil }
  }

  private mutating func scanOperator(_ byte: UInt8) {
    if grammar.traits.contains(.shell) { return scanShellOperator(byte) }
    if byte == Byte.less, grammar.traits.contains(.elements), expectsOperand, openElement() { return }
    if byte == Byte.colon, isDeclaration == true { isValue = true }
    if byte == Byte.equals, grammar.traits.contains(.settings) { isDeclaration = true }
    if byte == Byte.colon, grammar.traits.contains(.symbols), scanSymbol() { return }
    // A variable that is counted up is still an operand: `i++ / 2`.
    let isCounting = (byte == Byte.plus || byte == Byte.minus) && byteAfter(0) == byte
    let length = isCounting ? 2 : 1
    out.add(position, position + length, .operator)
    position += length
    introduced = .plain
    if !isCounting { expectsOperand = true }
  }

  /// The byte so many behind the one that follows, in this line.
  func byteAfter(_ distance: Int) -> UInt8? {
    position + 1 + distance < end ? bytes[position + 1 + distance] : nil
  }

  /// The byte before an offset, in this line.
  func byteBefore(_ offset: Int) -> UInt8? { offset > lineStart ? bytes[offset - 1] : nil }

  /// The first byte from an offset on that is no blank.
  func byteBehindBlanks(_ offset: Int) -> UInt8? {
    var offset = offset
    while offset < end, Byte.isBlank(bytes[offset]) { offset += 1 }
    return offset < end ? bytes[offset] : nil
  }

  func matches(_ literal: [UInt8], at offset: Int) -> Bool {
    guard literal.count <= end - offset else { return false }
    for index in literal.indices where bytes[offset + index] != literal[index] { return false }
    return true
  }

  /// How often a byte stands in a row from an offset on.
  func run(of byte: UInt8, at offset: Int) -> Int {
    var stop = offset
    while stop < end, bytes[stop] == byte { stop += 1 }
    return stop - offset
  }

  /// Where the word ends that begins at an offset; the offset itself where none does.
  func endOfWord(_ offset: Int) -> Int {
    var stop = offset
    while stop < end, Byte.isWord(bytes[stop]) { stop += 1 }
    return stop
  }
}
