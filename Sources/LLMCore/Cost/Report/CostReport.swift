/// What was spent in a period, by one way of looking at it: what a table, CSV or JSON is made of.
package struct CostReport: Sendable, Equatable {
  /// One group, such as a day or a model.
  package struct Row: Sendable, Equatable {
    /// What it is: `2026-11-22`, `2026-W47`, `2026-11`, `openai/gpt-4o`, a folder, a branch, `team=core`, a conversation's id.
    /// Empty for calls that have none, such as those outside of a repository.
    package var key: String
    /// What a person calls it, where that is something else: a conversation's name or first words.
    package var title: String?
    package var spend: Spend

    package init(key: String, title: String? = nil, spend: Spend) {
      (self.key, self.title, self.spend) = (key, title, spend)
    }
  }

  package var period: CostPeriod
  package var grouping: CostGrouping
  /// Times in order, everything else by money, dearest first.
  package var rows: [Row]
  /// Rows that are left out for the sake of length.
  package var omitted: Int
  package var total: Spend
  /// What of it went into calls that were made again; nothing where the report is of one command.
  package var replays = Spend()
  /// Money by equal slots of the period, oldest first, for a line of small bars.
  package var trend: [Money]
  /// The day of the prices in the program, such as `2026-11-21`.
  package var snapshotDay: String

  package init(
    period: CostPeriod, grouping: CostGrouping, rows: [Row], omitted: Int = 0, total: Spend, trend: [Money] = [],
    snapshotDay: String
  ) {
    (self.period, self.grouping, self.rows, self.omitted) = (period, grouping, rows, omitted)
    (self.total, self.trend, self.snapshotDay) = (total, trend, snapshotDay)
  }
}

/// Ways of grouping what was spent. The raw values are what is typed behind `--by`.
package enum CostGrouping: String, Sendable, CaseIterable {
  case day, week, month, hour, model, provider, command, project, branch, tag, conversation

  /// Whether rows are stretches of time.
  package var isTime: Bool { [.hour, .day, .week, .month].contains(self) }
}

/// A stretch of time that is reported on.
package struct CostPeriod: Sendable, Equatable {
  /// What was asked for: `today`, `week`, `month`, `all`, or `2026-11-01..2026-11-22`.
  package var name: String
  package var start: Timestamp
  /// The first moment that no longer belongs to it.
  package var end: Timestamp
  /// Its first and last day where it is looked at, such as `2026-11-01` and `2026-11-30`.
  package var firstDay: String
  package var lastDay: String
  /// The time zone as it is called there, such as `CET`, `UTC` or `+0530`.
  package var zone: String

  package init(name: String, start: Timestamp, end: Timestamp, firstDay: String, lastDay: String, zone: String) {
    (self.name, self.start, self.end) = (name, start, end)
    (self.firstDay, self.lastDay, self.zone) = (firstDay, lastDay, zone)
  }
}
