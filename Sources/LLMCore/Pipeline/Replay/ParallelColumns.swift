/// Compared texts beside each other, wrapped at words by the columns that characters take on a terminal.
///
/// Between both stands a sign: `│` where they are the same, `~` where they differ, `-` and `+` where only one side has something.
struct ParallelColumns {
  /// Narrower columns are not readable.
  static let leastColumns = 80
  private static let gutter = 3
  /// Tabs, which have no width of their own.
  private static let tab = "    "

  private let width: Int
  private let paint: ComparisonPaint

  /// - Parameter columns: of the terminal.
  init(columns: Int, paint: ComparisonPaint) {
    width = (max(Self.leastColumns, columns) - Self.gutter) / 2
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
    var rest = String(piece)
    var restWidth = displayWidth(of: rest)
    let isBlank = rest.utf8.allSatisfy { $0 == Byte.space }
    if line.width + restWidth > width, line.width > 0 {
      lines.append(line)
      line = Line()
      // A blank at which a line ends is not carried over.
      if isBlank { return }
    }
    while restWidth > width {
      let bytes = Array(rest.utf8)
      let end = bytes.withUnsafeBufferPointer { max(cutOffset($0, width: width), 1) }
      let head = String(decoding: bytes[..<end], as: UTF8.self)
      lines.append(Line(text: paint.painted(head, fate), width: displayWidth(of: head)))
      rest = String(decoding: bytes[end...], as: UTF8.self)
      restWidth = displayWidth(of: rest)
    }
    line.text += paint.painted(rest, fate)
    line.width += restWidth
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
