/// Which repository and branch a call is made from, read from git's own files: no git is run, so no hook or
/// configuration of the repository can do anything.
package struct GitState: Sendable, Equatable {
  /// The top folder of the work tree.
  package let root: String
  /// The branch checked out; nil for a detached head.
  package let branch: String?

  package init(root: String, branch: String?) {
    self.root = root
    self.branch = branch
  }

  /// Looks for a repository at the working directory and above.
  package static func current(_ files: any FileSystem) -> GitState? {
    guard let start = files.workingDirectory else { return nil }
    for folder in FolderPath.ancestors(of: start) {
      let marker = FolderPath.child(".git", of: folder)
      switch files.kind(of: marker) {
      case .directory: return GitState(root: folder, branch: branch(in: marker, files))
      case .regular:
        // A linked work tree or submodule: the file names the real folder.
        guard let target = line(marker, files)?.trimmingPrefix("gitdir: ") else { return nil }
        let path = target.hasPrefix("/") ? String(target) : folder + "/" + target
        return GitState(root: folder, branch: branch(in: path, files))
      default: break
      }
    }
    return nil
  }

  private static func branch(in gitFolder: String, _ files: any FileSystem) -> String? {
    guard let head = line(gitFolder + "/HEAD", files), head.hasPrefix("ref: refs/heads/") else { return nil }
    return String(head.dropFirst("ref: refs/heads/".count))
  }

  private static func line(_ path: String, _ files: any FileSystem) -> Substring? {
    guard let bytes = try? files.read(path, limit: 4096) else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first
  }
}
