/// The lines of a file's head that git writes between `diff --git` and the names or the end.
struct GitHead {
  var oldMode: FileMode?
  var newMode: FileMode?
  var isAdded = false
  var isDeleted = false
  var similarity: Int?
  var dissimilarity: Int?
  var renamedFrom: [UInt8]?
  var renamedTo: [UInt8]?
  var copiedFrom: [UInt8]?
  var copiedTo: [UInt8]?
  var oldID: Range<Int>?
  var newID: Range<Int>?
  /// The mode at the end of the line with the ids.
  var indexMode: FileMode?

  /// Takes in a line; false where it is none of them.
  ///
  /// Throws `DiffError` for one that comes twice or cannot be read.
  mutating func take(_ cursor: DiffCursor) throws(DiffError) -> Bool {
    if let rest = cursor.rest(behind: "index ") {
      try takeIDs(rest, cursor)
    } else if let rest = cursor.rest(behind: "old mode ") {
      try set(\.oldMode, Self.mode(rest, cursor), cursor)
    } else if let rest = cursor.rest(behind: "new mode ") {
      try set(\.newMode, Self.mode(rest, cursor), cursor)
    } else if let rest = cursor.rest(behind: "new file mode ") {
      try set(\.newMode, Self.mode(rest, cursor), cursor)
      isAdded = true
    } else if let rest = cursor.rest(behind: "deleted file mode ") {
      try set(\.oldMode, Self.mode(rest, cursor), cursor)
      isDeleted = true
    } else if let rest = cursor.rest(behind: "similarity index ") {
      try set(\.similarity, Self.percent(rest, cursor), cursor)
    } else if let rest = cursor.rest(behind: "dissimilarity index ") {
      try set(\.dissimilarity, Self.percent(rest, cursor), cursor)
    } else if let rest = cursor.rest(behind: "rename from ") {
      try set(\.renamedFrom, Self.path(rest, cursor), cursor)
    } else if let rest = cursor.rest(behind: "rename to ") {
      try set(\.renamedTo, Self.path(rest, cursor), cursor)
    } else if let rest = cursor.rest(behind: "copy from ") {
      try set(\.copiedFrom, Self.path(rest, cursor), cursor)
    } else if let rest = cursor.rest(behind: "copy to ") {
      try set(\.copiedTo, Self.path(rest, cursor), cursor)
    } else {
      return false
    }
    return true
  }

  /// Where it was before, of a rename or copy.
  var source: [UInt8]? { renamedFrom ?? copiedFrom }

  /// Where it is now, of a rename or copy.
  var target: [UInt8]? { renamedTo ?? copiedTo }

  var kind: FileChange.Kind {
    if isAdded { return .added }
    if isDeleted { return .deleted }
    return renamedFrom != nil ? .renamed : copiedFrom != nil ? .copied : .modified
  }

  /// Whether what was taken in can be true of one file.
  var isConsistent: Bool {
    let isMoved = source != nil
    guard (renamedFrom == nil) == (renamedTo == nil), (copiedFrom == nil) == (copiedTo == nil),
      renamedFrom == nil || copiedFrom == nil, !(isAdded && isDeleted), !isMoved || !(isAdded || isDeleted),
      similarity == nil || isMoved, dissimilarity == nil || !(isAdded || isDeleted || isMoved)
    else { return false }
    if isAdded { return oldMode == nil && (indexMode == nil || indexMode == newMode) }
    if isDeleted { return newMode == nil && (indexMode == nil || indexMode == oldMode) }
    return (oldMode == nil) == (newMode == nil) && (oldMode == nil || oldMode != newMode && indexMode == nil)
  }

  var old: FileChange.State { FileChange.State(mode: isAdded ? nil : oldMode ?? indexMode, id: oldID) }
  var new: FileChange.State { FileChange.State(mode: isDeleted ? nil : newMode ?? indexMode, id: newID) }

  private mutating func set<Value>(
    _ member: WritableKeyPath<GitHead, Value?>, _ value: Value, _ cursor: DiffCursor
  ) throws(DiffError) {
    guard self[keyPath: member] == nil else { throw cursor.error(.contradiction) }
    self[keyPath: member] = value
  }

  private mutating func takeIDs(_ range: Range<Int>, _ cursor: DiffCursor) throws(DiffError) {
    guard oldID == nil else { throw cursor.error(.contradiction) }
    var reader = IDReader(cursor.bytes, range)
    guard let old = reader.id(), reader.skip(".."), let new = reader.id() else { throw cursor.error(.malformedHeader) }
    (oldID, newID) = (old, new)
    if reader.skip(" ") {
      indexMode = try Self.mode(reader.rest, cursor)
    } else if !reader.rest.isEmpty {
      throw cursor.error(.malformedHeader)
    }
  }

  /// A mode; in a combined diff, also that of no file.
  static func mode(
    _ range: Range<Int>, _ cursor: DiffCursor, isCombined: Bool = false
  ) throws(DiffError) -> FileMode {
    guard let mode = FileMode(digits: cursor.bytes[range]), mode != .absent || isCombined else {
      throw cursor.error(.malformedMode)
    }
    return mode
  }

  /// A path, in quotes or not, that goes to the end of the line.
  static func path(_ range: Range<Int>, _ cursor: DiffCursor) throws(DiffError) -> [UInt8] {
    if cursor.bytes[range].first == UInt8(ascii: "\"") {
      guard let (path, end) = QuotedPath.read(cursor.bytes, in: range), end == range.upperBound, !path.isEmpty else {
        throw cursor.error(.malformedPath)
      }
      return path
    }
    guard !range.isEmpty else { throw cursor.error(.malformedPath) }
    return Array(cursor.bytes[range])
  }

  private static func percent(_ range: Range<Int>, _ cursor: DiffCursor) throws(DiffError) -> Int {
    let digits = cursor.bytes[range].dropLast()
    guard cursor.bytes[range].last == UInt8(ascii: "%"), (1...3).contains(digits.count),
      digits.allSatisfy({ (0x30...0x39).contains($0) }),
      case let value = digits.reduce(0, { $0 * 10 + Int($1 - 0x30) }), value <= 100
    else { throw cursor.error(.malformedHeader) }
    return value
  }
}

/// Reads ids of objects: hexadecimal digits, as many as git shortens them to at least and as SHA-256 has at most.
struct IDReader {
  private let bytes: [UInt8]
  private(set) var rest: Range<Int>

  init(_ bytes: [UInt8], _ range: Range<Int>) { (self.bytes, rest) = (bytes, range) }

  mutating func id() -> Range<Int>? {
    let digits = bytes[rest].prefix { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard (4...64).contains(digits.count) else { return nil }
    rest = digits.endIndex..<rest.upperBound
    return digits.indices
  }

  mutating func skip(_ word: StaticString) -> Bool {
    guard bytes.hasWord(word, in: rest) else { return false }
    rest = rest.lowerBound + word.utf8CodeUnitCount..<rest.upperBound
    return true
  }
}
