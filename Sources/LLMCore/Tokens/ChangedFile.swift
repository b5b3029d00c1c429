/// A file that differs between two states of a repository.
package struct ChangedFile: Sendable, Equatable {
  package enum Status: String, Sendable { case added, deleted, modified, renamed, copied }

  /// Where it is now, or was last.
  package var path: RawPath
  /// Where it was before; nil where it has not moved.
  package var oldPath: RawPath?
  package var status: Status
  package var tokens: TokenChange

  package init(path: RawPath, oldPath: RawPath?, status: Status, tokens: TokenChange) {
    self.path = path
    self.oldPath = oldPath
    self.status = status
    self.tokens = tokens
  }
}

/// All that differs between two states of a repository.
package struct RepositoryChange: Sendable, Equatable {
  /// In the order of git, which is that of the paths.
  package var files: [ChangedFile] = []
  package var binary = 0
  package var submodules = 0
  package var links = 0
  package var failures: [FileFailure] = []

  package init() {}

  /// Of all files together.
  package var total: TokenChange { files.reduce(into: TokenChange()) { $0 += $1.tokens } }

  /// What was passed over, as a clause; nil where nothing was.
  package var skippedWords: String? {
    let parts = [(binary, "binary file"), (submodules, "submodule"), (links, "link")].filter { $0.0 > 0 }
    return parts.isEmpty ? nil : parts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}
