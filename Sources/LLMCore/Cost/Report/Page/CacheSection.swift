/// What caches had: answers in llmctl's own, and beginnings of prompts in those of the providers.
struct CacheSection {
  let total: Spend
  let models: [CostReport.Row]
  let colours: ModelColours

  /// Models that are listed.
  private static let limit = 8

  var markup: Markup {
    let users = models.filter { $0.spend.cacheRead > 0 && $0.spend.input > 0 }.prefix(Self.limit)
    let columns = [
      PageTable.Column(title: "Model", isFigure: false), PageTable.Column(title: "Tokens in"),
      PageTable.Column(title: "", isFigure: false, isExtra: true), PageTable.Column(title: "Cached"),
    ]
    let rows = users.map { row -> [Markup] in
      [
        "\(ModelColours.swatch(colours.style(of: row.key)))<span class=\"name\"><bdi>\(row.key)</bdi></span>",
        "\(row.spend.input.short)",
        PageTable.bar(Proportion(row.spend.cacheRead, of: row.spend.input), style: colours.style(of: row.key)),
        "\(FigureText.percent(row.spend.cacheRead, of: row.spend.input))",
      ]
    }
    let table = PageTable(caption: "Prompt tokens from providers' caches, by model", columns: columns, rows: rows)
    return """
      <section class="card"><h2>Caches</h2>
      \(meter("hits", "Answers from llmctl's cache", total.cacheHits, of: total.calls, "call"))\
      \(meter("reads", "Prompt tokens from providers' caches", total.cacheRead, of: total.input, "token"))\
      \(rows.isEmpty ? .none : table.markup)</section>

      """
  }

  private func meter(_ name: String, _ title: String, _ part: Int, of whole: Int, _ noun: String) -> Markup {
    let rate = FigureText.percent(part, of: whole)
    return """
      <div class="meter"><p>\(title) <strong>\(rate)</strong></p>
      <svg class="bar" role="img" aria-labelledby="\(name)-title"><title id="\(name)-title">\(title): \(rate)</title>\
      <rect class="track" width="100%" height="100%" rx="3"/>\
      <rect class="fill" width="\(Proportion(part, of: whole).length)" height="100%" rx="3"/></svg>
      <p class="note">\(part.grouped) of \(FigureText.counted(whole, noun))</p></div>

      """
  }
}
