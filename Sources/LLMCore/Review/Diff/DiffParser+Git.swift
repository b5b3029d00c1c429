extension DiffParser {
  /// Reads a file of `diff --git`, whose first line the cursor stands at.
  mutating func readGitFile() throws(DiffError) -> FileChange {
    let first = cursor
    try advanceHead()
    var head = GitHead()
    while try head.take(cursor) { try advanceHead() }
    guard head.isConsistent else { throw first.error(.contradiction) }

    let sides = try readSides(head)
    let names = try names(first, head, sides)
    let path = head.source == nil ? names.commonPath : nil
    guard let old = head.source ?? path, let new = head.target ?? path else { throw first.error(.differentNames) }
    let binary = try sides == nil ? readBinary(names, head) : nil
    let hunks = sides == nil ? [] : try readHunks(parents: 1)
    try check(hunks, head, isExpected: sides != nil)
    return FileChange(
      kind: head.kind, form: .git, oldPath: head.isAdded ? nil : RawPath(bytes: old),
      newPath: head.isDeleted ? nil : RawPath(bytes: new), old: head.old, otherParents: [], new: head.new,
      similarity: head.similarity, dissimilarity: head.dissimilarity, binary: binary, hunks: hunks,
      range: first.start..<cursor.start, line: first.line)
  }

  /// Goes behind a line of a head, which cannot end in a carriage return: git puts names with one in quotes.
  mutating func advanceHead() throws(DiffError) {
    if cursor.content.last == 0x0D { throw cursor.error(.convertedLineEnds) }
    cursor.advance()
  }

  /// The names behind `---` and `+++`; nil for `/dev/null`.
  struct Sides {
    var left: [UInt8]?
    var right: [UInt8]?
  }

  /// Reads the lines with `---` and `+++` if they are there.
  private mutating func readSides(_ head: GitHead) throws(DiffError) -> Sides? {
    guard let old = cursor.rest(behind: "--- ") else { return nil }
    let left = try SideName(old, cursor).path
    guard (left == nil) == head.isAdded else { throw cursor.error(.contradiction) }
    try advanceHead()
    guard let new = cursor.rest(behind: "+++ ") else { throw cursor.error(.malformedHeader) }
    let right = try SideName(new, cursor).path
    guard (right == nil) == head.isDeleted else { throw cursor.error(.contradiction) }
    try advanceHead()
    guard HunkHead.begins(cursor) else {
      throw cursor.error(cursor.isAtEnd ? .incompleteHunk : .malformedHunkHead)
    }
    return Sides(left: left, right: right)
  }

  /// The names of the first line, which the others must agree with.
  private func names(_ first: DiffCursor, _ head: GitHead, _ sides: Sides?) throws(DiffError) -> HeadNames {
    let names = HeadNames(bytes, in: first.start + "diff --git ".utf8.count..<first.end) { names in
      if let sides {
        guard sides.left == nil || sides.left == names.left, sides.right == nil || sides.right == names.right else {
          return false
        }
      }
      guard let source = head.source, let target = head.target else { return names.commonPath != nil }
      return names.left.hasSuffix(source) && names.right.hasSuffix(target)
    }
    guard let names else { throw first.error(.differentNames) }
    return names
  }

  /// Reads what stands for the hunks of a file that is no text.
  private mutating func readBinary(_ names: HeadNames, _ head: GitHead) throws(DiffError) -> FileChange.Binary? {
    if let rest = cursor.rest(behind: "Binary files ") {
      let left = head.isAdded ? nil : names.left
      let right = head.isDeleted ? nil : names.right
      guard BinaryNotice(left, right).matches(bytes, rest) else { throw cursor.error(.differentNames) }
      try advanceHead()
      return .differs
    }
    guard cursor.starts(with: "GIT binary patch") else { return nil }
    let start = cursor.start
    try advanceHead()
    try readBinaryPart(isRequired: true)
    try readBinaryPart(isRequired: false)
    return .patch(start..<cursor.start)
  }

  /// Reads one direction of a binary patch: its size, lines of base 85, an empty line.
  private mutating func readBinaryPart(isRequired: Bool) throws(DiffError) {
    guard let size = cursor.rest(behind: "literal ") ?? cursor.rest(behind: "delta ") else {
      if isRequired { throw cursor.error(.malformedBinaryPatch) }
      return
    }
    guard !size.isEmpty, bytes[size].allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw cursor.error(.malformedBinaryPatch)
    }
    cursor.advance()
    while let letter = cursor.first {
      guard let count = Self.binaryCount(letter), cursor.content.count == 1 + (count + 3) / 4 * 5 else {
        throw cursor.error(.malformedBinaryPatch)
      }
      cursor.advance()
    }
    guard !cursor.isAtEnd else { throw cursor.error(.malformedBinaryPatch) }
    cursor.advance()
  }

  /// How many bytes a line of a binary patch holds, by its first letter: A to Z are 1 to 26, a to z are 27 to 52.
  private static func binaryCount(_ letter: UInt8) -> Int? {
    switch letter {
    case 0x41...0x5A: Int(letter) - 0x40
    case 0x61...0x7A: Int(letter) - 0x46
    default: nil
    }
  }

  /// A file that came has one hunk without old lines; one that went, one without new lines.
  private func check(_ hunks: [Hunk], _ head: GitHead, isExpected: Bool) throws(DiffError) {
    let isPossible =
      if head.isAdded {
        hunks.allSatisfy { $0.old == Hunk.Extent(start: 0, count: 0) } && hunks.count <= 1
      } else if head.isDeleted {
        hunks.allSatisfy { $0.new == Hunk.Extent(start: 0, count: 0) } && hunks.count <= 1
      } else {
        true
      }
    guard isPossible else { throw cursor.error(.contradiction) }
  }
}

/// A name behind `---` or `+++`, up to a tab with a time or nothing behind it.
struct SideName {
  /// With its prefix; nil for `/dev/null`.
  var path: [UInt8]?
  /// What stands behind the tab.
  var stamp: Range<Int>

  init(_ range: Range<Int>, _ cursor: DiffCursor) throws(DiffError) {
    let bytes = cursor.bytes
    if bytes[range].first == UInt8(ascii: "\"") {
      guard let (name, end) = QuotedPath.read(bytes, in: range), end == range.upperBound || bytes[end] == 0x09 else {
        throw cursor.error(.malformedPath)
      }
      path = name
      stamp = min(end + 1, range.upperBound)..<range.upperBound
    } else {
      let end = bytes[range].firstIndex(of: 0x09) ?? range.upperBound
      let name = bytes[range.lowerBound..<end]
      path = name.elementsEqual("/dev/null".utf8) ? nil : Array(name)
      stamp = min(end + 1, range.upperBound)..<range.upperBound
    }
    if path?.isEmpty == true { throw cursor.error(.malformedPath) }
  }
}

/// What stands behind `Binary files ` for two names.
struct BinaryNotice {
  private let names: [[UInt8]?]

  init(_ left: [UInt8]?, _ right: [UInt8]?) { names = [left, right] }

  /// The words with names that are quoted like this.
  func text(_ quoting: DiffWriter.Quoting) -> [UInt8] {
    let written = names.map { $0.map { QuotedPath.written($0, quoting: quoting) } ?? Array("/dev/null".utf8) }
    return written[0] + Array(" and ".utf8) + written[1] + Array(" differ".utf8)
  }

  func matches(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    [DiffWriter.Quoting.nonASCII, .controls].contains { bytes[range].elementsEqual(text($0)) }
  }
}

extension [UInt8] {
  func hasSuffix(_ end: [UInt8]) -> Bool { count >= end.count && self[(count - end.count)...].elementsEqual(end) }
}
