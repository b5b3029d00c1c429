/// What was spent as one page of HTML that needs nothing else. Charts are SVG.
package struct CostPage {
  package let html: String

  package init(_ overview: CostOverview) {
    let body: Markup = """
      \(Self.header(overview))<main>
      \(Self.content(overview))</main>
      \(Self.footer(overview))
      """
    html =
      PageFrame(
        title: "What was spent, \(Self.days(of: overview.period))", version: overview.version, style: PageStyle.sheet,
        body: body
      ).html
  }

  private static func days(of period: CostPeriod) -> String {
    period.firstDay == period.lastDay ? period.firstDay : "\(period.firstDay) to \(period.lastDay)"
  }

  private static func header(_ overview: CostOverview) -> Markup {
    """
    <header><h1>What was spent</h1>
    <p>\(days(of: overview.period)) <span class="zone">\(overview.period.zone)</span></p></header>

    """
  }

  private static func content(_ overview: CostOverview) -> Markup {
    let budgets = BudgetSection(budgets: overview.budgets).markup
    if overview.total.isEmpty {
      return """
        <section class="card empty"><h2>Nothing was asked</h2>
        <p>The ledger has no call in this time. Ask something, and come back.</p></section>
        \(budgets)
        """
    }
    let colours = ModelColours(overview.models)
    let models = SpendTable(
      caption: "What was spent, by model", noun: "Model", rows: overview.models, total: overview.total,
      style: colours.style)
    return [
      HeadlineFigures(total: overview.total).markup,
      overview.slots.isEmpty
        ? .none : SpendOverTime(slots: overview.slots, total: overview.total, colours: colours).markup,
      budgets, section("Models", models), LatencySection(latencies: overview.latencies, colours: colours).markup,
      pair(
        CacheSection(total: overview.total, models: overview.models, colours: colours).markup,
        FailureSection(overview.failures).markup),
      section(
        "Conversations",
        SpendTable(
          caption: "What was spent, by conversation", noun: "Conversation", rows: overview.conversations,
          total: overview.total, nameless: "outside of conversations")),
      pair(
        section(
          "Projects",
          SpendTable(
            caption: "What was spent, by project", noun: "Project", rows: overview.projects, total: overview.total,
            nameless: "outside of repositories", isWide: false)),
        section(
          "Commands",
          SpendTable(
            caption: "What was spent, by command", noun: "Command", rows: overview.commands, total: overview.total,
            isWide: false))),
    ].joined
  }

  /// A table under its heading; nothing where it has no rows.
  private static func section(_ title: String, _ table: SpendTable) -> Markup {
    table.rows.isEmpty ? .none : "<section class=\"card\"><h2>\(title)</h2>\n\(table.markup)</section>\n"
  }

  /// Two sections side by side where there is room.
  private static func pair(_ left: Markup, _ right: Markup) -> Markup {
    left == .none || right == .none ? left + right : "<div class=\"pair\">\n\(left)\(right)</div>\n"
  }

  private static func footer(_ overview: CostOverview) -> Markup {
    """
    <footer><p>Made by llmctl \(overview.version) at \(overview.madeAt). Prices of \(overview.snapshotDay). \
    Amounts are US dollars; calls without a known price are in none of them.</p></footer>

    """
  }
}
