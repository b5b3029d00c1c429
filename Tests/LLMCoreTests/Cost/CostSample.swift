import LLMCore

/// Made-up reports and overviews.
enum CostSample {
  static let period = CostPeriod(
    name: "month", start: Timestamp(milliseconds: 1_793_491_200_000), end: Timestamp(milliseconds: 1_796_083_200_000),
    firstDay: "2026-11-01", lastDay: "2026-11-30", zone: "CET")

  /// Calls that cost so many cents.
  static func spend(calls: Int = 1, cents: Int, unpriced: Int = 0) -> Spend {
    var spend = Spend()
    spend.calls = calls
    spend.told = Money(femtodollars: 10_000_000_000_000) * cents
    spend.unpriced = unpriced
    return spend
  }

  /// Every figure another.
  static var full: Spend {
    var spend = Spend()
    (spend.calls, spend.retries, spend.failures, spend.cacheHits, spend.unpriced) = (1200, 7, 30, 60, 3)
    spend.told = Money(decimal: "12.25") ?? .zero
    spend.estimated = Money(decimal: "0.000000000000001") ?? .zero
    spend.possible = Money(decimal: "0.5") ?? .zero
    spend.saved = Money(decimal: "1.5") ?? .zero
    (spend.uncachedInput, spend.cacheRead, spend.cacheWriteShort, spend.cacheWriteLong) = (1000, 3000, 600, 400)
    (spend.textOutput, spend.reasoningOutput) = (150, 50)
    return spend
  }

  static func report(
    _ rows: [CostReport.Row], by grouping: CostGrouping = .model, omitted: Int = 0, trend: [Money] = []
  ) -> CostReport {
    CostReport(
      period: period, grouping: grouping, rows: rows, omitted: omitted,
      total: rows.reduce(into: Spend()) { $0 += $1.spend }, trend: trend, snapshotDay: "2026-11-21")
  }

  /// Of models and slots, with one call a slot for each model unless told otherwise.
  static func overview(
    models: [CostReport.Row] = [CostReport.Row(key: "openai/gpt-4o", spend: full)],
    days: Int = 2
  ) -> CostOverview {
    let total = models.reduce(into: Spend()) { $0 += $1.spend }
    let slots = (0..<days).map { day in
      CostOverview.Slot(label: "2026-11-\(day < 9 ? "0" : "")\(day + 1)", models: day == 0 ? models : [])
    }
    return CostOverview(
      period: period, madeAt: "2026-11-30 06:12", version: "1.2.3", snapshotDay: "2026-11-21", total: total,
      slots: slots,
      models: models, projects: [], commands: [], conversations: [], latencies: [], failures: [], budgets: [])
  }
}
