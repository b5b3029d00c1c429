/// All that the page of `cost --format html` shows, and the metrics of `--format prometheus`.
package struct CostOverview: Sendable, Equatable {
  /// What each model cost in one slot of time.
  package struct Slot: Sendable, Equatable {
    /// Where it begins, as it is written at an axis: `2026-11-22`, or `2026-11-22 14:00` for an hour.
    package var label: String
    /// By `provider/model`; only those that were asked.
    package var models: [CostReport.Row]

    package init(label: String, models: [CostReport.Row]) { (self.label, self.models) = (label, models) }
  }

  /// How long the answers of one model took, from being asked to their end.
  package struct Latency: Sendable, Equatable {
    /// `provider/model`.
    package var model: String
    package var calls: Int
    /// The sum, in milliseconds.
    package var sum: Int
    /// Milliseconds that half, nine tenths, 95 and 99 of a hundred answers did not exceed, to 6 % in either direction.
    package var median: Int
    package var p90: Int
    package var p95: Int
    package var p99: Int
    /// How many took at most so many milliseconds, ascending, all bounds powers of two; each count includes those before it.
    package var cumulative: [(bound: Int, calls: Int)]

    package init(
      model: String, calls: Int, sum: Int, median: Int, p90: Int, p95: Int, p99: Int,
      cumulative: [(bound: Int, calls: Int)]
    ) {
      (self.model, self.calls, self.sum, self.median) = (model, calls, sum, median)
      (self.p90, self.p95, self.p99, self.cumulative) = (p90, p95, p99, cumulative)
    }

    package static func == (left: Self, right: Self) -> Bool {
      left.model == right.model && left.calls == right.calls && left.sum == right.sum && left.median == right.median
        && left.p90 == right.p90 && left.p95 == right.p95 && left.p99 == right.p99
        && left.cumulative.elementsEqual(right.cumulative) { $0 == $1 }
    }
  }

  /// How many calls of a model ended with an error of one kind.
  package struct Failures: Sendable, Equatable {
    /// `provider/model`.
    package var model: String
    /// The name of an `LLMError.Code`, such as `throttle`.
    package var error: String
    package var calls: Int

    package init(model: String, error: String, calls: Int) {
      (self.model, self.error, self.calls) = (model, error, calls)
    }
  }

  /// A budget with what is left of it.
  package struct Budget: Sendable, Equatable {
    /// As a person names it: `day`, `month of openai/gpt-4o`.
    package var name: String
    /// Used up, set aside for calls under way, and the limit, as people read them: `$1.20`, `40k tokens`.
    package var used: String
    package var limit: String
    /// In thousandths of the limit; more than 1000 where it is over.
    package var permille: Int

    package init(name: String, used: String, limit: String, permille: Int) {
      (self.name, self.used, self.limit, self.permille) = (name, used, limit, permille)
    }
  }

  package var period: CostPeriod
  /// When the page was made, in the period's zone, such as `2026-11-22 06:12`.
  package var madeAt: String
  package var version: String
  package var snapshotDay: String
  package var total: Spend
  /// In order, without gaps: a slot without calls is there and has no models.
  package var slots: [Slot]
  /// Dearest first.
  package var models: [CostReport.Row]
  package var projects: [CostReport.Row]
  package var commands: [CostReport.Row]
  /// At most fifty, dearest first.
  package var conversations: [CostReport.Row]
  package var latencies: [Latency]
  package var failures: [Failures]
  package var budgets: [Budget]

  package init(
    period: CostPeriod, madeAt: String, version: String, snapshotDay: String, total: Spend, slots: [Slot],
    models: [CostReport.Row], projects: [CostReport.Row], commands: [CostReport.Row], conversations: [CostReport.Row],
    latencies: [Latency], failures: [Failures], budgets: [Budget]
  ) {
    (self.period, self.madeAt, self.version, self.snapshotDay) = (period, madeAt, version, snapshotDay)
    (self.total, self.slots, self.models, self.projects) = (total, slots, models, projects)
    (self.commands, self.conversations, self.latencies) = (commands, conversations, latencies)
    (self.failures, self.budgets) = (failures, budgets)
  }
}
