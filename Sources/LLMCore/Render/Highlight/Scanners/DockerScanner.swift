/// Dockerfiles: an instruction begins a line, and what follows it is read as a shell would.
struct DockerScanner: LineScanner {
  private var shell = CodeScanner(.shell)
  /// The instruction goes on: the line before ended in a backslash, or a heredoc is open.
  private var isContinued = false

  mutating func scan(_ line: [UInt8], into writer: inout SpanWriter) {
    var start = 0
    while start < line.count, Byte.isBlank(line[start]) { start += 1 }
    let isComment = start < line.count && line[start] == Byte.hash
    if isComment, !shell.isInHeredoc {
      // Also between the lines of one instruction, which goes on behind it.
      return writer.add(start, line.count, .comment)
    }
    if isContinued {
      shell.scan(line, in: 0..<line.count, into: &writer)
    } else {
      scanInstruction(line, start, &writer)
    }
    shell.endLine()
    isContinued = shell.isInHeredoc || line.last { !Byte.isBlank($0) } == Byte.backslash
    if !isContinued { shell = CodeScanner(.shell) }
  }

  private mutating func scanInstruction(_ line: [UInt8], _ start: Int, _ writer: inout SpanWriter) {
    var start = start
    var word = Self.word(line, start)
    let isOnBuild = Self.isWord(line[word], "onbuild") || Self.isWord(line[word], "healthcheck")
    writer.add(word.lowerBound, word.upperBound, .keyword)
    start = word.upperBound
    if isOnBuild {
      let next = Self.word(line, Self.behindBlanks(line, start))
      if !next.isEmpty {
        word = next
        writer.add(word.lowerBound, word.upperBound, .keyword)
        start = word.upperBound
      }
    }
    shell.expectsOperand = ["run", "cmd", "entrypoint"].contains { Self.isWord(line[word], $0) }
    if Self.isWord(line[word], "from"), let alias = Self.alias(line, start) {
      shell.scan(line, in: start..<alias, into: &writer)
      writer.add(alias, alias + 2, .keyword)
      return shell.scan(line, in: (alias + 2)..<line.count, into: &writer)
    }
    shell.scan(line, in: start..<line.count, into: &writer)
  }

  private static func word(_ line: [UInt8], _ start: Int) -> Range<Int> {
    var stop = start
    while stop < line.count, Byte.isLetter(line[stop]) { stop += 1 }
    return start..<stop
  }

  private static func behindBlanks(_ line: [UInt8], _ start: Int) -> Int {
    var start = start
    while start < line.count, Byte.isBlank(line[start]) { start += 1 }
    return start
  }

  private static func isWord(_ word: ArraySlice<UInt8>, _ name: String) -> Bool {
    word.count == name.utf8.count && zip(word, name.utf8).allSatisfy { Byte.folded($0) == $1 }
  }

  /// Where the `AS` of `FROM image AS name` stands.
  private static func alias(_ line: [UInt8], _ start: Int) -> Int? {
    guard start + 4 <= line.count else { return nil }
    for index in start..<(line.count - 3) where Byte.isBlank(line[index]) && Byte.isBlank(line[index + 3]) {
      if isWord(line[(index + 1)...(index + 2)], "as") { return index + 1 }
    }
    return nil
  }
}
