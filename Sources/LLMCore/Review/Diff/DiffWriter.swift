/// Writes files and hunks of a diff as git does, with the prefixes `a/` and `b/`.
///
/// What git wrote with these prefixes comes out byte for byte. Of other writers, the prefixes, times behind names, and the
/// words of `\ No newline at end of file` become git's.
package struct DiffWriter: Sendable {
  /// Which bytes of paths are escaped.
  package enum Quoting: Sendable {
    /// All but printable ASCII, as git does where nobody says otherwise.
    case nonASCII
    /// Control characters, and in paths that are not UTF-8 all that is not ASCII: for reading.
    case controls
  }

  private let diff: Diff
  private let quoting: Quoting
  private let showsBinaryPatches: Bool

  /// A writer; without binary patches, it says only that such files differ.
  package init(_ diff: Diff, quoting: Quoting = .nonASCII, showsBinaryPatches: Bool = true) {
    (self.diff, self.quoting, self.showsBinaryPatches) = (diff, quoting, showsBinaryPatches)
  }

  /// The whole diff: files, and the passages between them as they came.
  package func bytes() -> [UInt8] {
    var text: [UInt8] = []
    var passages = diff.passages[...]
    for number in 0...diff.files.count {
      while let passage = passages.first, passage.filesBefore == number {
        text += diff.bytes[passage.range]
        passages = passages.dropFirst()
      }
      if number < diff.files.count { text += bytes(of: diff.files[number]) }
    }
    return text
  }

  /// A file with all its hunks.
  package func bytes(of file: FileChange) -> [UInt8] {
    var output = DiffText(diff: diff, quoting: quoting)
    write(headOf: file, to: &output)
    for hunk in file.hunks { output.write(hunk) }
    return output.bytes
  }

  /// What stands before the hunks of a file; all of it where it has none.
  package func head(of file: FileChange) -> [UInt8] {
    var output = DiffText(diff: diff, quoting: quoting)
    write(headOf: file, to: &output)
    return output.bytes
  }

  /// A hunk with its head.
  package func bytes(of hunk: Hunk) -> [UInt8] {
    var output = DiffText(diff: diff, quoting: quoting)
    output.write(hunk)
    return output.bytes
  }

  /// The head of a hunk.
  func head(of hunk: Hunk) -> [UInt8] {
    var output = DiffText(diff: diff, quoting: quoting)
    output.write(headOf: hunk)
    return output.bytes
  }

  /// A line of a hunk with its markers.
  func bytes(of line: Hunk.Line, of hunk: Hunk) -> [UInt8] {
    var output = DiffText(diff: diff, quoting: quoting)
    output.write(line, parents: hunk.parents)
    return output.bytes
  }

  private func write(headOf file: FileChange, to output: inout DiffText) {
    switch (file.kind, file.form) {
    case (.submoduleLog, _), (.unmerged, _), (.onlyOnOneSide, _): output.write(range: file.range)
    case (_, .git): writeGit(file, to: &output)
    case (_, .combined(let form)): writeCombined(file, form, to: &output)
    case (_, .plain): writeNames(file, isPlain: true, to: &output)
    }
  }

  private func writeGit(_ file: FileChange, to output: inout DiffText) {
    let old = file.oldPath ?? file.path
    output.line("diff --git ", output.name("a/", old), " ", output.name("b/", file.path))
    switch (file.old.mode, file.new.mode) {
    case (_, let mode?) where file.kind == .added: output.line("new file mode ", DiffText.Word(mode.text))
    case (let mode?, _) where file.kind == .deleted: output.line("deleted file mode ", DiffText.Word(mode.text))
    case (let before?, let after?) where before != after:
      output.line("old mode ", DiffText.Word(before.text))
      output.line("new mode ", DiffText.Word(after.text))
    default: break
    }
    if let percent = file.similarity { output.line("similarity index ", DiffText.Word("\(percent)%")) }
    if file.kind == .renamed || file.kind == .copied {
      let verb = file.kind == .renamed ? "rename" : "copy"
      output.line(DiffText.Word("\(verb) from "), output.name("", old))
      output.line(DiffText.Word("\(verb) to "), output.name("", file.path))
    }
    if let percent = file.dissimilarity { output.line("dissimilarity index ", DiffText.Word("\(percent)%")) }
    if let before = file.old.id, let after = file.new.id {
      let mode = file.old.mode.flatMap { $0 == file.new.mode ? " " + $0.text : nil } ?? ""
      output.line("index ", output.text(before), "..", output.text(after), DiffText.Word(mode))
    }
    writeNames(file, isPlain: false, to: &output)
  }

  private func writeNames(_ file: FileChange, isPlain: Bool, to output: inout DiffText) {
    let old = file.kind == .added ? DiffText.Word("/dev/null") : output.name("a/", file.oldPath ?? file.path)
    let new = file.kind == .deleted ? DiffText.Word("/dev/null") : output.name("b/", file.path)
    switch file.binary {
    case .patch(let range) where showsBinaryPatches: output.write(range: range)
    case .patch, .differs: output.line("Binary files ", old, " and ", new, " differ")
    case nil where file.hunks.isEmpty: break
    case nil:
      // A name with a space ends in a tab, so that programs which look for a time behind it find its end.
      let space = UInt8(ascii: " ")
      output.line("--- ", old, old.bytes.contains(space) ? "\t" : "")
      output.line("+++ ", new, new.bytes.contains(space) ? "\t" : "")
    }
  }

  private func writeCombined(_ file: FileChange, _ form: FileChange.CombinedForm, to output: inout DiffText) {
    let parents = [file.old] + file.otherParents
    output.line(form == .dense ? "diff --cc " : "diff --combined ", output.name("", file.path))
    let ids = parents.map { $0.id.map { output.text($0).bytes } ?? [] }
    let joined = DiffText.Word(Array(ids.joined(separator: [UInt8(ascii: ",")])))
    output.line("index ", joined, "..", file.new.id.map(output.text) ?? "")
    let modes = parents.compactMap(\.mode?.text).joined(separator: ",")
    switch file.new.mode {
    case let mode? where file.kind == .added: output.line("new file mode ", DiffText.Word(mode.text))
    case let mode?: output.line("mode ", DiffText.Word(modes), "..", DiffText.Word(mode.text))
    case nil where file.kind == .deleted && !modes.isEmpty: output.line("deleted file mode ", DiffText.Word(modes))
    case nil: break
    }
    if file.binary != nil { return output.line("Binary files differ") }
    if file.tellsAllPaths {
      for parent in parents { output.line("--- ", parent.path.map { output.name("a/", $0) } ?? "/dev/null") }
    } else {
      output.line(
        "--- ", file.kind == .added ? DiffText.Word("/dev/null") : output.name("a/", file.oldPath ?? file.path))
    }
    output.line("+++ ", file.kind == .deleted ? DiffText.Word("/dev/null") : output.name("b/", file.path))
  }
}
