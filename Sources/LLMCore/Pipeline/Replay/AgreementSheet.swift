/// Many calls of one question for people: a row for each model, and which answers came how often.
struct AgreementSheet {
  /// The lines; each ends in a line feed. Safe for a terminal.
  let text: String

  /// How many different answers are shown, and how much of each, in columns.
  private static let mostGroups = 10
  private static let answerWidth = 60

  init(_ table: ComparisonTable) {
    let heading = ["MODEL", "CALLS", "DONE", "COST", "SECONDS", "FIRST", "IN", "OUT", "AGREE", "CHARACTERS"]
    var text = AlignedColumns([heading] + table.rows.map(Self.row), numbers: 1..<10).text
    if table.groups.count > 1 || table.rows.count > 1 { text += "\n" + Self.groups(table) }
    self.text = text
  }

  private static func row(_ row: ComparisonTable.Row) -> [String] {
    let spread =
      if let shortest = row.shortest, let longest = row.longest {
        shortest == longest ? "\(shortest)" : "\(shortest)-\(longest)"
      } else {
        "unknown"
      }
    return [
      SafeText.line(row.model).text, "\(row.calls)", percent(row.done, of: row.calls), row.cost.shown,
      seconds(row.medianTime), seconds(row.medianFirstToken), number(row.medianInput), number(row.medianOutput),
      row.answers == 0 ? "unknown" : "\(row.mostFrequent) of \(row.answers)", spread,
    ]
  }

  private static func groups(_ table: ComparisonTable) -> String {
    let rows = table.groups.prefix(mostGroups).map { group in
      [
        "\(group.calls.count)×", cut(SafeText.line(group.answer).text, toWidth: answerWidth),
        SafeText.line(group.models.map { "\($0.model) \($0.calls)×" }.joined(separator: ", ")).text,
      ]
    }
    let more = table.groups.count - rows.count
    return AlignedColumns(rows, numbers: 0..<1).text + (more > 0 ? "and \(more) more different answers\n" : "")
  }

  private static func number(_ value: Int?) -> String { value.map(\.grouped) ?? "unknown" }

  private static func seconds(_ milliseconds: Int?) -> String {
    milliseconds.map { "\($0 / 1000).\($0 / 100 % 10)" } ?? "unknown"
  }

  private static func percent(_ part: Int, of whole: Int) -> String { whole == 0 ? "-" : "\(100 * part / whole) %" }
}
