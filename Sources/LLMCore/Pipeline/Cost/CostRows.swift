/// The groups of a report as lines of columns, with their sum below.
struct CostRows {
  /// A column, and how soon it is left out where there is no room.
  private struct Column {
    let title: String
    /// Those with the highest number go first; zero stays.
    let rank: Int
    let cell: (Spend) -> String
  }

  /// Columns of room between two cells.
  private static let gap = 2
  /// How short and how long the longest bar is, in columns.
  private static let bars = 5...40
  /// What bars want at least, with the gap before them.
  private static let barRoom = 10
  /// How much of a long name is enough for columns to be kept, and for bars to get their room.
  private static let (enough, plenty) = (22, 30)

  private let report: CostReport
  private let columns: [Column]

  init(_ report: CostReport) {
    self.report = report
    let total = report.total
    let all = [
      Column(title: "SPENT", rank: 0) { FigureText.spent($0) },
      Column(title: "SHARE", rank: 2) { spend in
        spend.isUnknown ? "-" : FigureText.percent(spend.spent, of: total.spent)
      },
      Column(title: "CALLS", rank: 1) { $0.calls.grouped }, Column(title: "IN", rank: 4) { $0.input.short },
      Column(title: "OUT", rank: 5) { $0.output.short },
      Column(title: "UNPRICED", rank: 3) { $0.unpriced > 0 ? $0.unpriced.grouped : "-" },
    ]
    columns = total.unpriced > 0 ? all : all.dropLast()
  }

  /// The heading, the rows, and the sum where there are several.
  func lines(_ setting: CostTable.Setting, width: Int?) -> [String] {
    let hasSum = report.rows.count > 1 || report.omitted > 0
    let sums = report.rows.map(\.spend) + (hasSum ? [report.total] : [])
    let names = report.rows.map { name($0, isWide: width ?? .max >= 100) } + (hasSum ? ["total"] : [])
    let wanted = names.map { displayWidth(of: $0) }.max() ?? 0
    let kept = width.map { fitting($0, wanted, sums) } ?? columns
    var room = width.map { $0 - taken(kept, sums) } ?? .max
    // Long names leave room for bars, where that does not take too much of them.
    if setting.hasBlocks, hasSum, room - Self.barRoom >= Self.plenty { room -= Self.barRoom }
    let title = report.grouping.rawValue
    let cells =
      [[title.uppercased()] + kept.map(\.title)]
      + zip(names, sums).map { name, spend in
        [cut(name, toWidth: max(title.utf8.count, min(wanted, room)))] + kept.map { $0.cell(spend) }
      }
    var lines = AlignedColumns(cells, numbers: 1..<kept.count + 1).text.split(separator: "\n").map { line in
      width.map { cut(String(line), toWidth: $0) } ?? String(line)
    }
    if let width, setting.hasBlocks { addBars(to: &lines, setting, width: width) }
    lines[0] = setting.painted(lines[0], "1", width: width)
    return lines
  }

  /// The columns that leave enough room for names.
  private func fitting(_ width: Int, _ wanted: Int, _ sums: [Spend]) -> [Column] {
    var kept = columns
    while width - taken(kept, sums) < min(wanted, Self.enough), let last = kept.max(by: { $0.rank < $1.rank }),
      last.rank > 0
    {
      kept.removeAll { $0.rank == last.rank }
    }
    return kept
  }

  /// What the columns but the first take, with the gaps before them.
  private func taken(_ columns: [Column], _ sums: [Spend]) -> Int {
    columns.reduce(0) { sum, column in
      sum + Self.gap + max(column.title.count, sums.map { displayWidth(of: column.cell($0)) }.max() ?? 0)
    }
  }

  /// Behind the cells, so that it is the bars that the right edge of a terminal takes from.
  private func addBars(to lines: inout [String], _ setting: CostTable.Setting, width: Int) {
    let start = (lines.map { displayWidth(of: $0) }.max() ?? 0) + Self.gap
    let length = min(Self.bars.upperBound, width - start)
    let dearest = report.rows.map(\.spend.spent).max() ?? .zero
    guard length >= Self.bars.lowerBound, report.rows.count > 1 else { return }
    for (index, row) in report.rows.enumerated() {
      let bar = BlockBars.bar(row.spend.spent, of: dearest, width: length)
      guard !bar.isEmpty else { continue }
      let line = lines[index + 1]
      lines[index + 1] =
        line + String(repeating: " ", count: start - displayWidth(of: line)) + setting.painted(bar, "2", width: nil)
    }
  }

  /// What a row is called, with its id where there is room for both.
  private func name(_ row: CostReport.Row, isWide: Bool) -> String {
    guard let title = row.title, !title.isEmpty else {
      return row.key.isEmpty ? "(none)" : SafeText.line(row.key).text
    }
    return SafeText.line(isWide ? "\(row.key)  \(title)" : title).text
  }
}
