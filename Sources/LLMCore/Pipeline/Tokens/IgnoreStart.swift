/// The rules that hold in a folder before its own ignore file is read.
struct IgnoreStart {
  /// The folder's path from where the rules start, empty or with a slash at its end.
  let relative: [UInt8]
  let rules: IgnoreRules?

  static let fileName = Array(".gitignore".utf8)
  static let repositoryName = Array(".git".utf8)

  /// Looks from the folder upwards for the repository it belongs to; outside of one only the ignore files in the folder
  /// itself count.
  init(of folder: RawPath, in tree: any FileTree) {
    guard let start = try? tree.resolved(folder) else {
      (relative, rules) = ([], nil)
      return
    }
    var above: [RawPath] = []
    var top: RawPath? = start
    while let candidate = top, !Self.isRepository(candidate, tree) {
      top = candidate.parent
      if let top { above.append(top) }
    }
    guard let top else {
      (relative, rules) = ([], nil)
      return
    }
    let prefix = top.bytes.last == RawPath.slash ? top.bytes.count : top.bytes.count + 1
    func below(_ path: RawPath) -> [UInt8] {
      path.bytes.count <= prefix ? [] : Array(path.bytes[prefix...]) + [RawPath.slash]
    }
    var rules = Self.repositoryRules(top, tree)
    for folder in above.reversed() {
      if let file = tree.content(of: folder.child(Self.fileName)) {
        rules = IgnoreRules(file: file, folder: below(folder), outer: rules)
      }
    }
    self.relative = below(start)
    self.rules = rules
  }

  /// The rules of a repository that stand outside of its work tree: `info/exclude` of its `.git`.
  static func repositoryRules(_ top: RawPath, _ tree: any FileTree) -> IgnoreRules? {
    guard let folder = repositoryFolder(top, tree),
      let file = tree.content(of: folder.child(Array("info/exclude".utf8)))
    else { return nil }
    return IgnoreRules(file: file, folder: [], outer: nil)
  }

  private static func isRepository(_ folder: RawPath, _ tree: any FileTree) -> Bool {
    (try? tree.status(of: folder.child(repositoryName), followsLinks: true)) != nil
  }

  /// The folder with the files that all work trees of a repository share.
  private static func repositoryFolder(_ top: RawPath, _ tree: any FileTree) -> RawPath? {
    let marker = top.child(repositoryName)
    guard let status = try? tree.status(of: marker, followsLinks: true) else { return nil }
    if status.kind == .folder { return marker }
    // In a linked work tree and in a submodule it is a file that names the folder.
    let key = Array("gitdir: ".utf8)
    guard let line = firstLine(of: marker, tree), line.starts(with: key) else { return nil }
    let folder = path(Array(line.dropFirst(key.count)), from: top)
    guard let common = firstLine(of: folder.child(Array("commondir".utf8)), tree) else { return folder }
    return path(Array(common), from: folder)
  }

  private static func path(_ bytes: [UInt8], from folder: RawPath) -> RawPath {
    bytes.first == RawPath.slash ? RawPath(bytes: bytes) : folder.child(bytes)
  }

  private static func firstLine(of path: RawPath, _ tree: any FileTree) -> ArraySlice<UInt8>? {
    tree.content(of: path, limit: 64 << 10)?.split(separator: 0x0A).first
  }
}
