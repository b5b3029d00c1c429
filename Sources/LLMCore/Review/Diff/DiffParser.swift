/// Reads a unified diff: files with their hunks, and the text between them.
struct DiffParser {
  var cursor: DiffCursor
  /// The lines of the hunk that is being read; its room is used again for the next one.
  var lines: [Hunk.Line] = []
  private var files: [FileChange] = []
  private var passages: [Diff.Passage] = []
  /// Where the text began that is being read; nil within the diff.
  private var textStart: (offset: Int, line: Int)?
  /// Whether that text has other lines than commands such as `diff -ru old new`, so that anything may stand in it.
  private var textIsFree = false

  var bytes: [UInt8] { cursor.bytes }

  private init(_ bytes: [UInt8]) { cursor = DiffCursor(bytes) }

  static func parse(_ bytes: [UInt8]) throws(DiffError) -> Diff {
    guard bytes.count < UInt32.max else { throw DiffError(.tooLarge, line: 1, offset: 0) }
    var parser = DiffParser(bytes)
    while !parser.cursor.isAtEnd { try parser.readNext() }
    parser.endText()
    return Diff(bytes: bytes, files: parser.files, passages: parser.passages)
  }

  private mutating func readNext() throws(DiffError) {
    if let file = try readFile() {
      files.append(file)
      return
    }
    if let head = HunkHead(cursor), !head.old.isEmpty { throw cursor.error(.hunkWithoutFile) }
    if textStart == nil {
      try checkEndOfFile()
      textStart = (cursor.start, cursor.line)
      textIsFree = false
    }
    if !cursor.starts(with: "diff -") { textIsFree = true }
    cursor.advance()
  }

  /// Reads the file that begins here; nil where none does.
  private mutating func readFile() throws(DiffError) -> FileChange? {
    switch cursor.first {
    case UInt8(ascii: "d"):
      if cursor.starts(with: "diff --git ") {
        return try reading { parser throws(DiffError) in try parser.readGitFile() }
      }
      for (prefix, form) in Self.combinedForms where cursor.starts(with: prefix) {
        return try reading { parser throws(DiffError) in try parser.readCombinedFile(form, behind: prefix) }
      }
    case UInt8(ascii: "-"):
      let next = cursor.following
      guard cursor.starts(with: "--- "), next.starts(with: "+++ "), next.following.starts(with: "@@ -") else {
        return nil
      }
      try checkHeadBefore()
      return try reading { parser throws(DiffError) in try parser.readPlainFile() }
    case UInt8(ascii: "S"), UInt8(ascii: "*"), UInt8(ascii: "O"), UInt8(ascii: "B"):
      // Said in a message, the same words mean nothing.
      guard textStart == nil || !textIsFree || cursor.first == UInt8(ascii: "S"), let notice = readNotice() else {
        return nil
      }
      endText(before: notice.range.lowerBound)
      return notice
    default: break
    }
    return nil
  }

  private static let combinedForms: [(StaticString, FileChange.CombinedForm)] = [
    ("diff --cc ", .dense), ("diff --combined ", .full),
  ]

  /// Ends the text before a file, and reads the file.
  private mutating func reading(
    _ read: (inout DiffParser) throws(DiffError) -> FileChange
  ) throws(DiffError) -> FileChange {
    endText()
    return try read(&self)
  }

  private mutating func endText() { endText(before: cursor.start) }

  private mutating func endText(before end: Int) {
    if let start = textStart?.offset {
      passages.append(Diff.Passage(range: start..<end, filesBefore: files.count))
    }
    textStart = nil
  }

  /// Throws where the line behind a file looks like one more of its last hunk, but is not a mail's signature.
  private func checkEndOfFile() throws(DiffError) {
    if HunkHead.begins(cursor) { throw cursor.error(.malformedHunkHead) }
    guard files.last?.hunks.isEmpty == false else { return }
    switch cursor.first {
    case UInt8(ascii: "-") where cursor.content.elementsEqual("-- ".utf8): return
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: " "): throw cursor.error(.surplusHunkLine)
    case UInt8(ascii: "\\"): throw cursor.error(.misplacedEndMark)
    case UInt8(ascii: "@"): throw cursor.error(.malformedHunkHead)
    default: return
    }
  }

  /// Throws where names and hunks follow a head of git's, with lines between that nobody understands: they are the rest of
  /// that head.
  private func checkHeadBefore() throws(DiffError) {
    guard let text = textStart, let last = files.last, last.form != .plain, last.hunks.isEmpty, last.binary == nil,
      !bytes.hasEmptyLine(in: text.offset..<cursor.start)
    else { return }
    throw DiffError(.malformedHeader, line: text.line, offset: text.offset)
  }
}

extension [UInt8] {
  /// Whether one of the lines of a range is empty.
  func hasEmptyLine(in range: Range<Int>) -> Bool {
    var isAtStart = true
    for byte in self[range] {
      if byte == 0x0A, isAtStart { return true }
      isAtStart = byte == 0x0A
    }
    return false
  }
}
