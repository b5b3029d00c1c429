/// Writes files and hunks of a diff as git does, with the prefixes `a/` and `b/`.
///
/// What git wrote with these prefixes comes out byte for byte. Of other writers, the prefixes, times behind names, and the
/// words of `\ No newline at end of file` are git's; names that could be names of anything are kept.
package struct DiffWriter: Sendable {
  /// Which bytes of paths are escaped.
  package enum Quoting: Sendable {
    /// All but printable ASCII, as git does where nobody says otherwise.
    case nonASCII
    /// What is not UTF-8, and control characters: what `core.quotePath=false` is for.
    case controls
  }

  private let diff: Diff
  private let quoting: Quoting

  package init(_ diff: Diff, quoting: Quoting = .nonASCII) { (self.diff, self.quoting) = (diff, quoting) }

  /// A file with all its hunks.
  package func bytes(of file: FileChange) -> [UInt8] { Array(diff.bytes[file.range]) }

  /// What stands before the hunks of a file.
  package func head(of file: FileChange) -> [UInt8] {
    Array(diff.bytes[file.range.lowerBound..<(file.hunks.first?.range.lowerBound ?? file.range.upperBound)])
  }

  /// A hunk with its head.
  package func bytes(of hunk: Hunk) -> [UInt8] { Array(diff.bytes[hunk.range]) }
}
