/// Compared texts beside each other, wrapped at words by the columns that characters take on a terminal.
///
/// Between both stands a sign: `│` where they are the same, `~` where they differ, `-` and `+` where only one side has something.
struct ParallelColumns {
  /// Narrower columns are not readable.
  static let leastColumns = 80
  /// No terminal is wider; somebody's COLUMNS may be.
  private static let mostColumns = 1000
  private static let gutter = 3
  /// Tabs, which have no width of their own.
  private static let tab = "    "

  private let width: Int
  private let paint: ComparisonPaint

  /// - Parameter columns: of the terminal.
  init(columns: Int, paint: ComparisonPaint) {
    width = (min(max(Self.leastColumns, columns), Self.mostColumns) - Self.gutter) / 2
    self.paint = paint
  }

  /// The rows as lines; each ends in a line feed.
  func text(_ rows: ComparedRows) -> String {
    var text = ""
    for item in rows.items {
      switch item {
      case .row(let row): text += lines(row)
      case .omitted(let rows): text += paint.faint("… \(rows.count.grouped) lines are the same …") + "\n"
      }
    }
    return text
  }

  private func lines(_ row: ComparedRows.Row) -> String {
    let (left, right) = (wrapped(row.side(.removed)), wrapped(row.side(.added)))
    var text = ""
    for index in 0..<max(left.count, right.count, 1) {
      let old = index < left.count ? left[index] : Line()
      let new = index < right.count ? right[index] : Line()
      let sign = row.isKept ? "│" : index >= right.count ? "-" : index >= left.count ? "+" : "~"
      let padding = String(repeating: " ", count: max(0, width - old.width))
      text += "\(old.text)\(padding) \(sign)\(new.text.isEmpty ? "" : " " + new.text)\n"
    }
    return text
  }

  // MARK: Wrapping

  /// One line of a column, painted.
  private struct Line {
    var text = ""
    var width = 0
  }

  /// The lines of one side. Blanks go to the end of a line, where they need no room.
  private func wrapped(_ segments: [WordDifference.Segment]) -> [Line] {
    var lines: [Line] = []
    var line = Line()
    for segment in segments {
      let marked = mark(segment)
      for (index, part) in marked.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 {
          lines.append(line)
          line = Line()
        }
        for piece in Self.pieces(part) { add(piece, segment.fate, to: &line, &lines) }
      }
    }
    if line.width > 0 || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// Without colours, signs around what differs, as part of its text.
  private func mark(_ segment: WordDifference.Segment) -> String {
    let text = ComparisonPaint.safe(segment).split(separator: "\t", omittingEmptySubsequences: false).joined(
      separator: Self.tab)
    guard !paint.isColoured else { return text }
    switch segment.fate {
    case .kept: return text
    case .removed: return "[-\(text)-]"
    case .added: return "{+\(text)+}"
    }
  }

  private func add(_ piece: Substring, _ fate: WordDifference.Fate, to line: inout Line, _ lines: inout [Line]) {
    let isBlank = piece.utf8.allSatisfy { $0 == Byte.space }
    if line.width + displayWidth(of: piece.utf8) > width, line.width > 0 {
      lines.append(line)
      line = Line()
      // A blank at which a line ends is not carried over.
      if isBlank { return }
    }
    // Only what fits into a line is looked at for it: a text without a blank may be long.
    let bytes = Array(piece.utf8)
    var start = 0
    while start < bytes.count {
      let end = Self.end(in: bytes, from: start, width: width - line.width)
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      line.text += paint.painted(text, fate)
      line.width += displayWidth(of: text)
      if end < bytes.count {
        lines.append(line)
        line = Line()
      }
      start = end
    }
  }

  /// Where what fits ends; a character that is wider than a line is taken all the same.
  private static func end(in bytes: [UInt8], from start: Int, width: Int) -> Int {
    let length = bytes[start...].withUnsafeBufferPointer { cutOffset($0, width: width) }
    guard length == 0 else { return start + length }
    return bytes[(start + 1)...].firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.count
  }

  /// Runs of blanks and runs of others, in turn.
  private static func pieces(_ text: Substring) -> [Substring] {
    var pieces: [Substring] = []
    var rest = text
    while let first = rest.utf8.first {
      let isBlank = first == Byte.space
      let end = rest.utf8.firstIndex { ($0 == Byte.space) != isBlank } ?? rest.endIndex
      pieces.append(rest[..<end])
      rest = rest[end...]
    }
    return pieces
  }
}
