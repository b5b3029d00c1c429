/// Finds where a repository has its hooks.
package struct GitHooks {
  private let git: GitProgram

  package init(_ git: GitProgram) { self.git = git }

  /// The folder that git looks for hooks in.
  ///
  /// Throws `LLMError` without a repository, and where the folder is set for all repositories of a user or a machine.
  package func folder() throws(LLMError) -> RawPath {
    let shared = RawPath(bytes: try git.line(["rev-parse", "--path-format=absolute", "--git-common-dir"]))
    guard let setting = try setting() else { return shared.child(Array("hooks".utf8)) }
    guard setting.scope == "local" || setting.scope == "worktree" else {
      throw LLMError(
        .cannotWrite, "git's \(setting.scope) configuration has one folder of hooks for all repositories",
        advice: "Give this one its own with 'git config core.hooksPath .git/hooks'")
    }
    if setting.path.first == RawPath.slash { return RawPath(bytes: setting.path) }
    // Of a repository without a work tree it is below the repository itself.
    return (try git.workTree ?? shared).child(setting.path)
  }

  /// What `core.hooksPath` is, and whose setting that is; nil where it is not set. Our own, which switches hooks off, does not count.
  private func setting() throws(LLMError) -> (scope: String, path: [UInt8])? {
    let (bytes, end) = try git.output(["config", "--show-scope", "--type=path", "--get-all", "core.hooksPath"])
    guard end.status == 0 else { return nil }
    let settings = bytes.split(separator: 0x0A).compactMap { line -> (scope: String, path: [UInt8])? in
      guard let tab = line.firstIndex(of: 0x09) else { return nil }
      return (String(decoding: line[..<tab], as: UTF8.self), Array(line[(tab + 1)...]))
    }
    return settings.last { $0.scope != "command" && !$0.path.isEmpty }
  }
}
