extension DiffParser {
  /// Reads a file of `---`, `+++` and hunks, without a line of git's before them.
  mutating func readPlainFile() throws(DiffError) -> FileChange {
    let first = cursor
    let old = try readSide(behind: "--- ")
    let new = try readSide(behind: "+++ ")
    let hunks = try readHunks(parents: 1)
    let left = isAbsent(old, hunks.map(\.old)) ? nil : old.path
    let right = isAbsent(new, hunks.map(\.new)) ? nil : new.path
    let (oldPath, newPath) = Self.paths(left, right)
    guard oldPath != nil || newPath != nil, oldPath?.isEmpty != true, newPath?.isEmpty != true else {
      throw first.error(.malformedPath)
    }
    return FileChange(
      kind: oldPath == nil ? .added : newPath == nil ? .deleted : .modified, form: .plain,
      oldPath: oldPath.map(RawPath.init(bytes:)), newPath: newPath.map(RawPath.init(bytes:)),
      old: FileChange.State(), otherParents: [], new: FileChange.State(), similarity: nil, dissimilarity: nil,
      binary: nil, hunks: hunks, range: first.start..<cursor.start, line: first.line)
  }

  private mutating func readSide(behind prefix: StaticString) throws(DiffError) -> SideName {
    guard let rest = cursor.rest(behind: prefix) else { throw cursor.error(.malformedHeader) }
    let side = try SideName(rest, cursor)
    try advanceHead()
    return side
  }

  /// Whether one side has no file. `diff -N` gives it no lines and the beginning of Unix's time, wherever on earth.
  private func isAbsent(_ side: SideName, _ extents: [Hunk.Extent]) -> Bool {
    side.path == nil
      || extents == [Hunk.Extent(start: 0, count: 0)]
        && (bytes.hasWord("1970-01-01 ", in: side.stamp) || bytes.hasWord("1969-12-31 ", in: side.stamp))
  }

  /// Paths without what stands before them: the part that differs where both end alike, else `a/` and `b/`.
  static func paths(_ left: [UInt8]?, _ right: [UInt8]?) -> (old: [UInt8]?, new: [UInt8]?) {
    if let left, let right, let path = HeadNames(left: left, right: right).commonPath { return (path, path) }
    func withoutPrefix(_ name: [UInt8]?, _ prefix: StaticString) -> [UInt8]? {
      name.map { $0.count > 2 && $0.hasWord(prefix, in: $0.indices) ? Array($0.dropFirst(2)) : $0 }
    }
    let (old, new) = (withoutPrefix(left, "a/"), withoutPrefix(right, "b/"))
    // One prefix alone is part of a name.
    if left != nil, right != nil, old == left || new == right { return (left, right) }
    return (old, new)
  }

  /// Reads one line, and those that belong to it, about a file whose content is not shown; nil where there is none.
  mutating func readNotice() -> FileChange? {
    let first = cursor
    if let rest = cursor.rest(behind: "Submodule "), let end = submoduleEnd(rest) {
      let path = Array(bytes[rest.lowerBound..<end])
      cursor.advance()
      while cursor.starts(with: "  > ") || cursor.starts(with: "  < ") { cursor.advance() }
      return notice(.submoduleLog, first, path, path)
    }
    if let rest = cursor.rest(behind: "* Unmerged path "), !rest.isEmpty {
      cursor.advance()
      return notice(.unmerged, first, Array(bytes[rest]), Array(bytes[rest]))
    }
    if let rest = cursor.rest(behind: "Only in ") { return readOnlyIn(rest) }
    if let rest = cursor.rest(behind: "Binary files ") { return readPlainBinary(rest) }
    return nil
  }

  private func notice(
    _ kind: FileChange.Kind, _ first: DiffCursor, _ old: [UInt8]?, _ new: [UInt8]?, binary: FileChange.Binary? = nil
  ) -> FileChange {
    FileChange(
      kind: kind, form: binary == nil && kind != .onlyOnOneSide ? .git : .plain,
      oldPath: old.map(RawPath.init(bytes:)), newPath: new.map(RawPath.init(bytes:)), old: FileChange.State(),
      otherParents: [], new: FileChange.State(), similarity: nil, dissimilarity: nil, binary: binary, hunks: [],
      range: first.start..<cursor.start, line: first.line)
  }

  /// Where the path of `Submodule PATH 123abc..456def:` ends; nil where this is no such line.
  private func submoduleEnd(_ range: Range<Int>) -> Int? {
    for ending in [" contains untracked content", " contains modified content"]
    where bytes[range].count > ending.utf8.count && bytes[range].suffix(ending.utf8.count).elementsEqual(ending.utf8) {
      return range.upperBound - ending.utf8.count
    }
    var line = bytes[range]
    if line.last == UInt8(ascii: ":") { line = line.dropLast() }
    if line.last == UInt8(ascii: ")"), let opening = line.lastIndex(of: UInt8(ascii: "(")) {
      line = line[..<opening].dropLast()
    }
    guard let space = line.lastIndex(of: UInt8(ascii: " ")), space > range.lowerBound else { return nil }
    var reader = IDReader(bytes, space + 1..<line.endIndex)
    guard reader.id() != nil, reader.skip("..."), reader.id() != nil, reader.rest.isEmpty else {
      reader = IDReader(bytes, space + 1..<line.endIndex)
      guard reader.id() != nil, reader.skip(".."), reader.id() != nil, reader.rest.isEmpty else { return nil }
      return space
    }
    return space
  }

  /// `Only in FOLDER: NAME`.
  private mutating func readOnlyIn(_ range: Range<Int>) -> FileChange? {
    let line = bytes[range]
    guard
      let colon = line.indices.first(where: {
        line[$0] == UInt8(ascii: ":") && bytes.hasWord(": ", in: $0..<range.upperBound)
      }),
      colon > range.lowerBound, colon + 2 < range.upperBound
    else { return nil }
    let first = cursor
    let path = RawPath(bytes: Array(line[..<colon])).child(Array(line[(colon + 2)...])).bytes
    cursor.advance()
    return notice(.onlyOnOneSide, first, path, path)
  }

  private static func unquoted(_ name: ArraySlice<UInt8>) -> [UInt8] {
    let name = Array(name)
    guard let (path, end) = QuotedPath.read(name, in: name.indices), end == name.count else { return name }
    return path
  }

  /// `Binary files X and Y differ`, parted where both end alike.
  private mutating func readPlainBinary(_ range: Range<Int>) -> FileChange? {
    let (and, differ) = (Array(" and ".utf8), Array(" differ".utf8))
    guard Array(bytes[range]).hasSuffix(differ) else { return nil }
    let line = bytes[range].dropLast(differ.count)
    let places = line.indices.filter { bytes.hasWord(" and ", in: $0..<line.endIndex) }.prefix(32)
    let null = Array("/dev/null".utf8)
    for place in places {
      let left = Self.unquoted(line[..<place])
      let right = Self.unquoted(line[(place + and.count)...])
      let isWhole = places.count == 1 || left == null || right == null
      guard isWhole || HeadNames(left: left, right: right).commonPath != nil, !left.isEmpty, !right.isEmpty else {
        continue
      }
      let (old, new) = Self.paths(left == null ? nil : left, right == null ? nil : right)
      guard old != nil || new != nil else { continue }
      let first = cursor
      cursor.advance()
      return notice(old == nil ? .added : new == nil ? .deleted : .modified, first, old, new, binary: .differs)
    }
    return nil
  }
}
