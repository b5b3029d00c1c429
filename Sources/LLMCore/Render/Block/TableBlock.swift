/// A table whose rows are collected until it ends, or until there are so many that the columns' widths are settled by them.
struct TableBlock: Sendable {
  enum Alignment: Sendable { case left, center, right }

  /// So many rows or bytes settle the widths.
  static let rowLimit = 40
  static let sizeLimit = 16 << 10

  /// More columns make no table: short rows would become long ones.
  static let columnLimit = 64

  let header: [[UInt8]]
  let alignments: [Alignment]
  private(set) var rows: [[[UInt8]]] = []
  /// The lines as they came, for the tail.
  private(set) var lines: [[UInt8]]
  private var size = 0
  /// Once they are settled, rows are written as they come.
  var layout: TableLayout?

  /// A table of a header line and the line below it; nil where these make none.
  init?(header: [UInt8], delimiters: UnsafeBufferPointer<UInt8>.SubSequence) {
    guard let alignments = Self.alignments(delimiters) else { return nil }
    let cells = header.withUnsafeBufferPointer { Self.cells($0[...]) }
    guard cells.count == alignments.count, cells.count <= Self.columnLimit else { return nil }
    (self.header, self.alignments, lines) = (cells, alignments, [header])
  }

  var isFull: Bool { rows.count >= Self.rowLimit || size >= Self.sizeLimit }

  mutating func add(_ line: UnsafeBufferPointer<UInt8>.SubSequence) {
    rows.append(fitted(Self.cells(line)))
    lines.append(Array(line))
    size += line.count
  }

  /// As many cells as there are columns.
  func fitted(_ cells: [[UInt8]]) -> [[UInt8]] {
    Array((cells + [[UInt8]](repeating: [], count: max(0, header.count - cells.count))).prefix(header.count))
  }

  /// The rows are written.
  mutating func forgetRows() { (rows, lines) = ([], []) }

  /// The cells between the bars of a line; an escaped bar is part of its cell.
  static func cells(_ line: UnsafeBufferPointer<UInt8>.SubSequence) -> [[UInt8]] {
    var cells: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in trimmed(line) {
      if byte == UInt8(ascii: "|"), !isEscaped {
        cells.append([])
        continue
      }
      if byte == UInt8(ascii: "|") { cells[cells.count - 1].removeLast() }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      cells[cells.count - 1].append(byte)
    }
    cells = cells.map { cell in cell.withUnsafeBufferPointer { Array(trimmed($0[...])) } }
    if cells.count > 1, cells[0].isEmpty, trimmed(line).first == UInt8(ascii: "|") { cells.removeFirst() }
    if cells.count > 1, cells[cells.count - 1].isEmpty { cells.removeLast() }
    return cells
  }

  private static func trimmed(_ text: UnsafeBufferPointer<UInt8>.SubSequence) -> UnsafeBufferPointer<UInt8>.SubSequence
  {
    var (start, end) = (text.startIndex, text.endIndex)
    while start < end, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
    while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    return text[start..<end]
  }

  private static func alignments(_ line: UnsafeBufferPointer<UInt8>.SubSequence) -> [Alignment]? {
    guard line.allSatisfy({ "|-: \t".utf8.contains($0) }), line.contains(UInt8(ascii: "-")) else { return nil }
    var result: [Alignment] = []
    for cell in cells(line) {
      let left = cell.first == UInt8(ascii: ":")
      let right = cell.count > 1 && cell.last == UInt8(ascii: ":")
      let dashes = cell.dropFirst(left ? 1 : 0).dropLast(right ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
      result.append(right ? (left ? .center : .right) : .left)
    }
    return result
  }
}

/// How the cells of a table are set.
enum TableLayout: Sendable, Equatable {
  /// In columns of these widths.
  case columns([Int])
  /// Each row as lines of header and value: the terminal is too narrow for columns.
  case records

  /// Columns between two cells: a space, a bar, a space.
  static let gap = 3
  /// Narrower columns cannot be read.
  static let narrowest = 6

  /// The layout for columns that are as wide as their widest cell, on a row of so many columns.
  init(natural: [Int], limit: Int?) {
    guard let limit else {
      self = .columns(natural)
      return
    }
    let room = limit - Self.gap * (natural.count - 1)
    var widths = natural
    guard natural.map({ min($0, Self.narrowest) }).reduce(0, +) <= room else {
      self = .records
      return
    }
    // The widest columns give way first.
    var excess = widths.reduce(0, +) - room
    while excess > 0, let widest = widths.max() {
      let next = widths.filter { $0 < widest }.max() ?? 0
      let places = widths.indices.filter { widths[$0] == widest }
      let step = max(1, min(widest - max(next, 1), (excess + places.count - 1) / places.count))
      for place in places where excess > 0 {
        let cut = min(step, excess)
        widths[place] -= cut
        excess -= cut
      }
    }
    self = .columns(widths)
  }
}
