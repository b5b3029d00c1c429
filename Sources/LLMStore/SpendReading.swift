import GRDB
import LLMCore

/// Adds up what the tables of sums hold.
struct SpendReading {
  let db: Database
  let scope: SpendScope

  /// Only days and quarters of an hour that lie within it, and those that it begins or ends in.
  struct Stretch {
    let quarters: Range<Int>
    /// Whole days within it; empty where it has none.
    let days: Range<Int>

    /// Quarters before and behind the whole days.
    var edges: [Range<Int>] {
      guard !days.isEmpty else { return [quarters] }
      let perDay = SpendTable.day / SpendTable.quarter
      return [quarters.lowerBound..<days.lowerBound * perDay, days.upperBound * perDay..<quarters.upperBound]
        .filter { !$0.isEmpty }
    }

    init(_ range: Range<Timestamp>) {
      let quarter = Int64(SpendTable.quarter)
      let first = Self.floorDivide(range.lowerBound.milliseconds, quarter)
      let end = max(first, -Self.floorDivide(-range.upperBound.milliseconds, quarter))
      quarters = Int(first)..<Int(end)
      let perDay = SpendTable.day / SpendTable.quarter
      let firstDay = -Int(Self.floorDivide(-Int64(quarters.lowerBound), Int64(perDay)))
      let endDay = Int(Self.floorDivide(Int64(quarters.upperBound), Int64(perDay)))
      days = firstDay..<max(firstDay, endDay)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
      let quotient = value / divisor
      return value % divisor < 0 ? quotient - 1 : quotient
    }
  }

  /// What was spent in a stretch of time.
  func cells(in range: Range<Timestamp>, by split: SpendSplit) throws -> [SpendCell] {
    let stretch = Stretch(range)
    var sums: [Int: Spend] = [:]
    let keepsLabels = split == .label
    let key = keepsLabels ? "sums.label" : "spend_label.model"
    if !stretch.days.isEmpty { try add(to: &sums, "spend_day", "day", stretch.days, key) }
    for edge in stretch.edges {
      if keepsLabels || !isAboutModels {
        try add(to: &sums, "spend_quarter", "quarter", edge, key)
      } else {
        try addModels(to: &sums, edge)
      }
    }
    return try sums.keys.sorted().compactMap { number in
      guard let spend = sums[number] else { return nil }
      return keepsLabels ? try labelled(number, spend) : try modelled(number, spend)
    }
  }

  /// What was spent and possibly spent, all in all. Every call that falls under a budget waits for this.
  func use(in range: Range<Timestamp>) throws -> (money: Money, tokens: Int) {
    let stretch = Stretch(range)
    var use = (money: Money.zero, tokens: 0)
    if !stretch.days.isEmpty { try add(to: &use, "spend_day", "day", stretch.days) }
    let edges = isAboutModels ? "spend_model" : "spend_quarter"
    for edge in stretch.edges { try add(to: &use, edges, "quarter", edge) }
    return use
  }

  private func add(
    to use: inout (money: Money, tokens: Int), _ table: String, _ time: String, _ range: Range<Int>
  ) throws {
    let (condition, values) = labelCondition
    let model = table == "spend_model" ? "sums.model" : "spend_label.model"
    let labels = table == "spend_model" ? "" : " JOIN spend_label ON spend_label.id = sums.label"
    let join = condition.isEmpty ? "" : "\(labels) JOIN spend_model_name ON spend_model_name.id = \(model)"
    let rows = try BoundStatement(
      """
      SELECT \(SpendSums.useSelection) FROM \(table) AS sums\(join) WHERE sums.\(time) >= ? AND sums.\(time) < ?\(condition)
      """, [.integer(range.lowerBound), .integer(range.upperBound)] + values
    ).rows(db) { columns in (money: try columns.money(), tokens: try columns.integer()) }
    for row in rows {
      use.money += row.money
      use.tokens += row.tokens
    }
  }

  private var isAboutModels: Bool {
    scope.command == nil && scope.repository == nil && scope.branch == nil && scope.tag == nil
  }

  private func add(
    to sums: inout [Int: Spend], _ table: String, _ time: String, _ range: Range<Int>, _ key: String
  ) throws {
    let (condition, values) = labelCondition
    // Without a condition on labels, and split by them, the table alone is enough.
    let join =
      condition.isEmpty && key == "sums.label"
      ? ""
      : " JOIN spend_label ON spend_label.id = sums.label JOIN spend_model_name ON spend_model_name.id = spend_label.model"
    let sql = """
      SELECT \(key), \(SpendSums.selection) FROM \(table) AS sums\(join)
      WHERE sums.\(time) >= ? AND sums.\(time) < ?\(condition) GROUP BY \(key)
      """
    try collect(sql, [.integer(range.lowerBound), .integer(range.upperBound)] + values, &sums)
  }

  private func addModels(to sums: inout [Int: Spend], _ range: Range<Int>) throws {
    let (condition, values) = labelCondition
    let join = condition.isEmpty ? "" : " JOIN spend_model_name ON spend_model_name.id = sums.model"
    let sql = """
      SELECT sums.model, \(SpendSums.selection) FROM spend_model AS sums\(join)
      WHERE sums.quarter >= ? AND sums.quarter < ?\(condition) GROUP BY sums.model
      """
    try collect(sql, [.integer(range.lowerBound), .integer(range.upperBound)] + values, &sums)
  }

  private func collect(_ sql: String, _ values: [SQLValue], _ sums: inout [Int: Spend]) throws {
    let rows = try BoundStatement(sql, values).rows(db) { columns in
      (try columns.integer(), try columns.spend())
    }
    for case (let number, let spend?) in rows { sums[number, default: Spend()] += spend }
  }

  /// What the scope asks of labels, to be put behind another condition.
  private var labelCondition: (sql: String, values: [SQLValue]) {
    SpendScopeCondition(scope).parts
  }

  private func modelled(_ number: Int, _ spend: Spend) throws -> SpendCell? {
    try BoundStatement("SELECT provider, model FROM spend_model_name WHERE id = ?", [.integer(number)])
      .rows(db) { SpendCell(provider: try $0.text(), model: try $0.text(), spend: spend) }.first
  }

  private func labelled(_ number: Int, _ spend: Spend) throws -> SpendCell? {
    try BoundStatement(
      """
      SELECT spend_model_name.provider, spend_model_name.model, command, repository, branch, tags
      FROM spend_label JOIN spend_model_name ON spend_model_name.id = spend_label.model WHERE spend_label.id = ?
      """, [.integer(number)]
    ).rows(db) { columns in
      var cell = SpendCell(provider: try columns.text(), model: try columns.text(), spend: spend)
      (cell.command, cell.repository, cell.branch) = (try columns.text(), try columns.text(), try columns.text())
      cell.tags = try columns.text().split(separator: "\n").map(String.init)
      return cell
    }.first
  }
}

/// What a scope asks of labels and their models, as SQL.
struct SpendScopeCondition {
  let parts: (sql: String, values: [SQLValue])

  init(_ scope: SpendScope) {
    let columns: [(String, String?)] = [
      ("spend_model_name.provider = ?", scope.provider), ("spend_model_name.model = ?", scope.model),
      ("spend_label.command = ?", scope.command), ("spend_label.repository = ?", scope.repository),
      ("spend_label.branch = ?", scope.branch),
      ("instr(spend_label.tags, ?) > 0", scope.tag.map { "\n" + $0 + "\n" }),
    ]
    let asked = columns.filter { $0.1 != nil }
    parts = (asked.map { " AND " + $0.0 }.joined(), asked.map { .text($0.1) })
  }
}
