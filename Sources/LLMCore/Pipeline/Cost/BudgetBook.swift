/// The budgets with what their windows hold now.
struct BudgetBook: Sendable {
  /// One budget, now.
  struct Entry: Sendable {
    let budget: Budget
    let use: SpendUse
    let stretch: Range<Timestamp>

    /// In thousandths of the limit.
    var permille: Int { budget.permille(use) }
    /// Whether nothing is left of it.
    var isUsedUp: Bool { permille >= 1000 }
  }

  let context: AppContext

  /// Throws `LLMError` where the budgets or the ledger cannot be read.
  func entries() async throws(LLMError) -> [Entry] {
    let budgets = try BudgetFile(context: context).read()
    guard !budgets.isEmpty else { return [] }
    let (calendar, now) = (LocalCalendar(context.time), context.time.now())
    let stretches = budgets.map { calendar.stretch($0.unit, around: now) }
    let windows = zip(budgets, stretches).map { SpendWindow(scope: $0.scope, stretch: $1) }
    do throws(LedgerError) {
      let uses = try await context.ledger.uses(of: windows)
      return zip(zip(budgets, uses), stretches).map { Entry(budget: $0.0, use: $0.1, stretch: $1) }
    } catch {
      throw LLMError(.cannotWrite, error.sentence)
    }
  }

  /// As pages and metrics show them.
  func shown() async throws(LLMError) -> [CostOverview.Budget] {
    try await entries().map {
      CostOverview.Budget(
        name: $0.budget.name, used: $0.budget.used($0.use), limit: $0.budget.shownLimit, permille: $0.permille)
    }
  }
}
