/// Asks git for the diff that is to be reviewed. Nothing of the repository's configuration is run.
package struct ReviewDiffReader {
  /// A diff, and where what it leads to is found.
  package struct Change: Sendable, Equatable {
    /// What git printed: paths below the top, prefixes `a/` and `b/`, whole ids.
    package var diff: [UInt8]
    /// Files that git does not know and does not ignore, below the top; only where they belong to the new side. One that ends in
    /// a slash is a repository of its own.
    package var untracked: [RawPath]
    package var newFiles: NewFiles
    /// The folder of the work tree; nil where there is none, as in a bare repository.
    package var top: RawPath?
  }

  /// Where the new side's files are.
  package enum NewFiles: Sendable, Equatable {
    /// Files of the work tree.
    case workTree
    /// Objects with the ids that the diff names.
    case index
    /// Objects of this commit, with the ids that the diff names.
    case commit(String)
  }

  private let git: GitProgram

  package init(_ git: GitProgram) { self.git = git }

  /// Reads the change; paths, relative to the working directory, narrow it down.
  ///
  /// Throws `LLMError` for what git does not know: a repository, a commit, a common ancestor.
  package func read(_ source: ReviewSource, paths: [RawPath] = []) throws(LLMError) -> Change {
    let revisions = Revisions(git)
    switch source {
    case .workTree: return try workTree(against: revisions.treeID("HEAD"), paths)
    case .base(let name): return try workTree(against: revisions.mergeBase(name, "HEAD"), paths)
    case .unstaged:
      return Change(diff: try workTreeDiff([], paths), untracked: [], newFiles: .workTree, top: try git.workTree)
    case .staged:
      let head = try revisions.treeID("HEAD")
      // Of a bare repository git would say that all files are deleted.
      guard let top = try git.workTree else { throw LLMError(.inputMissing, "a bare repository has nothing staged") }
      let diff = try output(["diff"] + Self.options + ["--cached", head], paths)
      return Change(diff: diff, untracked: [], newFiles: .index, top: top)
    case .range(let range): return try compare(range, revisions, paths)
    case .commit(let name): return try commit(revisions.commitID(name), name, revisions, paths)
    }
  }

  /// Nothing that a repository's or a user's configuration says about diffs changes what these print.
  private static let options = [
    "--patch", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/",
    "--full-index", "--find-renames", "--submodule=short", "--ignore-submodules=dirty", "--unified=3",
    "--inter-hunk-context=0",
  ]

  // MARK: Sources

  private func workTree(against state: String, _ paths: [RawPath]) throws(LLMError) -> Change {
    Change(
      diff: try workTreeDiff([state], paths), untracked: try untracked(paths), newFiles: .workTree,
      top: try git.workTree)
  }

  /// A file that looks changed is read, through the filter that its attributes name: filters are switched off.
  private func workTreeDiff(_ states: [String], _ paths: [RawPath]) throws(LLMError) -> [UInt8] {
    try ReviewDiffReader(git.withoutFilters()).output(["diff"] + Self.options + states, paths)
  }

  private func compare(
    _ range: ChangeRange, _ revisions: Revisions, _ paths: [RawPath]
  ) throws(LLMError) -> Change {
    let before =
      switch range.before {
      case .commit(let name): try revisions.treeID(name)
      case .mergeBase(let left, let right): try revisions.mergeBase(left, right)
      }
    switch range.after {
    case .index:
      let diff = try output(["diff"] + Self.options + ["--cached", before], paths)
      return Change(diff: diff, untracked: [], newFiles: .index, top: try git.workTree)
    case .workTree: return try workTree(against: before, paths)
    case .commit(let name):
      let after = try revisions.commitID(name)
      return Change(
        diff: try output(["diff"] + Self.options + [before, after], paths), untracked: [], newFiles: .commit(after),
        top: try git.workTree)
    }
  }

  /// A commit against its parent, a first one against nothing, a merge against all its parents.
  private func commit(
    _ id: String, _ name: String, _ revisions: Revisions, _ paths: [RawPath]
  ) throws(LLMError) -> Change {
    if try revisions.isShallow, try !hasItsParents(id) {
      throw LLMError(
        .inputMissing, "the commit before '\(name)' is not in this shallow clone",
        advice: "Fetch more with 'git fetch --deepen=1'")
    }
    let command = ["diff-tree", "--root", "--no-commit-id", "-r", "--cc"]
    return Change(
      diff: try output(command + Self.options + [id], paths), untracked: [], newFiles: .commit(id),
      top: try git.workTree)
  }

  /// Whether git knows all parents that a commit names. At the edge of a shallow clone it takes commits for the first.
  private func hasItsParents(_ id: String) throws(LLMError) -> Bool {
    let (bytes, end) = try git.output(["cat-file", "commit", id])
    guard end.status == 0 else { throw GitProgram.failure(end) }
    let named = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).prefix { !$0.isEmpty }
      .count { $0.starts(with: "parent ".utf8) }
    let known = try git.line(["rev-list", "--max-count=1", "--parents", id]).split(separator: UInt8(ascii: " "))
    return known.count - 1 == named
  }

  // MARK: git

  private func output(_ command: [String], _ paths: [RawPath]) throws(LLMError) -> [UInt8] {
    let overrides = [
      "-c", "core.quotePath=true", "-c", "diff.suppressBlankEmpty=false", "-c", "diff.orderFile=/dev/null",
    ]
    let (bytes, end) = try git.output((overrides + command + ["--"]).map { Array($0.utf8) } + paths.map(\.bytes))
    guard end.status == 0 else { throw GitProgram.failure(end) }
    return bytes
  }

  private func untracked(_ paths: [RawPath]) throws(LLMError) -> [RawPath] {
    let command = [
      "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all",
    ]
    let bytes = try ReviewDiffReader(git.withoutFilters()).output(command, paths)
    return bytes.split(separator: 0).filter { $0.starts(with: "?? ".utf8) }.map {
      RawPath(bytes: Array($0.dropFirst(3)))
    }
    .sorted()
  }
}
