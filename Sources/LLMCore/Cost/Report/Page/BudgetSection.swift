/// Budgets as bars, with a mark where a warning begins.
struct BudgetSection {
  let budgets: [CostOverview.Budget]

  /// In thousandths of the limit.
  private static let warning = 800

  var markup: Markup {
    guard !budgets.isEmpty else { return .none }
    return """
      <section class="card"><h2>Budgets</h2>
      <ul class="budgets">
      \(budgets.enumerated().map { item($0.offset, $0.element) })</ul></section>

      """
  }

  private func item(_ index: Int, _ budget: CostOverview.Budget) -> Markup {
    let (style, word) =
      switch budget.permille {
      case ..<Self.warning: ("fill", "")
      case ..<1000: ("near", "nearly used up")
      default: ("failed", budget.permille > 1000 ? "over" : "used up")
      }
    let percent = FigureText.percent(budget.permille, of: 1000)
    let used = Proportion(points: min(10_000, max(0, budget.permille) * 10))
    return """
      <li><p><bdi>\(budget.name)</bdi> <strong>\(percent)</strong>\(word.isEmpty ? .none : " <em class=\"\(style)\">\(word)</em>")</p>
      <svg class="bar" role="img" aria-labelledby="budget-\(index)">\
      <title id="budget-\(index)">\(budget.name): \(percent) of \(budget.limit)</title>\
      <rect class="track" width="100%" height="100%" rx="3"/>\
      <rect class="\(style)" width="\(used.length)" height="100%" rx="3"/>\
      <line class="limit" x1="80%" x2="80%" y2="100%"/></svg>
      <p class="note">\(budget.used) of \(budget.limit)</p></li>

      """
  }
}
