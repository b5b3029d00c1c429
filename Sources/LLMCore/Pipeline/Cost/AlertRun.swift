/// One run of `llmctl cost alerts`.
package struct AlertRun: Sendable {
  private let context: AppContext
  private let reporter: Reporter
  private let calendar: LocalCalendar
  private let now: Timestamp

  private static let minute: Int64 = 60_000
  private static let hour: Int64 = 3_600_000
  /// Hours of a week.
  private static let week = 168

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
    calendar = LocalCalendar(context.time)
    now = context.time.now()
  }

  /// Prints what is out of the ordinary, and runs the command once for each event that it was not run for before.
  ///
  /// Throws `LLMError` where the ledger or the budgets cannot be read.
  package func run(command: String?, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let alerts = try await alerts()
    let output = OutputWriter(console: context.console)
    if asJSON {
      try output.show(
        .document(
          "alerts",
          [
            JSONMember(
              "alerts",
              .array(
                alerts.map { alert in
                  .object([
                    JSONMember("kind", .string(alert.kind.rawValue)), JSONMember("text", .string(alert.text)),
                    JSONMember("event", .string(alert.event)),
                  ])
                }))
          ]))
    } else if !alerts.isEmpty {
      try output.show(alerts.map { "\($0.kind.rawValue): \(SafeText.line($0.text).text)\n" }.joined())
    }
    if let command {
      for alert in alerts where isNew(alert) { run(command, for: alert) }
    }
    return alerts.isEmpty ? .complete : .gateFailed
  }

  // MARK: Looking

  private func alerts() async throws(LLMError) -> [Alert] {
    var alerts: [Alert?] = []
    do throws(LedgerError) {
      let hours = (0...Self.week).map { back -> Range<Timestamp> in
        let end = now.milliseconds + 1 - Int64(back) * Self.hour
        return Timestamp(milliseconds: end - Self.hour)..<Timestamp(milliseconds: end)
      }
      let sums = try await context.ledger.spend(in: hours, by: .model, of: .everything)
        .map { $0.reduce(into: Spend()) { $0 += $1.spend } }
      let hour = calendar.name(.hour, of: now)
      alerts.append(
        AlertRules.spending(last: sums[0].spent, hours: sums.dropFirst().map(\.spent), event: "spending-\(hour)"))
      let week = try await context.ledger.glimpses(
        since: Timestamp(milliseconds: now.milliseconds - Int64(Self.week) * Self.hour))
      let recent = week.filter { $0.startedAt.milliseconds >= now.milliseconds - 10 * Self.minute }
      let newest = recent.filter { $0.startedAt.milliseconds >= now.milliseconds - 5 * Self.minute }
      alerts.append(AlertRules.latency(newest, event: "latency-\(hour)"))
      alerts.append(AlertRules.failures(recent, event: "failures-\(hour)"))
      let day = calendar.name(.day, of: now)
      alerts.append(AlertRules.completionRatio(week, at: now, event: "completion-ratio-\(day)"))
    } catch {
      throw LLMError(.cannotWrite, error.sentence)
    }
    for entry in try await BudgetBook(context: context).entries() {
      let window = calendar.name(entry.budget.unit, of: entry.stretch.lowerBound)
      alerts.append(AlertRules.budget(entry.budget, entry.use, window: window))
    }
    return alerts.compactMap { $0 }
  }

  // MARK: Telling

  /// Whether nobody was told of this event yet, in the last month.
  private func isNew(_ alert: Alert) -> Bool {
    let subject = "alert-" + ContentHash.sha256(Array(alert.event.utf8)).prefix(24)
    return context.reminders.claim(subject, every: .seconds(31 * 86_400), now: now)
  }

  /// The text goes into the environment: a shell does not read it there.
  private func run(_ command: String, for alert: Alert) {
    let environment = ["LLMCTL_ALERT": alert.kind.rawValue, "LLMCTL_ALERT_TEXT": SafeText.line(alert.text).text]
    do throws(FileError) {
      let program = try context.programs.start("sh", [Array("-c".utf8), Array(command.utf8)], environment: environment)
      _ = try program.output(limit: 1 << 20)
      let end = program.finish()
      if end.status != 0 { reporter.warning("the command for alerts ended with status \(end.status)") }
    } catch {
      reporter.warning("the command for alerts cannot be run: \(error.phrase)")
    }
  }
}
