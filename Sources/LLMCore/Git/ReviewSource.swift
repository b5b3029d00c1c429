/// Which change of a repository is reviewed.
package enum ReviewSource: Sendable, Equatable {
  /// The work tree against HEAD, and files git does not know.
  case workTree
  /// The index against HEAD.
  case staged
  /// The work tree against the index.
  case unstaged
  /// The work tree, with files git does not know, against where HEAD and this began to differ.
  case base(String)
  /// `A..B`, or `A...B`, which begins where both began to differ.
  case range(ChangeRange)
  /// What one commit changed: against its parent, against nothing, or against all its parents at once.
  case commit(String)

  /// Reads what stands for RANGE on the command line.
  package init(_ text: String) {
    self = text.contains("..") ? .range(ChangeRange(text, isStaged: false)) : .commit(text)
  }
}
