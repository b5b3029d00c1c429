/// Rows of cells as lines whose columns stand below each other, two spaces apart.
package struct AlignedColumns {
  /// The lines; each ends in a line feed, and none in spaces.
  package let text: String

  /// - Parameters:
  ///   - rows: the heading first; all with the same number of cells, which are safe for a terminal.
  ///   - numbers: the columns whose cells stand at the right.
  package init(_ rows: [[String]], numbers: Range<Int> = 0..<0) {
    let widths = (rows.first ?? []).indices.map { column in rows.map { displayWidth(of: $0[column]) }.max() ?? 0 }
    text = rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - displayWidth(of: cell))
        line += (numbers.contains(column) ? padding + cell : cell + padding) + "  "
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
