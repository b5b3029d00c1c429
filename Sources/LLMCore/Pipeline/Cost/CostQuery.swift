/// Asks the ledger for what reports show.
struct CostQuery: Sendable {
  /// Rows that a report has of groups of which there can be many.
  private static let usualRows = 50
  /// Bars of the line of small bars.
  private static let mostBars = 60

  let context: AppContext
  let calendar: LocalCalendar
  let now: Timestamp
  let snapshotDay: String

  init(context: AppContext, snapshotDay: String) {
    self.context = context
    self.snapshotDay = snapshotDay
    calendar = LocalCalendar(context.time)
    now = context.time.now()
  }

  /// Reads a period as it was typed.
  ///
  /// Throws `LLMError` for what is none, and where the ledger cannot be read.
  func period(_ text: String) async throws(LLMError) -> CostPeriod {
    let first = try await asking { ledger throws(LedgerError) in try await ledger.firstSpend() }
    return try CostPeriodReader(calendar: calendar, now: now, first: first).period(text)
  }

  /// What was spent in a period.
  ///
  /// - Parameter limit: the most rows; nil for what is usual, zero for all.
  ///
  /// Throws `LLMError` where the ledger cannot be read.
  func report(
    on period: CostPeriod, by grouping: CostGrouping, of scope: SpendScope, limit: Int?
  ) async throws(LLMError) -> CostReport {
    let range = period.start..<period.end
    let most = limit.map { $0 == 0 ? Int.max : $0 } ?? (grouping.isTime ? Int.max : Self.usualRows)
    var report = CostReport(
      period: period, grouping: grouping, rows: [], total: Spend(), trend: try await trend(range, scope),
      snapshotDay: snapshotDay)
    if scope.command == nil {
      var again = scope
      again.command = "replay"
      report.replays = sum(try await cells(in: [range], by: .model, again).first ?? [])
    }
    if let unit = grouping.unit {
      let stretches = stretches(unit, in: range)
      let sums = try await cells(in: stretches, by: .model, scope).map(sum)
      report.total = sums.reduce(into: Spend()) { $0 += $1 }
      report.rows = zip(stretches, sums).filter { !$0.1.isEmpty }
        .map { CostReport.Row(key: calendar.name(unit, of: $0.0.lowerBound), spend: $0.1) }
      // The newest are what one wants to see.
      report.omitted = max(0, report.rows.count - most)
      report.rows = Array(report.rows.suffix(most))
      return report
    }
    let split: SpendSplit = [.model, .provider, .conversation].contains(grouping) ? .model : .label
    let cells = try await cells(in: [range], by: split, scope).first ?? []
    report.total = sum(cells)
    if grouping == .conversation {
      report.rows = try await conversations(range, scope, limit: most)
      return report
    }
    let rows = rows(cells, by: grouping)
    report.rows = Array(rows.prefix(most))
    report.omitted = rows.count - report.rows.count
    return report
  }

  private func conversations(
    _ range: Range<Timestamp>, _ scope: SpendScope, limit: Int
  ) async throws(LLMError) -> [CostReport.Row] {
    guard scope == .everything else {
      throw LLMError(.usage, "--by conversation reports on all calls", advice: "Leave out the filter")
    }
    let found = try await asking { ledger throws(LedgerError) in
      try await ledger.conversationSpend(in: range, limit: limit)
    }
    return found.map { CostReport.Row(key: $0.id, title: $0.title, spend: $0.spend) }
  }

  /// All that a page shows.
  ///
  /// Throws `LLMError` where the ledger cannot be read.
  func overview(
    of period: CostPeriod, version: String, budgets: [CostOverview.Budget]
  ) async throws(LLMError) -> CostOverview {
    let range = period.start..<period.end
    let labels = try await cells(in: [range], by: .label, .everything).first ?? []
    let slots = try await slots(range)
    let conversations = try await conversations(range, .everything, limit: Self.usualRows)
    let latencies = try await asking { ledger throws(LedgerError) in try await ledger.latencies(in: range) }
    let failures = try await asking { ledger throws(LedgerError) in try await ledger.failures(in: range) }
    return CostOverview(
      period: period, madeAt: calendar.clock(now), version: version,
      snapshotDay: snapshotDay, total: sum(labels), slots: slots, models: rows(labels, by: .model),
      projects: rows(labels, by: .project), commands: rows(labels, by: .command),
      conversations: conversations,
      latencies: LatencySummary.latencies(latencies),
      failures: failures.map {
        CostOverview.Failures(model: "\($0.provider)/\($0.model)", error: $0.error, calls: $0.calls)
      }, budgets: budgets)
  }

  // MARK: Pieces

  /// Nothing is asked of the future.
  private func stretches(_ unit: LocalCalendar.Unit, in range: Range<Timestamp>) -> [Range<Timestamp>] {
    let end = Timestamp(milliseconds: now.milliseconds + 1)
    return calendar.stretches(unit, in: range.clamped(to: range.lowerBound..<max(range.lowerBound, end)))
  }

  private func cells(
    in stretches: [Range<Timestamp>], by split: SpendSplit, _ scope: SpendScope
  ) async throws(LLMError) -> [[SpendCell]] {
    try await asking { ledger throws(LedgerError) in try await ledger.spend(in: stretches, by: split, of: scope) }
  }

  private func sum(_ cells: [SpendCell]) -> Spend { cells.reduce(into: Spend()) { $0 += $1.spend } }

  /// Groups, dearest first.
  private func rows(_ cells: [SpendCell], by grouping: CostGrouping) -> [CostReport.Row] {
    var sums: [String: Spend] = [:]
    for cell in cells {
      for key in Self.keys(cell, grouping) { sums[key, default: Spend()] += cell.spend }
    }
    return sums.filter { !$0.value.isEmpty }.map { CostReport.Row(key: $0.key, spend: $0.value) }
      .sorted(by: Self.precedes)
  }

  private static func keys(_ cell: SpendCell, _ grouping: CostGrouping) -> [String] {
    switch grouping {
    case .provider: [cell.provider]
    case .command: [cell.command]
    case .project: [cell.repository]
    case .branch: [cell.branch]
    case .tag: cell.tags.isEmpty ? [""] : cell.tags
    default: ["\(cell.provider)/\(cell.model)"]
    }
  }

  private static func precedes(_ left: CostReport.Row, _ right: CostReport.Row) -> Bool {
    let (a, b) = (left.spend, right.spend)
    if a.spent != b.spent { return a.spent > b.spent }
    return a.calls == b.calls ? left.key < right.key : a.calls > b.calls
  }

  private func trend(_ range: Range<Timestamp>, _ scope: SpendScope) async throws(LLMError) -> [Money] {
    let stretches = stretches(unit(range), in: range)
    guard stretches.count > 1 else { return [] }
    return try await cells(in: stretches, by: .model, scope).map { sum($0).spent }
  }

  private func slots(_ range: Range<Timestamp>) async throws(LLMError) -> [CostOverview.Slot] {
    let unit = unit(range)
    let stretches = stretches(unit, in: range)
    let found = try await cells(in: stretches, by: .model, .everything)
    return zip(stretches, found).map { stretch, cells in
      CostOverview.Slot(label: calendar.name(unit, of: stretch.lowerBound), models: rows(cells, by: .model))
    }
  }

  /// The finest stretches of which there are not too many.
  private func unit(_ range: Range<Timestamp>) -> LocalCalendar.Unit {
    let hours = Int((range.upperBound.milliseconds - range.lowerBound.milliseconds) / 3_600_000)
    if hours <= 50 { return .hour }
    if hours <= 24 * Self.mostBars { return .day }
    return hours <= 7 * 24 * Self.mostBars ? .week : .month
  }

  private func asking<Value: Sendable>(
    _ ask: @Sendable (any Ledger) async throws(LedgerError) -> Value
  ) async throws(LLMError) -> Value {
    do throws(LedgerError) { return try await ask(context.ledger) } catch {
      throw LLMError(.cannotWrite, error.sentence)
    }
  }
}

extension CostGrouping {
  /// The stretches of time it groups by, if it does.
  var unit: LocalCalendar.Unit? { LocalCalendar.Unit(rawValue: rawValue) }
}
