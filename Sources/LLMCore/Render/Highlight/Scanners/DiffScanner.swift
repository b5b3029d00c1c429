/// Unified and context diffs, and what git writes around them. A hunk's header says how many lines follow, which tells a
/// deleted line that begins with `--` from the header of the next file.
struct DiffScanner: LineScanner {
  private var oldLines = 0
  private var newLines = 0

  mutating func scan(_ line: [UInt8], into writer: inout SpanWriter) {
    guard let first = line.first else {
      // An empty line of context whose space an editor took.
      (oldLines, newLines) = (max(oldLines - 1, 0), max(newLines - 1, 0))
      return
    }
    let kind = kind(of: line, first)
    if kind == .keyword, first == Byte.at {
      let end = endOfHunkHeader(line)
      writer.add(0, end, .keyword)
    } else {
      writer.add(0, line.count, kind)
    }
  }

  private mutating func kind(of line: [UInt8], _ first: UInt8) -> CodeKind {
    if line.starts(with: "@@".utf8) {
      readCounts(line)
      return .keyword
    }
    if isFileHeader(line) {
      (oldLines, newLines) = (0, 0)
      return .heading
    }
    switch first {
    case Byte.plus, Byte.greater:
      newLines = max(newLines - 1, 0)
      return .inserted
    case Byte.minus, Byte.less:
      oldLines = max(oldLines - 1, 0)
      return .deleted
    case Byte.backslash: return .comment
    case Byte.space:
      (oldLines, newLines) = (max(oldLines - 1, 0), max(newLines - 1, 0))
      return .plain
    default:
      return Self.extendedHeaders.contains { line.starts(with: $0.utf8) } ? .comment : .plain
    }
  }

  private static let extendedHeaders = [
    "index ", "new file mode ", "deleted file mode ", "old mode ", "new mode ", "similarity index ", "rename from ",
    "rename to ", "copy from ", "copy to ", "Binary files ", "Only in ",
  ]

  private func isFileHeader(_ line: [UInt8]) -> Bool {
    if line.starts(with: "diff ".utf8) || line.starts(with: "Index: ".utf8) { return true }
    if line.starts(with: "--- ".utf8) {
      return oldLines == 0 || line.starts(with: "--- a/".utf8) || line.starts(with: "--- /dev/null".utf8)
    }
    guard line.starts(with: "+++ ".utf8) else { return false }
    return newLines == 0 || line.starts(with: "+++ b/".utf8) || line.starts(with: "+++ /dev/null".utf8)
  }

  /// `@@ -1,2 +3,4 @@ context`: lines of the old and the new file; one where the number is missing.
  private mutating func readCounts(_ line: [UInt8]) {
    var numbers: [Int: Int] = [:]
    var index = 2
    while index < line.count, line[index] != Byte.at {
      if line[index] == Byte.minus || line[index] == Byte.plus {
        let sign = Int(line[index])
        numbers[sign] = 1
        index += 1
        while index < line.count, Byte.isDigit(line[index]) { index += 1 }
        if index < line.count, line[index] == Byte.comma {
          index += 1
          var count = 0
          while index < line.count, Byte.isDigit(line[index]) {
            count = min(count * 10 + Int(line[index] - UInt8(ascii: "0")), 1 << 40)
            index += 1
          }
          numbers[sign] = count
        }
      } else {
        index += 1
      }
    }
    (oldLines, newLines) = (numbers[Int(Byte.minus)] ?? 0, numbers[Int(Byte.plus)] ?? 0)
  }

  /// Behind the second `@@` stands the line that the hunk is in: text.
  private func endOfHunkHeader(_ line: [UInt8]) -> Int {
    var index = 2
    while index + 1 < line.count {
      if line[index] == Byte.at, line[index + 1] == Byte.at { return index + 2 }
      index += 1
    }
    return line.count
  }
}
