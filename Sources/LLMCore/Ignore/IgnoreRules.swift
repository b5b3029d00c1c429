/// What the ignore files above a place say, the nearest first.
///
/// Paths are relative to the folder where the rules start: the top of the repository, or the folder that is walked where
/// there is no repository.
package final class IgnoreRules: Sendable {
  private let patterns: [IgnorePattern]
  /// Bytes of the relative path, slash included, of the folder the patterns are about.
  private let depth: Int
  private let outer: IgnoreRules?

  /// The rules of one ignore file on top of others. `folder` is the relative path of what the file is about, empty or with
  /// a slash at its end.
  package init(file: [UInt8], folder: [UInt8], outer: IgnoreRules?) {
    var content = file[...]
    if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
    patterns = content.split(separator: 0x0A).compactMap { line in
      IgnorePattern(line.last == 0x0D ? line.dropLast() : line)
    }
    depth = folder.count
    self.outer = outer
  }

  /// Whether what stands in the folder under the name is ignored. `folder` is relative, empty or with a slash at its end.
  /// What is in an ignored folder is not asked about: nothing brings it back.
  package func ignores(_ name: [UInt8], in folder: [UInt8], isFolder: Bool) -> Bool {
    let path = folder + name
    var rules: IgnoreRules? = self
    while let current = rules {
      let subject = path[current.depth...]
      if let last = current.patterns.last(where: { $0.matches(subject, name: folder.count, isFolder: isFolder) }) {
        return !last.isNegated
      }
      rules = current.outer
    }
    return false
  }
}
