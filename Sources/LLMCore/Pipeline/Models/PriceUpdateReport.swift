/// What an update of the prices changes, as text and as JSON.
struct PriceUpdateReport {
  private let comparison: PriceComparison
  private let table: PriceTable
  private let leftOut: Int
  private let isTrial: Bool

  init(_ comparison: PriceComparison, _ table: PriceTable, leftOut: Int, isTrial: Bool) {
    (self.comparison, self.table, self.leftOut, self.isTrial) = (comparison, table, leftOut, isTrial)
  }

  /// A line of sums; of what is only looked at, a line for each model before it.
  var text: String {
    let counts = PriceComparison.Change.allCases.map { "\(comparison.count($0)) \($0.words)" }.joined(separator: ", ")
    let verb = isTrial ? "would be" : "are"
    var lines = isTrial ? changes : ""
    lines += "\(table.modelCount) models of \(table.snapshotDay) \(verb) priced by this list: \(counts)\n"
    if leftOut > 0 { lines += "\(leftOut) without a price that makes sense left out; -v names them\n" }
    return lines
  }

  private var changes: String {
    guard !comparison.entries.isEmpty else { return "" }
    let rows =
      [["MODEL", "CHANGE", "IN $/M", "NEW", "OUT $/M", "NEW"]]
      + comparison.entries.map { entry in
        [
          SafeText.line(entry.name).text, entry.change.words,
          Self.shown(entry.before?.input), Self.shown(entry.after?.input),
          Self.shown(entry.before?.output), Self.shown(entry.after?.output),
        ]
      }
    return AlignedColumns(rows, numbers: 2..<6).text
  }

  private static func perMillion(_ rate: Money?) -> Money? { rate.map { $0 * 1_000_000 } }

  private static func shown(_ rate: Money?) -> String { perMillion(rate)?.decimal ?? "-" }

  /// All changes, also of what is taken over.
  var json: JSONValue {
    func number(_ rate: Money?) -> JSONValue { Self.perMillion(rate)?.json ?? .null }
    let changes = comparison.entries.map { entry in
      JSONValue.object([
        JSONMember("name", .string(entry.name)), JSONMember("change", .string(entry.change.rawValue)),
        JSONMember("usd_per_million_input_before", number(entry.before?.input)),
        JSONMember("usd_per_million_input", number(entry.after?.input)),
        JSONMember("usd_per_million_output_before", number(entry.before?.output)),
        JSONMember("usd_per_million_output", number(entry.after?.output)),
      ])
    }
    let counts = PriceComparison.Change.allCases.map { JSONMember($0.rawValue, .integer(comparison.count($0))) }
    return .document(
      "price_update",
      [
        JSONMember("prices_of", .string(table.snapshotDay)), JSONMember("applied", .bool(!isTrial)),
        JSONMember("models", .integer(table.modelCount)), JSONMember("left_out", .integer(leftOut)),
        JSONMember("counts", .object(counts)), JSONMember("changes", .array(changes)),
      ])
  }
}

extension PriceComparison.Change {
  /// As it stands in a sentence.
  fileprivate var words: String {
    switch self {
    case .up: "up"
    case .down: "down"
    case .changed: "otherwise changed"
    case .new: "new"
    case .gone: "gone"
    }
  }
}
