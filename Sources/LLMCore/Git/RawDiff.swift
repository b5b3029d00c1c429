/// What `git diff-tree -r -z --raw --no-abbrev` and `git diff-index` with the same options print (git-diff(1), "Raw output
/// format").
package struct RawDiff {
  /// One changed file.
  package struct Entry: Sendable, Equatable {
    /// Octal, such as 100644; 0 where there is no file.
    package var oldMode: String
    package var newMode: String
    package var oldID: String
    /// All zeros where the content stands in the work tree.
    package var newID: String
    /// `A`, `C`, `D`, `M`, `R`, `T`, or others for what is not merged.
    package var status: Character
    package var path: RawPath
    /// Of a copy or a move, where it comes from.
    package var oldPath: RawPath?

    package init(
      oldMode: String, newMode: String, oldID: String, newID: String, status: Character, path: RawPath,
      oldPath: RawPath?
    ) {
      (self.oldMode, self.newMode) = (oldMode, newMode)
      (self.oldID, self.newID) = (oldID, newID)
      (self.status, self.path, self.oldPath) = (status, path, oldPath)
    }
  }

  /// Reads the output; nil where it is not what git is documented to print.
  package static func entries(_ output: [UInt8]) -> [Entry]? {
    var fields = output.split(separator: 0, omittingEmptySubsequences: false)[...]
    guard fields.popLast()?.isEmpty == true else { return output.isEmpty ? [] : nil }
    var entries: [Entry] = []
    while let head = fields.popFirst() {
      let words = String(decoding: head, as: UTF8.self).split(separator: " ")
      guard words.count == 5, words[0].hasPrefix(":"), let status = words[4].first, let first = fields.popFirst() else {
        return nil
      }
      var path = RawPath(bytes: Array(first))
      var oldPath: RawPath?
      if status == "R" || status == "C" {
        guard let second = fields.popFirst() else { return nil }
        (oldPath, path) = (path, RawPath(bytes: Array(second)))
      }
      entries.append(
        Entry(
          oldMode: String(words[0].dropFirst()), newMode: String(words[1]), oldID: String(words[2]),
          newID: String(words[3]), status: status, path: path, oldPath: oldPath))
    }
    return entries
  }
}
