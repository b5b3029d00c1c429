/// Sessions at a terminal: commands behind a prompt, and what they wrote, which stays plain.
struct ConsoleScanner: LineScanner {
  private var shell = CodeScanner(.shell)
  /// The command of the line before goes on.
  private var isContinued = false

  mutating func scan(_ line: [UInt8], into writer: inout SpanWriter) {
    if isContinued {
      // The shell shows that it waits for more by a prompt of its own.
      let start = line.starts(with: "> ".utf8) ? 2 : 0
      writer.add(0, start, .punctuation)
      let rest = Array(line[start...])
      scanCommand(line, start, isShifted: start > 0 && shell.isInHeredoc ? rest : nil, &writer)
    } else if line.first == Byte.hash {
      writer.add(0, line.count, .comment)
    } else if let start = Self.endOfPrompt(line) {
      writer.add(0, start, .punctuation)
      shell = CodeScanner(.shell)
      scanCommand(line, start, isShifted: nil, &writer)
    }
  }

  /// A heredoc's end is looked for at the start of a line, so behind a prompt the rest is looked at on its own.
  private mutating func scanCommand(
    _ line: [UInt8], _ start: Int, isShifted rest: [UInt8]?, _ writer: inout SpanWriter
  ) {
    if let rest {
      var shifted = SpanWriter()
      shell.scan(rest, in: 0..<rest.count, into: &shifted)
      for span in shifted.spans { writer.add(span.range.lowerBound + start, span.range.upperBound + start, span.kind) }
    } else {
      shell.scan(line, in: start..<line.count, into: &writer)
    }
    shell.endLine()
    isContinued = shell.stack.count > 1 || line.last == Byte.backslash
  }

  /// Where the command begins behind `$ `, `user@host:~$ `, `(venv) $ `, `[user@host dir]# `, `❯ `.
  private static func endOfPrompt(_ line: [UInt8]) -> Int? {
    for arrow in ["❯ ", "➜ ", "PS> "] where line.starts(with: arrow.utf8) { return arrow.utf8.count }
    for index in line.indices.prefix(120) {
      let byte = line[index]
      let isSign = byte == Byte.dollar || byte == Byte.percent || byte == Byte.hash
      guard isSign, index + 1 == line.count || line[index + 1] == Byte.space else { continue }
      guard isPrompt(line[..<index]) else { return nil }
      return min(index + 2, line.count)
    }
    return nil
  }

  /// Whether what stands before the sign tells of a user, a host, a folder or an environment.
  private static func isPrompt(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first(where: { !Byte.isBlank($0) }) else { return true }
    return text.contains(Byte.at) || first == Byte.openParenthesis || first == Byte.openBracket || first == Byte.tilde
      || first == Byte.slash
  }
}
