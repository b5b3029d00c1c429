/// What was spent today, in one short line for a prompt or tmux: `$1.24 today · $18.20 month · day 62 %`.
package struct StatusLine: Sendable {
  private let context: AppContext

  package init(context: AppContext) { self.context = context }

  /// Prints the line. A ledger that is not there has spent nothing; one that cannot be read is a question mark, because an error
  /// would stand in every prompt.
  ///
  /// Throws `LLMError` where standard output cannot be written.
  package func run() async throws(LLMError) -> ExitCode {
    try OutputWriter(console: context.console).show(await text() + "\n")
    return .complete
  }

  private func text() async -> String {
    let (calendar, now) = (LocalCalendar(context.time), context.time.now())
    let units: [LocalCalendar.Unit] = [.day, .month]
    let windows = units.map { SpendWindow(scope: .everything, stretch: calendar.stretch($0, around: now)) }
    guard let budgets = try? BudgetFile(context: context).read() else { return "$? (budgets)" }
    let all = windows + budgets.map { SpendWindow(scope: $0.scope, stretch: calendar.stretch($0.unit, around: now)) }
    guard let uses = try? await context.ledger.uses(of: all) else { return "$?" }
    var parts = ["\(uses[0].spent.shown) today", "\(uses[1].spent.shown) month"]
    let fullest = zip(budgets, uses.dropFirst(2)).max { $0.0.permille($0.1) < $1.0.permille($1.1) }
    if let (budget, use) = fullest {
      parts.append("\(SafeText.line(budget.name).text) \(budget.permille(use) / 10) %")
    }
    if (try? KillSwitch(context: context).check()) == nil { parts.append("STOPPED") }
    return parts.joined(separator: " · ")
  }
}
