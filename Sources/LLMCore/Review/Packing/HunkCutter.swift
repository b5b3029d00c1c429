/// Makes hunks of some of the lines of a hunk.
struct HunkCutter {
  private let hunk: Hunk
  private let diff: Diff
  /// For each parent, the numbers that its next line has from each line of the hunk on.
  private let positions: [[Int]]

  init(_ hunk: Hunk, in diff: Diff) {
    (self.hunk, self.diff) = (hunk, diff)
    positions = ([hunk.old] + hunk.otherParents).enumerated().map { parent, extent in
      var number = extent.first(inCombined: hunk.isCombined)
      return hunk.lines.map { line in
        defer { number += Self.isInParent(line, parent, hunk, diff) ? 1 : 0 }
        return number
      }
    }
  }

  /// git writes no longer headings than 80 bytes; each part of the hunk would repeat it.
  private static let headingLimit = 256

  /// A hunk of these lines, with the extents they have.
  func part(_ lines: Range<Int>) -> Hunk {
    var part = hunk
    part.lines = Array(hunk.lines[lines])
    if hunk.heading.count > Self.headingLimit { part.heading = hunk.heading.lowerBound..<hunk.heading.lowerBound }
    let extents = positions.enumerated().map { parent, numbers in
      Hunk.Extent(
        first: numbers[lines.lowerBound],
        count: part.lines.reduce(0) { $0 + (Self.isInParent($1, parent, hunk, diff) ? 1 : 0) },
        inCombined: hunk.isCombined)
    }
    part.old = extents[0]
    part.otherParents = Array(extents.dropFirst())
    part.new = Hunk.Extent(
      first: hunk.lines[lines.lowerBound].position.new, count: part.lines.count { $0.change != .removed },
      inCombined: hunk.isCombined)
    return part
  }

  /// The end of the longest beginning of some lines, at least half of them, behind which no run of changed lines is torn; all of
  /// them where there is none, or where nothing follows.
  func quietEnd(of lines: Range<Int>, before end: Int) -> Int {
    guard lines.upperBound < end else { return lines.upperBound }
    let half = lines.lowerBound + (lines.count + 1) / 2
    return stride(from: lines.upperBound, to: half, by: -1).first { place in
      hunk.lines[place - 1].change == .context || hunk.lines[place].change == .context
    } ?? lines.upperBound
  }

  private static func isInParent(_ line: Hunk.Line, _ parent: Int, _ hunk: Hunk, _ diff: Diff) -> Bool {
    guard hunk.isCombined else { return line.change != .added }
    let marker = diff.bytes[line.content.lowerBound - hunk.parents + parent]
    return CombinedMarkers.isInParent(marker, line.change)
  }
}
