/// Cuts what a diff says about one file into pieces that each fit a part.
struct FileCutter {
  private(set) var pieces: [DiffPacker.Piece] = []
  private(set) var unreviewed: [DiffPacker.Unreviewed] = []

  private let diff: Diff
  private let file: Int
  private let limit: Int
  private let writer: DiffWriter
  private let count: (ArraySlice<UInt8>) -> Int
  /// The tokens of the file's head.
  private let head: Int
  /// The piece that is being filled.
  private var hunks: [Hunk] = []
  private var tokens: Int

  init(diff: Diff, file: Int, limit: Int, writer: DiffWriter, count: @escaping (ArraySlice<UInt8>) -> Int) {
    (self.diff, self.file, self.limit, self.writer, self.count) = (diff, file, limit, writer, count)
    head = count(writer.head(of: diff.files[file])[...])
    tokens = head
  }

  mutating func cut() {
    let change = diff.files[file]
    // Most files fit a part whole; one long text is counted faster than many short ones.
    let whole = count(writer.bytes(of: change)[...])
    if whole <= limit {
      pieces.append(DiffPacker.Piece(file: file, hunks: change.hunks, tokens: whole))
      return
    }
    // A head that takes more than half of a part would make the pieces together longer than any multiple of the file.
    guard head <= limit / 2, !change.hunks.isEmpty else {
      unreviewed.append(DiffPacker.Unreviewed(file: file, hunk: nil, line: nil, reason: .longHead))
      return
    }
    for (number, hunk) in change.hunks.enumerated() {
      let size = count(writer.bytes(of: hunk)[...])
      if head + size <= limit { add(hunk, size) } else { cut(hunk, number) }
    }
    endPiece()
  }

  private mutating func add(_ hunk: Hunk, _ size: Int) {
    if tokens + size > limit { endPiece() }
    hunks.append(hunk)
    tokens += size
  }

  private mutating func endPiece() {
    if !hunks.isEmpty { pieces.append(DiffPacker.Piece(file: file, hunks: hunks, tokens: tokens)) }
    (hunks, tokens) = ([], head)
  }

  /// Cuts a hunk that fits no part between its lines.
  private mutating func cut(_ hunk: Hunk, _ number: Int) {
    endPiece()
    let cutter = HunkCutter(hunk, in: diff)
    let sizes = hunk.lines.map { count(writer.bytes(of: $0, of: hunk)[...]) }
    let hunkHead = count(writer.head(of: cutter.part(hunk.lines.indices))[...])
    var rest = hunk.lines.indices
    while !rest.isEmpty {
      guard let (lines, size) = fitting(rest, cutter, sizes, hunkHead) else {
        unreviewed.append(
          DiffPacker.Unreviewed(file: file, hunk: number, line: rest.lowerBound, reason: .longLine))
        rest = rest.dropFirst()
        continue
      }
      add(cutter.part(lines), size)
      rest = lines.upperBound..<rest.upperBound
    }
  }

  /// As many of some lines, from the first on, as fit a part, and the tokens of a hunk of them. The head of the whole hunk is what
  /// their head will be like.
  private func fitting(
    _ rest: Range<Int>, _ cutter: HunkCutter, _ sizes: [Int], _ hunkHead: Int
  ) -> (lines: Range<Int>, size: Int)? {
    var end = rest.lowerBound
    var total = head + hunkHead
    while end < rest.upperBound, total + sizes[end] <= limit || end == rest.lowerBound {
      total += sizes[end]
      end += 1
    }
    end = cutter.quietEnd(of: rest.lowerBound..<end, before: rest.upperBound)
    while end > rest.lowerBound {
      let lines = rest.lowerBound..<end
      let size = count(writer.head(of: cutter.part(lines))[...]) + sizes[lines].reduce(0, +)
      if head + size <= limit { return (lines, size) }
      end = rest.lowerBound + lines.count * 3 / 4
    }
    return nil
  }
}
