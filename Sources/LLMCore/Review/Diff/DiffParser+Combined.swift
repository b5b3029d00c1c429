extension DiffParser {
  /// Reads a file of `diff --cc` or `diff --combined`, whose first line the cursor stands at.
  mutating func readCombinedFile(
    _ form: FileChange.CombinedForm, behind prefix: StaticString
  ) throws(DiffError) -> FileChange {
    let first = cursor
    guard let rest = cursor.rest(behind: prefix) else { throw cursor.error(.malformedHeader) }
    let path = try GitHead.path(rest, cursor)
    try advanceHead()
    var head = CombinedHead()
    while try head.take(cursor) { try advanceHead() }
    guard head.isConsistent else { throw first.error(.contradiction) }
    let hasSides = try readSides(&head, path)
    let isBinary = cursor.content.elementsEqual("Binary files differ".utf8)
    guard isBinary != hasSides else { throw cursor.error(.malformedHeader) }
    if isBinary { try advanceHead() }
    let hunks = hasSides ? try readHunks(parents: head.parents.count) : []
    let kind: FileChange.Kind = head.isAdded ? .added : head.isDeleted ? .deleted : .modified
    let name = RawPath(bytes: path)
    return FileChange(
      kind: kind, form: .combined(form), oldPath: kind == .added ? nil : head.parents[0].path ?? name,
      newPath: kind == .deleted ? nil : name, old: head.parents[0], otherParents: Array(head.parents.dropFirst()),
      new: head.new, tellsAllPaths: head.tellsAllPaths, similarity: nil, dissimilarity: nil,
      binary: isBinary ? .differs : nil, hunks: hunks,
      range: first.start..<cursor.start, line: first.line)
  }

  /// Reads the lines with `---`, one or one for each parent, and `+++`, if they are there.
  private mutating func readSides(_ head: inout CombinedHead, _ path: [UInt8]) throws(DiffError) -> Bool {
    var old: [[UInt8]?] = []
    while let rest = cursor.rest(behind: "--- "), old.count < head.parents.count {
      old.append(try SideName(rest, cursor).path)
      try advanceHead()
    }
    if old.isEmpty { return false }
    guard old.count == 1 || old.count == head.parents.count, let rest = cursor.rest(behind: "+++ ") else {
      throw cursor.error(.malformedHeader)
    }
    let new = try SideName(rest, cursor).path
    guard (new == nil) == head.isDeleted else { throw cursor.error(.contradiction) }
    guard new?.hasSuffix(path) ?? true else { throw cursor.error(.differentNames) }
    if old.count == 1 {
      guard (old[0] == nil) == head.isAdded else { throw cursor.error(.contradiction) }
      guard old[0]?.hasSuffix(path) ?? true else { throw cursor.error(.differentNames) }
    } else {
      head.tellsAllPaths = true
      let prefix = new.map { $0.count - path.count }
      for (parent, name) in old.enumerated() {
        head.parents[parent].path = name.map { RawPath(bytes: Array($0.dropFirst(prefix ?? 2))) }
      }
    }
    try advanceHead()
    return true
  }
}

/// The lines of a file's head between `diff --cc` and the names.
struct CombinedHead {
  var parents: [FileChange.State] = []
  var new = FileChange.State()
  var isAdded = false
  var isDeleted = false
  /// Whether each parent has a name of its own.
  var tellsAllPaths = false
  private var hasModes = false

  /// Takes in a line; false where it is none of them.
  ///
  /// Throws `DiffError` for one that comes twice or cannot be read.
  mutating func take(_ cursor: DiffCursor) throws(DiffError) -> Bool {
    if let rest = cursor.rest(behind: "index ") {
      try takeIDs(rest, cursor)
    } else if let rest = cursor.rest(behind: "new file mode ") {
      try beginModes(cursor)
      new.mode = try GitHead.mode(rest, cursor)
      isAdded = true
    } else if let rest = cursor.rest(behind: "deleted file mode ") {
      try beginModes(cursor)
      try takeModes(rest, cursor)
      isDeleted = true
    } else if let rest = cursor.rest(behind: "mode ") {
      try beginModes(cursor)
      guard let dots = cursor.bytes[rest].firstIndex(of: UInt8(ascii: ".")),
        cursor.bytes.hasWord("..", in: dots..<rest.upperBound)
      else { throw cursor.error(.malformedMode) }
      try takeModes(rest.lowerBound..<dots, cursor)
      new.mode = try GitHead.mode(dots + 2..<rest.upperBound, cursor)
    } else {
      return false
    }
    return true
  }

  /// Whether it says how many parents there are: two, or one where git was told to write so.
  var isConsistent: Bool { !parents.isEmpty }

  private mutating func beginModes(_ cursor: DiffCursor) throws(DiffError) {
    guard !hasModes, !parents.isEmpty else { throw cursor.error(.contradiction) }
    hasModes = true
  }

  private mutating func takeIDs(_ range: Range<Int>, _ cursor: DiffCursor) throws(DiffError) {
    guard parents.isEmpty else { throw cursor.error(.contradiction) }
    var reader = IDReader(cursor.bytes, range)
    repeat {
      guard let id = reader.id() else { throw cursor.error(.malformedHeader) }
      parents.append(FileChange.State(id: id))
    } while reader.skip(",")
    guard reader.skip(".."), let id = reader.id(), reader.rest.isEmpty else { throw cursor.error(.malformedHeader) }
    new.id = id
  }

  /// Modes of all parents, with commas between.
  private mutating func takeModes(_ range: Range<Int>, _ cursor: DiffCursor) throws(DiffError) {
    let words = cursor.bytes[range].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard words.count == parents.count else { throw cursor.error(.contradiction) }
    for (parent, word) in words.enumerated() {
      parents[parent].mode = try GitHead.mode(word.indices, cursor, isCombined: true)
    }
  }
}
