/// What of a change is shown to the model, piece by piece, and what is not.
struct ReviewPlan: Sendable {
  /// A file of the change, or as much of it as fits a part.
  struct Piece: Sendable {
    fileprivate let cut: DiffPacker.Piece
    /// The index of its file in the diff.
    var file: Int { cut.file }
    /// What a model would be shown if it were asked about nothing else.
    let prompt: PromptPart
    /// The same lines, for proving quotes.
    let side: NewSide
    /// The file with the lines of its new side that are shown, for saying what was not reviewed.
    let place: ReviewReport.Unreviewed
  }

  /// What one request shows.
  struct Part: Sendable {
    let pieces: [Piece]
    let prompt: PromptPart
  }

  /// In the order of the diff.
  let pieces: [Piece]
  let skipped: [ReviewReport.Skipped]
  /// What fits no part, cannot be read, or has a path that no report can point to.
  let unreviewed: [ReviewReport.Unreviewed]
  let outlines: FileOutlines

  private let diff: Diff
  private let limit: Int

  /// - Parameters:
  ///   - limit: tokens of a part's diff.
  ///   - counter: counts the tokens of a text.
  init(_ change: ReviewedChange, takesAll: Bool, limit: Int, counter: ReviewCounter) async {
    let diff = change.diff
    let screening = Screening(change, takesAll: takesAll)
    let memory = TextCounter.Memory(expecting: diff.bytes.count)
    let cuts = await DiffPacker.cuts(of: screening.taken, in: diff, limit: limit) {
      counter.counting(memory)
    }
    let outlines = await FileOutlines(of: screening.taken, in: change)
    self.outlines = outlines
    (self.diff, self.limit) = (diff, limit)
    let pieces = cuts.flatMap(\.pieces)
    self.pieces = await ConcurrentMap.values(count: pieces.count) {
      { number in
        let cut = pieces[number]
        let prompt = outlines.prompt(cut, of: change)
        return Piece(
          cut: cut, prompt: prompt, side: outlines.side(cut, prompt.files, of: change),
          place: ReviewReport.Unreviewed(diff.files[cut.file].path, lines: Self.lines(of: cut.hunks), reason: ""))
      }
    }
    skipped = screening.skipped
    unreviewed = change.unreadable + screening.unreviewed + cuts.flatMap(\.unreviewed).map { Self.place($0, in: diff) }
  }

  /// Packs some of the pieces into parts; files of one folder stay together where they fit.
  func parts(of pieces: [Piece]) -> [Part] {
    let byPlace = Dictionary(pieces.map { (Place($0.cut), $0) }) { first, _ in first }
    return DiffPacker.parts(of: pieces.map(\.cut), in: diff, limit: limit).map { part in
      let pieces = part.pieces.compactMap { byPlace[Place($0)] }
      return Part(pieces: pieces, prompt: outlines.prompt(of: pieces.map(\.prompt)))
    }
  }

  /// The files that are shown and are among these, each once, in the order of the diff.
  func files(among paths: Set<RawPath>) -> [RawPath] {
    var rest = paths
    return pieces.map(\.place.path).filter { rest.remove($0) != nil }
  }

  /// The files that are shown.
  var files: [RawPath] { files(among: Set(pieces.map(\.place.path))) }

  /// Tells pieces of a diff apart.
  private struct Place: Hashable {
    let file: Int
    let start: Int

    init(_ piece: DiffPacker.Piece) { (file, start) = (piece.file, piece.start) }
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
    if file.kind == .unmerged { return .unreviewed("it has conflicts that are not resolved") }
    if file.kind == .onlyOnOneSide { return .skipped("not shown by the diff") }
    if file.path.bytes.elementsEqual(KnownFiles.dismissals.utf8) { return .skipped("dismissals of findings") }
    func reason(_ text: ArraySlice<UInt8>) -> SkipReason? {
      screening.reason(
        path: file.path.bytes, text: text, changeBytes: file.range.count, isBinary: file.binary != nil)
    }
    var skip = reason(change.texts[index]?[...] ?? newText(of: file, in: change.diff)[...])
    // Whoever writes a change could have any file left out, with a comment that calls it generated or with an endless line.
    if skip != nil, file.kind != .added { skip = reason(oldText(of: file, index, change)[...]) }
    // Nothing of a file whose name or mode alone changed can be quoted.
    guard let skip else { return file.hunks.isEmpty ? .skipped("no lines changed") : .taken }
    // Nobody asked to leave it out, and of what goes away nothing can be quoted either.
    if case .tooLarge = skip, file.kind != .deleted { return .unreviewed(skip.words) }
    return .skipped(skip.words)
  }

  /// The added and unchanged lines that the diff shows.
  private static func newText(of file: FileChange, in diff: Diff) -> [UInt8] {
    var text: [UInt8] = []
    for hunk in file.hunks {
      for line in hunk.lines where line.change != .removed { text += diff.content(of: line) + [0x0A] }
    }
    return text
  }

  /// What is known of a file before the change: all of its lines where the new text is known, or else those that the diff shows.
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
