/// Groups of calls with their money as bars, such as models, projects or conversations.
struct SpendTable {
  let caption: String
  /// What the groups are called, such as `Model`.
  let noun: String
  let rows: [CostReport.Row]
  /// What the shares are of.
  let total: Spend
  /// What a row without a key is called.
  var nameless = "none"
  /// How a row's bar is coloured, by its key.
  var style: (String) -> String = { _ in "fill" }
  /// Whether all columns are wanted.
  var isWide = true

  /// Rows beyond this are folded away.
  private static let shown = 12

  var markup: Markup {
    let rest = rows.dropFirst(Self.shown)
    let folded: Markup =
      rest.isEmpty
      ? .none
      : """
      <details><summary>\(rest.count.grouped) more</summary>
      \(table(rest, caption: "\(caption), continued"))</details>

      """
    return table(rows.prefix(Self.shown), caption: caption) + folded
  }

  private func table(_ rows: ArraySlice<CostReport.Row>, caption: String) -> Markup {
    var columns = [
      PageTable.Column(title: noun, isFigure: false), PageTable.Column(title: "Spent"),
      PageTable.Column(title: "", isFigure: false, isExtra: true), PageTable.Column(title: "Share", isExtra: !isWide),
      PageTable.Column(title: "Calls", isExtra: true),
    ]
    if isWide {
      columns += ["Tokens in", "Tokens out", "Failed"].map { PageTable.Column(title: $0, isExtra: true) }
    }
    return PageTable(caption: caption, columns: columns, rows: rows.map { Array(cells($0).prefix(columns.count)) })
      .markup
  }

  private func cells(_ row: CostReport.Row) -> [Markup] {
    let spend = row.spend
    let dearest = rows.map(\.spend.spent).max() ?? .zero
    let bar = PageTable.bar(Proportion(spend.spent, of: dearest), style: style(row.key))
    return [
      name(row), PageTable.money(spend), bar,
      "\(spend.isUnknown ? "–" : FigureText.percent(spend.spent, of: total.spent))",
      "\(spend.calls.grouped)", "\(spend.input.short)", "\(spend.output.short)",
      "\(spend.failures.grouped)",
    ]
  }

  private func name(_ row: CostReport.Row) -> Markup {
    let swatch = style(row.key) == "fill" ? Markup.none : ModelColours.swatch(style(row.key))
    let words = row.title ?? row.key
    if words.isEmpty { return "<span class=\"name none\">\(nameless)</span>" }
    let about = row.title == nil ? row.key : "\(words) (\(row.key))"
    return "\(swatch)<span class=\"name\" title=\"\(about)\"><bdi>\(words)</bdi></span>"
  }
}
