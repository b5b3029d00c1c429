/// What of a change is shown to the model, in which parts, and what is not.
struct ReviewPlan: Sendable {
  /// What one request shows.
  struct Part: Sendable {
    let prompt: PromptPart
    /// The same files, for proving quotes.
    let sides: [NewSide]
    /// Of the diff's text.
    let tokens: Int
    /// Each file with the lines of its new side that are shown, for saying what was not reviewed.
    let places: [ReviewReport.Unreviewed]
  }

  let parts: [Part]
  let skipped: [ReviewReport.Skipped]
  /// What fits no part, cannot be read, or has a path that no report can point to.
  let unreviewed: [ReviewReport.Unreviewed]
  let outlines: FileOutlines

  /// - Parameters:
  ///   - limit: tokens of a part's diff.
  ///   - count: tokens of a text.
  init(_ change: ReviewedChange, takesAll: Bool, limit: Int, count: @escaping (ArraySlice<UInt8>) -> Int) {
    let diff = change.diff
    let screening = Screening(change, takesAll: takesAll)
    let packer = DiffPacker(diff, limit: limit, count: count)
    let packing = packer.pack(screening.taken.map(packer.cut))
    let outlines = FileOutlines(change)
    self.outlines = outlines
    parts = packing.parts.map { part in
      let prompt = outlines.prompt(part, of: change)
      return Part(
        prompt: prompt, sides: zip(part.pieces, prompt.files).map { outlines.side($0, $1, of: change) },
        tokens: part.tokens,
        places: part.pieces.map { piece in
          ReviewReport.Unreviewed(
            diff.files[piece.file].path, lines: Self.lines(of: piece.hunks), reason: "")
        })
    }
    skipped = screening.skipped
    unreviewed = change.unreadable + screening.unreviewed + packing.unreviewed.map { Self.place($0, in: diff) }
  }

  /// From the first to the last line of the new side; nil where it has none.
  private static func lines(of hunks: [Hunk]) -> ClosedRange<Int>? {
    let numbers = hunks.flatMap { hunk in hunk.lines.compactMap(\.newNumber) }
    guard let first = numbers.min(), let last = numbers.max() else { return nil }
    return first...last
  }

  private static func place(_ left: DiffPacker.Unreviewed, in diff: Diff) -> ReviewReport.Unreviewed {
    let file = diff.files[left.file]
    let reason =
      switch left.reason {
      case .longLine: "a line is longer than a part may be"
      case .longHead: "its name leaves no room for a line"
      }
    let number = left.hunk.flatMap { hunk in left.line.flatMap { file.hunks[hunk].lines[$0].newNumber } }
    return ReviewReport.Unreviewed(file.path, lines: number.map { $0...$0 }, reason: reason)
  }
}

/// Which files of a change are reviewed.
private struct Screening {
  /// Indices of files in the diff.
  private(set) var taken: [Int] = []
  private(set) var skipped: [ReviewReport.Skipped] = []
  /// What nobody asked to leave out.
  private(set) var unreviewed: [ReviewReport.Unreviewed] = []

  init(_ change: ReviewedChange, takesAll: Bool) {
    var screening = FileScreening(attributes: change.attributes, matches: GlobMatching.matches)
    screening.takesAll = takesAll
    for (index, file) in change.diff.files.enumerated() {
      switch Self.verdict(on: file, index, of: change, screening) {
      case .taken: taken.append(index)
      case .skipped(let reason): skipped.append(ReviewReport.Skipped(file.path, reason: reason))
      case .unreviewed(let reason): unreviewed.append(ReviewReport.Unreviewed(file.path, reason: reason))
      }
    }
    skipped += change.skipped
  }

  private enum Verdict {
    case taken
    /// Left out on purpose.
    case skipped(String)
    /// Left out because it cannot be looked at.
    case unreviewed(String)
  }

  private static func verdict(
    on file: FileChange, _ index: Int, of change: ReviewedChange, _ screening: FileScreening
  ) -> Verdict {
    if file.leavesFolder { return .unreviewed("its path leads out of the folder") }
    if file.isSubmodule { return .skipped("submodule") }
    if file.kind == .unmerged { return .skipped("unmerged") }
    if file.kind == .onlyOnOneSide { return .skipped("not shown by the diff") }
    if file.path.bytes.elementsEqual(KnownFiles.dismissals.utf8) { return .skipped("dismissals of findings") }
    let text = file.kind == .added ? newText(of: file, in: change.diff) : oldText(of: file, index, change)
    let skip = screening.reason(
      path: file.path.bytes, text: text[...], changeBytes: file.range.count, isBinary: file.binary != nil)
    switch skip {
    case .tooLarge?: return .unreviewed(skip?.words ?? "")
    case let skip?: return .skipped(skip.words)
    // Nothing of a file whose name or mode alone changed can be quoted.
    case nil: return file.hunks.isEmpty ? .skipped("no lines changed") : .taken
    }
  }

  private static func newText(of file: FileChange, in diff: Diff) -> [UInt8] {
    var text: [UInt8] = []
    for hunk in file.hunks {
      for line in hunk.lines where line.change != .removed { text += diff.content(of: line) + [0x0A] }
    }
    return text
  }

  /// What is known of a file before the change: its lines by the new text, where there is one, or else those that the diff shows.
  /// Whoever writes a change could otherwise have any file left out, with a comment that calls it generated or with an endless line.
  private static func oldText(of file: FileChange, _ index: Int, _ change: ReviewedChange) -> [UInt8] {
    let lines = change.texts[index]?.split(separator: 0x0A, omittingEmptySubsequences: false) ?? []
    var text: [UInt8] = []
    var next = 0
    for line in file.hunks.flatMap(\.lines) {
      if let number = line.newNumber {
        while next < min(number - 1, lines.count) {
          text += lines[next] + [0x0A]
          next += 1
        }
        next = max(next, number)
        if line.change == .added { continue }
      }
      text += change.diff.content(of: line) + [0x0A]
    }
    for line in lines.dropFirst(next) { text += line + [0x0A] }
    return text
  }
}
