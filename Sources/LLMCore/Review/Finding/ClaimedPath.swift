/// Finds the file that a model means: by its path as it is, as people are shown it, without the prefixes of diffs, by its old
/// path, or by the end of its path where only one file ends so.
struct ClaimedPath: Sendable {
  private let byName: [RawPath: Int]
  private let endings: [(path: RawPath, index: Int)]

  init(_ sides: [NewSide]) {
    var byName: [RawPath: Int] = [:]
    for (index, side) in sides.enumerated() {
      if let old = side.oldPath { byName[old] = index }
    }
    for (index, side) in sides.enumerated() {
      byName[RawPath(bytes: Array(side.path.shown.utf8))] = index
      byName[RawPath(bytes: Array(String(decoding: side.path.bytes, as: UTF8.self).utf8))] = index
    }
    for (index, side) in sides.enumerated() { byName[side.path] = index }
    self.byName = byName
    endings = sides.enumerated().map { ($1.path, $0) }
  }

  /// The place of the file among the sides; nil where it is none of them.
  func index(of claimed: String) -> Int? {
    let path = RawPath(claimed).bytes
    for name in [path, Self.bare(path)] {
      if let index = byName[RawPath(bytes: name)] { return index }
    }
    let name = Self.bare(path)
    guard !name.isEmpty else { return nil }
    let matches = endings.filter { Self.ends($0.path.bytes, with: name) || Self.ends(name, with: $0.path.bytes) }
    return matches.count == 1 ? matches[0].index : nil
  }

  /// Without `./`, `/`, `a/` or `b/` in front, and without white space, quotes or a line number around it.
  private static func bare(_ path: [UInt8]) -> [UInt8] {
    var name = path[...]
    let marks = Array("`\"' ".utf8)
    while let first = name.first, marks.contains(first) || first.isBlank { name.removeFirst() }
    while let last = name.last, marks.contains(last) || last.isBlank { name.removeLast() }
    if let colon = name.lastIndex(of: UInt8(ascii: ":")), colon < name.endIndex - 1,
      name[(colon + 1)...].allSatisfy({ (0x30...0x39).contains($0) })
    {
      name = name[..<colon]
    }
    for prefix in ["./", "/", "a/", "b/"] where name.starts(with: prefix.utf8) {
      name = name.dropFirst(prefix.utf8.count)
      break
    }
    return Array(name)
  }

  /// Whether a path ends with whole names of another.
  private static func ends(_ path: [UInt8], with ending: [UInt8]) -> Bool {
    path.count > ending.count && path[path.count - ending.count - 1] == RawPath.slash
      && path.suffix(ending.count).elementsEqual(ending)
  }
}
