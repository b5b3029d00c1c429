/// YAML: keys, scalars in all their styles, anchors and tags. Block scalars end where the indentation does.
struct YAMLScanner: LineScanner {
  /// A block scalar is open; its lines are indented deeper than this.
  private var scalarParent: Int?
  /// The quote of a string that goes on on this line; 0 for none.
  private var openQuote: UInt8 = 0
  /// How many brackets and braces are open.
  private var flowDepth = 0

  private var bytes: [UInt8] = []
  private var position = 0
  /// The column of the line's innermost key or dash, which a block scalar's text stands behind.
  private var nodeColumn = -1
  /// Nothing but dashes stood here yet, so that another may.
  private var isAtStart = true

  mutating func scan(_ line: [UInt8], into writer: inout SpanWriter) {
    (bytes, position, nodeColumn, isAtStart) = (line, 0, -1, true)
    while position < bytes.count, bytes[position] == Byte.space { position += 1 }
    if !continueScalar(&writer), !scanMarker(&writer) {
      if openQuote != 0 { scanQuoted(position, openQuote, &writer) }
      while position < bytes.count { scanToken(&writer) }
    }
    bytes = []
  }

  private mutating func continueScalar(_ writer: inout SpanWriter) -> Bool {
    guard let parent = scalarParent else { return false }
    if position == bytes.count { return true }
    guard position > parent else {
      scalarParent = nil
      return false
    }
    writer.add(position, bytes.count, .string)
    return true
  }

  /// `---`, `...`, `%YAML 1.2` at the margin.
  private mutating func scanMarker(_ writer: inout SpanWriter) -> Bool {
    guard position == 0, flowDepth == 0, let first = bytes.first else { return false }
    if first == Byte.percent, openQuote == 0 {
      writer.add(0, bytes.count, .keyword)
      return true
    }
    guard bytes.starts(with: "---".utf8) || bytes.starts(with: "...".utf8), isBreak(3) else { return false }
    openQuote = 0
    writer.add(0, 3, .punctuation)
    position = 3
    return false
  }

  /// Whether a blank or the line's end is at an offset.
  private func isBreak(_ offset: Int) -> Bool { offset >= bytes.count || Byte.isBlank(bytes[offset]) }

  private mutating func scanToken(_ writer: inout SpanWriter) {
    let byte = bytes[position]
    let start = position
    switch byte {
    case Byte.space, Byte.tab:
      position += 1
      return
    case Byte.hash where start == 0 || Byte.isBlank(bytes[start - 1]):
      writer.add(start, bytes.count, .comment)
      position = bytes.count
    case Byte.minus where isAtStart && isBreak(start + 1), Byte.question where isAtStart && isBreak(start + 1):
      nodeColumn = start
      writer.add(start, start + 1, .punctuation)
      position += 1
      return
    case Byte.quote, Byte.apostrophe:
      position += 1
      scanQuoted(start, byte, &writer)
    case Byte.ampersand, Byte.star: scanReference(.constant, &writer)
    case Byte.exclamation: scanReference(.type, &writer)
    case Byte.bar where flowDepth == 0, Byte.greater where flowDepth == 0: scanScalarHeader(&writer)
    case Byte.openBracket, Byte.openBrace: scanBracket(1, &writer)
    case Byte.closeBracket, Byte.closeBrace: scanBracket(-1, &writer)
    case Byte.comma where flowDepth > 0: scanBracket(0, &writer)
    case Byte.colon where isBreak(start + 1) || flowDepth > 0: scanBracket(0, &writer)
    default: scanPlain(&writer)
    }
    isAtStart = false
  }

  private mutating func scanBracket(_ step: Int, _ writer: inout SpanWriter) {
    flowDepth = max(flowDepth + step, 0)
    writer.add(position, position + 1, .punctuation)
    position += 1
  }

  /// `&name`, `*name`, `!tag`.
  private mutating func scanReference(_ kind: CodeKind, _ writer: inout SpanWriter) {
    let start = position
    while position < bytes.count, !Byte.isBlank(bytes[position]), flowDepth == 0 || !Self.isFlow(bytes[position]) {
      position += 1
    }
    writer.add(start, position, kind)
  }

  private static func isFlow(_ byte: UInt8) -> Bool {
    byte == Byte.comma || byte == Byte.openBracket || byte == Byte.closeBracket || byte == Byte.openBrace
      || byte == Byte.closeBrace
  }

  /// Reads on to the closing quote; a string that a colon follows is a key.
  private mutating func scanQuoted(_ start: Int, _ quote: UInt8, _ writer: inout SpanWriter) {
    openQuote = quote
    while position < bytes.count, openQuote != 0 {
      let byte = bytes[position]
      position += 1
      if byte == Byte.backslash, quote == Byte.quote {
        position = min(position + 1, bytes.count)
      } else if byte == quote {
        if quote == Byte.apostrophe, position < bytes.count, bytes[position] == quote {
          position += 1
        } else {
          openQuote = 0
        }
      }
    }
    writer.add(start, position, .string)
    guard openQuote == 0, position < bytes.count, bytes[position] == Byte.colon else { return }
    if isBreak(position + 1) || flowDepth > 0 {
      writer.changeLast(to: .property)
      nodeColumn = start
    }
  }

  /// `|`, `>-`, `|2+`: the text begins on the next line.
  private mutating func scanScalarHeader(_ writer: inout SpanWriter) {
    let start = position
    position += 1
    while position < bytes.count,
      bytes[position] == Byte.plus || bytes[position] == Byte.minus
        || Byte.isDigit(bytes[position])
    { position += 1 }
    guard isBreak(position) else { return scanPlain(&writer) }
    writer.add(start, position, .operator)
    scalarParent = nodeColumn
  }

  /// Words without quotes: a key, if a colon ends them.
  private mutating func scanPlain(_ writer: inout SpanWriter) {
    let start = position
    position = max(position, start)
    var stop = start
    var isKey = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Byte.colon, isBreak(position + 1) || (flowDepth > 0 && Self.isFlow(bytes[position + 1])) {
        isKey = true
        break
      }
      if byte == Byte.hash, position > start, Byte.isBlank(bytes[position - 1]) { break }
      if flowDepth > 0, Self.isFlow(byte) { break }
      position += 1
      if !Byte.isBlank(byte) { stop = position }
    }
    if isKey { nodeColumn = start }
    writer.add(start, stop, isKey ? .property : Self.kind(of: bytes[start..<stop]))
  }

  private static func kind(of scalar: ArraySlice<UInt8>) -> CodeKind {
    if scalar.count <= 5 {
      let folded = scalar.map { Byte.isLetter($0) ? Byte.folded($0) : $0 }
      if constants.contains(where: { folded.elementsEqual($0.utf8) }) { return .constant }
    }
    guard scalar.count <= 40,
      let digit = scalar.first(where: { $0 != Byte.minus && $0 != Byte.plus && $0 != Byte.dot }),
      Byte.isDigit(digit)
    else { return .plain }
    let isNumber = scalar.allSatisfy { Byte.isDigit($0) || "+-.:_eExXoOabcdfABCDFTZ ".utf8.contains($0) }
    return isNumber ? .number : .plain
  }

  private static let constants = ["true", "false", "null", "yes", "no", "on", "off", "~"]
}
