/// The two names in the head of a file, with their prefixes: `a/x` and `b/x`.
struct HeadNames: Equatable {
  var left: [UInt8]
  var right: [UInt8]

  /// Lines with more spaces are not searched for the one where their names part: each costs a look at the whole line.
  private static let searchLimit = 32

  /// The path that both names end with, where they differ in a prefix at most: the longest from the beginning of a folder's or
  /// file's name on. Nil where there is none.
  var commonPath: [UInt8]? {
    if left == right { return left.isEmpty ? nil : left }
    let shared = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.count
    for length in stride(from: shared, to: 0, by: -1)
    where Self.isBeginning(left, left.count - length) && Self.isBeginning(right, right.count - length) {
      return Array(left.suffix(length))
    }
    return nil
  }

  private static func isBeginning(_ name: [UInt8], _ offset: Int) -> Bool {
    offset == 0 || name[offset - 1] == RawPath.slash
  }

  /// Reads the names of `diff --git`: quoted, or separated by one of the spaces. `suits` says whether two names can be meant.
  init?(_ bytes: [UInt8], in range: Range<Int>, suits: (HeadNames) -> Bool) {
    let space = UInt8(ascii: " ")
    let quote = UInt8(ascii: "\"")
    if let (name, end) = QuotedPath.read(bytes, in: range) {
      guard end < range.upperBound, bytes[end] == space else { return nil }
      left = name
      let rest = end + 1..<range.upperBound
      if bytes[end + 1..<range.upperBound].first == quote {
        guard let (name, end) = QuotedPath.read(bytes, in: rest), end == rest.upperBound else { return nil }
        right = name
      } else {
        right = Array(bytes[rest])
      }
    } else if let opening = bytes[range].firstIndex(of: quote) {
      guard opening > range.lowerBound, bytes[opening - 1] == space,
        let (name, end) = QuotedPath.read(bytes, in: opening..<range.upperBound), end == range.upperBound
      else { return nil }
      (left, right) = (Array(bytes[range.lowerBound..<opening - 1]), name)
    } else {
      guard let names = Self.parted(Array(bytes[range]), suits: suits) else { return nil }
      self = names
    }
    guard suits(self) else { return nil }
  }

  init(left: [UInt8], right: [UInt8]) { (self.left, self.right) = (left, right) }

  /// Parts a line of two names without quotes. Prefixes of the same length part it in the middle; others are tried, and only
  /// one place may do.
  private static func parted(_ line: [UInt8], suits: (HeadNames) -> Bool) -> HeadNames? {
    func names(_ space: Int) -> HeadNames? {
      guard line[space] == UInt8(ascii: " ") else { return nil }
      let names = HeadNames(left: Array(line[..<space]), right: Array(line[(space + 1)...]))
      return suits(names) ? names : nil
    }
    if line.count % 2 == 1, let names = names(line.count / 2) { return names }
    let spaces = line.indices.filter { line[$0] == UInt8(ascii: " ") }
    guard spaces.count <= searchLimit else { return nil }
    var found: HeadNames?
    for space in spaces {
      guard let names = names(space) else { continue }
      guard found == nil else { return nil }
      found = names
    }
    return found
  }
}
