/// Makefiles: rules, assignments and directives, and recipes that are the shell's.
struct MakeScanner: LineScanner {
  private var recipe = CodeScanner(.shell)
  /// The line before ended in a backslash, within a recipe or elsewhere.
  private var isRecipeContinued = false
  private var isContinued = false

  mutating func scan(_ line: [UInt8], into writer: inout SpanWriter) {
    let continues = line.last == Byte.backslash
    if isRecipeContinued || (line.first == Byte.tab && !isContinued) {
      scanRecipe(line, &writer)
      isRecipeContinued = continues
    } else {
      scanLine(line, &writer)
      isContinued = continues
    }
  }

  private mutating func scanRecipe(_ line: [UInt8], _ writer: inout SpanWriter) {
    var start = 0
    while start < line.count, Byte.isBlank(line[start]) { start += 1 }
    if !isRecipeContinued {
      // Every line of a recipe is a shell of its own.
      recipe = CodeScanner(.shell)
      let sign = start
      while start < line.count, line[start] == Byte.at || line[start] == Byte.minus || line[start] == Byte.plus {
        start += 1
      }
      writer.add(sign, start, .operator)
    }
    recipe.scan(line, in: start..<line.count, into: &writer)
    recipe.endLine()
  }

  private func scanLine(_ line: [UInt8], _ writer: inout SpanWriter) {
    var start = 0
    while start < line.count, Byte.isBlank(line[start]) { start += 1 }
    var stop = start
    while stop < line.count, Byte.isWord(line[stop]) || line[stop] == Byte.minus { stop += 1 }
    let isDirective = Self.directives.contains { line[start..<stop].elementsEqual($0.utf8) }
    if isDirective, stop == line.count || Byte.isBlank(line[stop]) || line[stop] == Byte.openParenthesis {
      writer.add(start, stop, .keyword)
      start = stop
    }
    guard !isContinued, let (sign, length) = Self.sign(line, start) else {
      return scanValue(line, start, .plain, &writer)
    }
    let isRule = length == 1 && line[sign] == Byte.colon || (length == 2 && line[sign + 1] == Byte.colon)
    scanValue(line, start, end: sign, isRule ? .function : .property, &writer)
    writer.add(sign, sign + length, .operator)
    scanValue(line, sign + length, .plain, &writer)
  }

  private static let directives = [
    "include", "-include", "sinclude", "ifeq", "ifneq", "ifdef", "ifndef", "else", "endif", "define", "endef", "export",
    "unexport", "override", "vpath", "private",
  ]

  /// The sign that makes the line an assignment or a rule, outside of `$(…)`, and its length.
  private static func sign(_ line: [UInt8], _ start: Int) -> (Int, Int)? {
    var depth = 0
    for index in start..<line.count {
      switch line[index] {
      case Byte.openParenthesis, Byte.openBrace: depth += 1
      case Byte.closeParenthesis, Byte.closeBrace: depth -= 1
      case Byte.hash where depth <= 0: return nil
      case Byte.equals where depth <= 0: return (index, 1)
      case Byte.colon where depth <= 0:
        var stop = index
        while stop < line.count, line[stop] == Byte.colon, stop - index < 3 { stop += 1 }
        return (index, stop - index + (stop < line.count && line[stop] == Byte.equals ? 1 : 0))
      case Byte.plus where depth <= 0, Byte.question where depth <= 0, Byte.exclamation where depth <= 0:
        if index + 1 < line.count, line[index + 1] == Byte.equals { return (index, 2) }
      default: break
      }
    }
    return nil
  }

  /// Text with variables in it, which is otherwise of one kind.
  private func scanValue(
    _ line: [UInt8], _ start: Int, end: Int? = nil, _ kind: CodeKind, _ writer: inout SpanWriter
  ) {
    let end = end ?? line.count
    var position = start
    var depth = 0
    while position < end {
      let byte = line[position]
      if byte == Byte.hash, depth == 0, kind == .plain {
        return writer.add(position, end, .comment)
      }
      if byte == Byte.dollar, position + 1 < end {
        position = scanVariable(line, position, end, &depth, &writer)
        continue
      }
      let closes = depth > 0 && (byte == Byte.closeParenthesis || byte == Byte.closeBrace)
      if closes { depth -= 1 }
      writer.add(position, position + 1, closes ? .punctuation : depth > 0 || Byte.isBlank(byte) ? .plain : kind)
      position += 1
    }
  }

  /// `$(name)`, `$(call name,…)`, `$@`; returns where to go on.
  private func scanVariable(
    _ line: [UInt8], _ start: Int, _ end: Int, _ depth: inout Int, _ writer: inout SpanWriter
  ) -> Int {
    let next = line[start + 1]
    guard next == Byte.openParenthesis || next == Byte.openBrace else {
      writer.add(start, start + 2, next == Byte.dollar ? .plain : .property)
      return start + 2
    }
    depth += 1
    writer.add(start, start + 2, .punctuation)
    var stop = start + 2
    while stop < end, Byte.isWord(line[stop]) || line[stop] == Byte.minus || line[stop] == Byte.dot { stop += 1 }
    writer.add(start + 2, stop, stop < end && line[stop] == Byte.space ? .function : .property)
    return stop
  }
}
