/// A table of the page: words at the left, figures at the right, and columns that a phone has no room for left out there.
struct PageTable {
  /// One column.
  struct Column {
    var title: String
    var isFigure = true
    /// Whether a narrow screen does without it.
    var isExtra = false
  }

  let caption: String
  let columns: [Column]
  /// Cells by row, the first of which names the row.
  let rows: [[Markup]]

  var markup: Markup {
    """
    <div class="table"><table><caption>\(caption)</caption>
    <thead><tr>\(columns.map { column -> Markup in "<th scope=\"col\"\(Self.style(column))>\(column.title)</th>" })</tr></thead>
    <tbody>
    \(rows.map(row))</tbody></table></div>

    """
  }

  private func row(_ cells: [Markup]) -> Markup {
    let parts = zip(columns, cells).enumerated().map { index, pair -> Markup in
      let (column, cell) = pair
      return index == 0 ? "<th scope=\"row\">\(cell)</th>" : "<td\(Self.style(column))>\(cell)</td>"
    }
    return "<tr>\(parts)</tr>\n"
  }

  private static func style(_ column: Column) -> Markup {
    let names = (column.isFigure ? ["n"] : []) + (column.isExtra ? ["extra"] : [])
    return names.isEmpty ? .none : " class=\"\(names.joined(separator: " "))\""
  }

  /// A bar for a figure that stands beside it.
  static func bar(_ share: Proportion, style: String = "fill") -> Markup {
    // What is more than nothing is seen.
    let length = share.points == 0 ? share : max(share, Proportion(points: 60))
    return """
      <svg class="bar" aria-hidden="true"><rect class="track" width="100%" height="100%" rx="3"/>\
      <rect class="\(style)" width="\(min(length, Proportion(points: 10_000)).length)" height="100%" rx="3"/></svg>
      """
  }

  /// An amount, and the calls that are not in it.
  static func money(_ spend: Spend) -> Markup {
    let isMixed = spend.unpriced > 0 && !spend.isUnknown
    return
      "\(FigureText.spent(spend))\(isMixed ? "<small>+ \(spend.unpriced.grouped) unpriced</small>" : Markup.none)"
  }
}
