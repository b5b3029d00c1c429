/// Matches patterns of git's ignore files for rooms that do not know them.
enum GlobMatching {
  /// Whether a pattern is about a path or a folder it lies in.
  static let matches: FileScreening.Matcher = { pattern, path in
    guard let pattern = IgnorePattern(pattern[...]), !pattern.isNegated else { return false }
    var start = 0
    while start < path.count {
      let end = path[start...].firstIndex(of: RawPath.slash) ?? path.count
      if pattern.matches(path[..<end], name: start, isFolder: end < path.count) { return true }
      start = end + 1
    }
    return false
  }
}
