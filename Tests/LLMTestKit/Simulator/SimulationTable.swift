import LLMCore

/// The figures of many runs of each kind, one row for a kind.
package struct SimulationTable: Sendable {
  package struct Row: Sendable {
    package var kind: ScenarioClass
    package var scenarios = 0
    var calls = 0
    var answered = 0
    var rejections = 0
    var retries = 0
    /// The most that left in a minute, as a share of the limit.
    var worstWindow = 0.0
    var worstUse = 1.0
    var worstDelay = 0.0
    var sumOfDelays = 0.0
    var longestLife = Duration.zero
    var mostTransactions = 0.0
    /// What was wrong, with the seed.
    package var complaints: [String] = []
  }

  package private(set) var rows: [Row] = []

  package init() {}

  /// Runs the scenarios of these seeds.
  package static func row(of kind: ScenarioClass, seeds: Range<UInt64>) -> Row {
    var row = Row(kind: kind)
    for seed in seeds {
      let scenario = kind.scenario(seed: seed)
      let record = Simulation.run(scenario)
      let verdict = Verdict(scenario, record)
      row.scenarios += 1
      row.calls += scenario.calls
      row.answered += record.answered
      row.rejections += record.rejections.count
      row.retries += record.retries.count
      if let limit = scenario.provider.limits.first, limit.dimension == .requests {
        row.worstWindow = max(row.worstWindow, Double(record.mostDepartures(in: .seconds(60))) / Double(limit.units))
        row.worstUse = min(row.worstUse, record.utilisation(of: limit.units, of: scenario))
        row.worstDelay = max(row.worstDelay, verdict.delay)
        row.sumOfDelays += verdict.delay
      }
      if let limit = scenario.provider.limits.first, limit.dimension != .requests {
        row.worstUse = min(row.worstUse, record.utilisation(ofTokens: limit))
      }
      row.longestLife = max(row.longestLife, record.longestLife)
      row.mostTransactions = max(row.mostTransactions, Double(record.transactions) / Double(scenario.calls))
      row.complaints += verdict.complaints(as: kind).map { "\(kind.rawValue), seed \(seed): \($0)" }
    }
    return row
  }

  package mutating func add(_ row: Row) { rows.append(row) }

  /// As text in columns.
  package var text: String {
    let titles = [
      "class", "scenarios", "calls", "answered", "429", "retries", "window", "use", "time", "mean", "life s", "asks",
      "bad",
    ]
    let cells = rows.map { row in
      [
        row.kind.rawValue, "\(row.scenarios)", "\(row.calls)", "\(row.answered)", "\(row.rejections)", "\(row.retries)",
        Self.percent(row.worstWindow), Self.percent(row.worstUse), Self.percent(row.worstDelay),
        Self.percent(row.sumOfDelays / Double(max(1, row.scenarios))), "\(row.longestLife.components.seconds)",
        "\(Int(row.mostTransactions))", "\(row.complaints.count)",
      ]
    }
    let lines = [titles] + cells
    let widths = titles.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      line.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + space : space + cell
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
