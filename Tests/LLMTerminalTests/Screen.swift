/// A terminal's screen as far as libedit uses one: what bytes leave in the rows, and where the cursor is. A sequence that it does
/// not know is remembered, for a test to complain.
struct Screen {
  private(set) var cursor = (row: 0, column: 0)
  private(set) var unknown: [String] = []
  private let columns: Int
  private let height: Int
  /// A wide character has an empty cell behind it.
  private var cells: [[String]]

  init(columns: Int, rows: Int) {
    self.columns = columns
    height = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The rows without spaces at their ends.
  var rows: [String] { cells.map { $0.joined().trimmingSpaces } }

  /// All rows down to the last that is not empty.
  var text: String {
    var rows = rows
    while rows.last == "" { rows.removeLast() }
    return rows.joined(separator: "\n")
  }

  /// The row that the cursor is in.
  var cursorRow: String { rows[cursor.row] }

  mutating func show(_ bytes: [UInt8]) {
    var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\r": cursor.column = 0
      case "\n": lineFeed()
      case "\u{8}": cursor.column = max(0, cursor.column - 1)
      case "\t": cursor.column = min(columns - 1, (cursor.column / 8 + 1) * 8)
      case "\u{7}": break
      case "\u{1B}": sequence(&scalars)
      default: put(scalar)
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = Self.width(scalar)
    guard width > 0 else {
      let previous = max(0, cursor.column - 1)
      cells[cursor.row][previous].unicodeScalars.append(scalar)
      return
    }
    if cursor.column + width > columns {
      cursor.column = 0
      lineFeed()
    }
    cells[cursor.row][cursor.column] = String(scalar)
    if width == 2 { cells[cursor.row][cursor.column + 1] = "" }
    // At the edge it waits for the next character before it wraps.
    cursor.column += width
  }

  private mutating func lineFeed() {
    if cursor.row + 1 < height {
      cursor.row += 1
    } else {
      cells.removeFirst()
      cells.append(Array(repeating: " ", count: columns))
    }
  }

  private mutating func sequence(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    guard scalars.first == "[" else {
      unknown.append("ESC \(scalars.popFirst().map(String.init) ?? "")")
      return
    }
    scalars.removeFirst()
    var parameters = ""
    while let scalar = scalars.first, (0x20..<0x40).contains(scalar.value) {
      parameters.unicodeScalars.append(scalar)
      scalars.removeFirst()
    }
    guard let final = scalars.popFirst() else { return }
    let count = max(1, Int(parameters) ?? 1)
    let row = cursor.row
    switch final {
    case "A": cursor.row = max(0, row - count)
    case "B": cursor.row = min(height - 1, row + count)
    case "C": cursor.column = min(columns - 1, cursor.column + count)
    case "D": cursor.column = max(0, cursor.column - count)
    case "G": cursor.column = min(columns, count) - 1
    case "H": cursor = (0, 0)
    case "J": erase(from: parameters == "2" ? 0 : row, below: true)
    case "K": for column in min(cursor.column, columns)..<columns { cells[row][column] = " " }
    case "P":
      let start = min(cursor.column, columns)
      cells[row].removeSubrange(start..<min(columns, start + count))
      cells[row] += Array(repeating: " ", count: columns - cells[row].count)
    case "@":
      cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: min(cursor.column, columns))
      cells[row].removeLast(cells[row].count - columns)
    case "m", "h", "l": break
    default: unknown.append("CSI \(parameters)\(final)")
    }
  }

  private mutating func erase(from row: Int, below: Bool) {
    for index in row..<height {
      let start = index == cursor.row && row == cursor.row ? min(cursor.column, columns) : 0
      for column in start..<columns { cells[index][column] = " " }
    }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300..<0x370, 0x200B..<0x2010, 0xFE00..<0xFE10: 0
    case 0x1100..<0x1160, 0x2E80..<0xA4D0, 0xAC00..<0xD7A4, 0xF900..<0xFB00, 0xFF00..<0xFF61, 0x1F300..<0x1F650: 2
    default: 1
    }
  }
}
