/// A unified diff of one hunk that replaces lines of a file's new side.
struct SuggestedPatch: Sendable, Equatable {
  /// What `git apply` takes.
  let bytes: [UInt8]
  private let firstLine: Int
  private let body: [[UInt8]]

  /// - Parameters:
  ///   - lines: places in the side's `lines`.
  ///   - replacement: without line feeds, with carriage returns where the file has them.
  init(side: NewSide, replacing lines: Range<Int>, with replacement: [[UInt8]], contextLines: Int) {
    let all = side.lines
    var (start, end) = (lines.lowerBound, lines.upperBound)
    while start > 0, lines.lowerBound - start < contextLines, all[start - 1].number == all[start].number - 1 {
      start -= 1
    }
    while end < all.count, end - lines.upperBound < contextLines, all[end].number == all[end - 1].number + 1 {
      end += 1
    }
    let isAtEnd = all[lines.upperBound - 1].isUnterminated
    var body: [[UInt8]] = []
    func add(_ mark: Unicode.Scalar, _ bytes: [UInt8], isUnterminated: Bool) {
      body.append([UInt8(ascii: mark)] + bytes)
      if isUnterminated { body.append(Self.unterminated) }
    }
    for line in all[start..<lines.lowerBound] { add(" ", line.bytes, isUnterminated: line.isUnterminated) }
    for line in all[lines] { add("-", line.bytes, isUnterminated: line.isUnterminated) }
    for (index, line) in replacement.enumerated() {
      add("+", line, isUnterminated: isAtEnd && index == replacement.count - 1)
    }
    for line in all[lines.upperBound..<end] { add(" ", line.bytes, isUnterminated: line.isUnterminated) }
    let oldCount = end - start
    let newCount = oldCount - lines.count + replacement.count
    firstLine = all[start].number
    self.body = body
    // A side without lines is said to begin before its first one.
    let newStart = newCount == 0 ? firstLine - 1 : firstLine
    let header = "@@ -\(firstLine),\(oldCount) +\(newStart),\(newCount) @@"
    bytes =
      Self.header("---", "a/", side.path) + Self.header("+++", "b/", side.path) + Array(header.utf8) + [0x0A]
      + body.flatMap { $0 + [0x0A] }
  }

  private static let unterminated = Array("\\ No newline at end of file".utf8)

  /// A path as git writes it: quoted where it must be, with a tab behind it where it has spaces.
  private static func header(_ mark: String, _ prefix: String, _ path: RawPath) -> [UInt8] {
    let name = RawName.shown(Array(prefix.utf8) + path.bytes)
    let end = name.utf8.contains(0x20) && !name.hasPrefix("\"") ? "\t\n" : "\n"
    return Array("\(mark) \(name)\(end)".utf8)
  }

  /// Whether each line that the hunk wants stands where it wants it, byte for byte.
  func applies(to side: NewSide) -> Bool {
    var number = firstLine
    for line in body where line[0] == UInt8(ascii: " ") || line[0] == UInt8(ascii: "-") {
      guard let index = side.index(ofLine: number), side.lines[index].isExact,
        side.lines[index].bytes.elementsEqual(line.dropFirst())
      else { return false }
      number += 1
    }
    return !body.contains { $0.contains(0x0A) }
  }
}
