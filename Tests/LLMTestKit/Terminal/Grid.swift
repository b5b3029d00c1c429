#if canImport(LLMCore)
  import LLMCore
#endif

/// A small terminal: a screen with history that understands what llmctl's renderer may write and notes everything else.
///
/// A line feed also returns the cursor, as a terminal's line discipline makes it. Wrapping is as in xterm: a character in the
/// last column leaves the cursor there, and the next one goes to a new row.
package struct Grid: Sendable {
  /// One character, with what selects its style.
  package struct Cell: Sendable, Equatable {
    package var text: String
    package var width: Int
    /// The parameters of the last SGR that was not a reset.
    package var style: String
    package var link: String
  }

  package struct Row: Sendable, Equatable {
    package var cells: [Cell] = []
    /// The row before ran over into this one.
    package var isContinuation = false

    package var text: String {
      var text = cells.map(\.text).joined()
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  package let columns: Int
  package let rows: Int
  /// History and screen.
  package private(set) var all: [Row]
  /// Sequences that the renderer must not write.
  package private(set) var unknown: [String] = []
  package private(set) var cursorIsVisible = true
  package private(set) var style = ""
  package private(set) var link = ""
  /// How often a row was erased or the cursor moved up, by sequence.
  package private(set) var erasures = 0
  /// The cursor, counted from the first row of history, and its column.
  package private(set) var row = 0
  package private(set) var column = 0

  private var top = 0
  private var wrapIsPending = false
  private var pending: [UInt8] = []

  package init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    all = [Row()]
  }

  /// Text of all rows without empty ones at the end.
  package var lines: [String] {
    var lines = all.map(\.text)
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Cells with their styles of all rows without empty ones at the end, which is where a tail stood that has become shorter.
  package var styledRows: [[Cell]] {
    var rows = all.map(\.cells)
    while rows.last == [] { rows.removeLast() }
    return rows
  }

  /// The same, rows that ran over joined.
  package var logicalLines: [String] {
    var lines: [String] = []
    for row in all {
      if row.isContinuation, !lines.isEmpty {
        lines[lines.count - 1] += row.cells.map(\.text).joined()
      } else {
        lines.append(row.cells.map(\.text).joined())
      }
    }
    lines = lines.map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Rows that are no longer on the screen.
  package var history: [String] { all[..<top].map(\.text) }

  package mutating func write(_ bytes: [UInt8]) {
    pending += bytes
    var offset = 0
    while offset < pending.count, let length = step(offset) { offset += length }
    pending.removeSubrange(..<offset)
  }

  /// Whether everything that was written is understood and over.
  package var isClean: Bool { unknown.isEmpty && pending.isEmpty && style.isEmpty && link.isEmpty }

  // MARK: Parsing

  /// Takes the next character or sequence, and gives its length; nil where more must come.
  private mutating func step(_ offset: Int) -> Int? {
    let byte = pending[offset]
    switch byte {
    case 0x0A:
      lineFeed()
      return 1
    case 0x0D:
      (column, wrapIsPending) = (0, false)
      return 1
    case 0x1B: return escape(offset)
    case 0..<0x20, 0x7F:
      unknown.append("control \(byte)")
      return 1
    default:
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      guard offset + length <= pending.count else { return nil }
      guard let text = String(validating: pending[offset..<(offset + length)], as: UTF8.self) else {
        unknown.append("no UTF-8 at \(byte)")
        return 1
      }
      for scalar in text.unicodeScalars { put(scalar) }
      return length
    }
  }

  private mutating func escape(_ offset: Int) -> Int? {
    guard offset + 1 < pending.count else { return nil }
    if pending[offset + 1] == UInt8(ascii: "]") { return hyperlink(offset) }
    guard pending[offset + 1] == UInt8(ascii: "[") else {
      unknown.append("ESC \(pending[offset + 1])")
      return 2
    }
    var end = offset + 2
    while end < pending.count, !(0x40...0x7E ~= pending[end]) { end += 1 }
    guard end < pending.count else { return nil }
    control(String(decoding: pending[(offset + 2)..<end], as: UTF8.self), pending[end])
    return end + 1 - offset
  }

  private mutating func hyperlink(_ offset: Int) -> Int? {
    guard
      let end = pending[offset...].indices.dropLast().first(where: { pending[$0] == 0x1B && pending[$0 + 1] == 0x5C })
    else { return nil }
    let body = String(decoding: pending[(offset + 2)..<end], as: UTF8.self)
    let parts = body.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    let isLink = parts.count == 3 && parts[0] == "8" && body.utf8.allSatisfy { 0x20 < $0 && $0 < 0x7F }
    if isLink,
      parts[2].isEmpty || ["http://", "https://", "mailto:"].contains(where: { parts[2].lowercased().hasPrefix($0) })
    {
      link = parts[2]
    } else {
      unknown.append("OSC \(body)")
    }
    return end + 2 - offset
  }

  private mutating func control(_ parameters: String, _ final: UInt8) {
    switch (parameters, Character(Unicode.Scalar(final))) {
    case ("", "m"), ("0", "m"): style = ""
    case (_, "m") where parameters.allSatisfy { $0.isNumber || $0 == ";" }:
      style = parameters.hasPrefix("0;") ? String(parameters.dropFirst(2)) : parameters
    case ("2", "K"):
      erasures += 1
      all[row].cells = []
      all[row].isContinuation = false
    case (_, "A") where parameters.isEmpty || Int(parameters).map { $0 > 0 } == true:
      let wanted = row - (Int(parameters) ?? 1)
      if wanted < top { unknown.append("up beyond the screen") }
      (row, wrapIsPending) = (max(top, wanted), false)
    case ("?2026", "h"), ("?2026", "l"): break
    case ("?25", "h"): cursorIsVisible = true
    case ("?25", "l"): cursorIsVisible = false
    default: unknown.append("CSI \(parameters)\(Character(Unicode.Scalar(final)))")
    }
  }

  // MARK: The screen

  private mutating func lineFeed() {
    nextRow()
    (column, wrapIsPending) = (0, false)
  }

  private mutating func nextRow() {
    row += 1
    if row == all.count { all.append(Row()) }
    if row - top >= rows { top = row - rows + 1 }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let text = String(scalar)
    if let index = lastCell, scalar.value >= 0x300 {
      let joined = all[row].cells[index].text + text
      let width = displayWidth(of: joined)
      if width - all[row].cells[index].width == 0 || joined.count == 1 && width <= 2 {
        if width > all[row].cells[index].width { column = min(column + width - all[row].cells[index].width, columns) }
        (all[row].cells[index].text, all[row].cells[index].width) = (joined, width)
        return
      }
    }
    let width = displayWidth(of: text)
    guard width > 0 || lastCell == nil else { return }
    if wrapIsPending || column + width > columns {
      nextRow()
      all[row].isContinuation = true
      (column, wrapIsPending) = (0, false)
    }
    place(Cell(text: text, width: width, style: style, link: link))
  }

  /// The cell that ends where the cursor is.
  private var lastCell: Int? {
    var at = 0
    for (index, cell) in all[row].cells.enumerated() {
      at += cell.width
      if at == column { return index }
    }
    return nil
  }

  private mutating func place(_ cell: Cell) {
    var at = 0
    var index = 0
    while index < all[row].cells.count, at < column {
      at += all[row].cells[index].width
      index += 1
    }
    while at < column {
      all[row].cells.append(Cell(text: " ", width: 1, style: "", link: ""))
      at += 1
      index += 1
    }
    if index < all[row].cells.count { all[row].cells[index] = cell } else { all[row].cells.append(cell) }
    column += cell.width
    if column >= columns { (column, wrapIsPending) = (columns, true) }
  }
}
