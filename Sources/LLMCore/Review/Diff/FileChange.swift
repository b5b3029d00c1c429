/// What a diff says about one file.
package struct FileChange: Sendable, Equatable {
  /// What happened to the file.
  package enum Kind: Sendable, Hashable {
    case added, deleted, modified
    /// The same content, or similar content, under another path; the old path is gone.
    case renamed
    /// The same, and the old path is still there.
    case copied
    /// A line of git about a submodule with the commits it moved by (`--submodule=log`).
    case submoduleLog
    /// git says only that both sides of a merge changed it.
    case unmerged
    /// `diff -r` says only that one of the folders has it.
    case onlyOnOneSide
  }

  /// Who wrote it, and how.
  package enum Form: Sendable, Hashable {
    /// `diff --git`.
    case git
    /// `diff --cc` or `diff --combined`: against several parents at once.
    case combined(CombinedForm)
    /// `---` and `+++` alone, as `diff -u` writes.
    case plain
  }

  /// The two spellings of a combined diff.
  package enum CombinedForm: Sendable, Hashable {
    /// Without hunks that take one parent's lines as they are.
    case dense
    case full
  }

  /// Content that is not shown as lines.
  package enum Binary: Sendable, Hashable {
    /// `Binary files … differ`.
    case differs
    /// `GIT binary patch`: the lines from that one on, with the empty line at the end of each part.
    case patch(Range<Int>)
  }

  /// A state of the file: its mode and the object that git has for it, where they are told.
  package struct State: Sendable, Hashable {
    package var mode: FileMode?
    /// The id in hexadecimal digits as a range of the diff's bytes; often shortened, all zeros where there is no object.
    package var id: Range<Int>?

    /// Of a parent in a combined diff, where it had the file, if each parent's path is told; nil where it had none.
    package var path: RawPath?

    package init(mode: FileMode? = nil, id: Range<Int>? = nil, path: RawPath? = nil) {
      (self.mode, self.id, self.path) = (mode, id, path)
    }
  }

  package var kind: Kind
  package var form: Form
  /// Without a prefix such as `a/`; nil where there was no such file.
  package var oldPath: RawPath?
  /// Nil where there is no such file any more.
  package var newPath: RawPath?
  package var old: State
  /// Of a combined diff, the states in the second parent and those behind it; empty otherwise.
  package var otherParents: [State]
  package var new: State
  /// Whether the head of a combined diff has a name for each parent (`--combined-all-paths`).
  package var tellsAllPaths = false
  /// How much of the content is the same, in percent; of renames and copies.
  package var similarity: Int?
  /// How much of the content is not, in percent; where git shows a change as a rewrite (`-B`).
  package var dissimilarity: Int?
  package var binary: Binary?
  /// In the order of their lines.
  package var hunks: [Hunk]
  /// All its lines in the diff's bytes.
  package var range: Range<Int>
  /// The number of its first line in the diff, from 1.
  package var line: Int

  /// The path it has now, or had last.
  package var path: RawPath { newPath ?? oldPath ?? RawPath(bytes: []) }

  /// Whether the file is, or was, a submodule.
  package var isSubmodule: Bool {
    kind == .submoduleLog || old.mode?.isSubmodule == true || new.mode?.isSubmodule == true
  }

  /// The parents it is compared with: 1, except in a combined diff.
  package var parents: Int { 1 + otherParents.count }

  /// Whether one of its paths leads out of the folder that the diff is about; git writes no such paths, a stranger may.
  package var leavesFolder: Bool {
    [oldPath, newPath].contains { path in
      guard let bytes = path?.bytes else { return false }
      return bytes.first == RawPath.slash
        || bytes.split(separator: RawPath.slash).contains { $0.elementsEqual("..".utf8) }
    }
  }

  /// How many lines came.
  package var addedCount: Int { hunks.reduce(0) { $0 + $1.addedCount } }

  /// How many lines went.
  package var removedCount: Int { hunks.reduce(0) { $0 + $1.removedCount } }
}
