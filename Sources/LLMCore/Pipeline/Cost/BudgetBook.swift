/// The budgets with what their windows hold now.
struct BudgetBook: Sendable {
  /// One budget, now.
  struct Entry: Sendable {
    let budget: Budget
    let use: SpendUse
    let stretch: Range<Timestamp>

    /// In thousandths of the limit.
    var permille: Int { budget.permille(use) }
    /// What is left of it, as a line of an estimate.
    var leftLine: String {
      "budget '\(SafeText.line(budget.name).text)' has \(budget.left(use)) left of \(budget.shownLimit)\n"
    }

    /// Whether nothing is left of it.
    var isUsedUp: Bool { permille >= 1000 }
  }

  let context: AppContext

  /// All of them.
  ///
  /// Throws `LLMError` where the budgets or the ledger cannot be read.
  func entries() async throws(LLMError) -> [Entry] { try await entries(of: BudgetFile(context: context).read()) }

  /// Those that a question falls into.
  ///
  /// Throws `LLMError` where the ledger cannot be read.
  func entries(for question: Question) async throws(LLMError) -> [Entry] {
    try await entries(of: question.budgets.filter { $0.concerns(question) })
  }

  /// What hard budgets of money have left for a call of a command, whatever model is asked: the least of them; nil where there is none.
  ///
  /// Throws `LLMError` where the budgets or the ledger cannot be read.
  func leastLeft(for command: String) async throws(LLMError) -> Money? {
    let wide = try BudgetFile(context: context).read().filter { budget in
      budget.isHard
        && (budget.scope == .everything || budget.scope == SpendScope(command: command))
    }
    return try await entries(of: wide).compactMap { entry in
      if case .money(let limit) = entry.budget.limit { max(.zero, limit - entry.use.money) } else { nil }
    }.min()
  }

  private func entries(of budgets: [Budget]) async throws(LLMError) -> [Entry] {
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
