/// Shows a file that git does not know as one that was added, as `git diff` would if it knew it.
package enum AddedFileDiff {
  /// The diff, of this path below the top of the work tree. A link's content is where it points to. Content with a zero byte
  /// among the first 8000 is binary, as for git.
  package static func bytes(path: RawPath, mode: FileMode, content: [UInt8]) -> [UInt8] { [] }
}
