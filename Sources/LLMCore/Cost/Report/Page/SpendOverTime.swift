/// Two charts over time with their table: money by model, and calls with those that failed.
struct SpendOverTime {
  let slots: [CostOverview.Slot]
  let total: Spend
  let colours: ModelColours

  /// What happened in each slot.
  private var sums: [Spend] { slots.map { $0.models.reduce(into: Spend()) { $0 += $1.spend } } }

  var markup: Markup {
    let sums = sums
    let readings = zip(slots, sums).map(reading)
    return """
      <section class="card"><h2>\(total.spent > .zero ? "Spent over time" : "Calls by model")</h2>
      \(colours.legend)\(byModel(readings).markup)</section>
      <section class="card"><h2>Calls over time</h2>
      <ul class="legend"><li>\(ModelColours.swatch("fill"))answered</li>\
      <li>\(ModelColours.swatch("failed"))failed</li></ul>
      \(calls(sums, readings).markup)\(table(sums))</section>

      """
  }

  private func byModel(_ readings: [(line: String, whole: String)]) -> StackedChart {
    let isMoney = total.spent > .zero
    let bands = colours.bands(slots) { isMoney ? $0.spent.femtodollars : Int128($0.calls) }
    let most = zip(slots, sums).max { isMoney ? $0.1.spent < $1.1.spent : $0.1.calls < $1.1.calls }
    let peak = most.map {
      ", most at \($0.0.label): \(isMoney ? FigureText.spent($0.1) : $0.1.calls.grouped)"
    }
    return StackedChart(
      name: "spent", title: isMoney ? "Spent over time, by model" : "Calls over time, by model",
      summary: "\(FigureText.spent(total)) in \(slots.count) slots of time\(peak ?? ""). "
        + "The figures are in the table below.",
      labels: slots.map(\.label), readings: readings, bands: bands, unit: isMoney ? .money : .count)
  }

  private func calls(_ sums: [Spend], _ readings: [(line: String, whole: String)]) -> StackedChart {
    StackedChart(
      name: "calls", title: "Calls over time",
      summary: "\(FigureText.counted(total.calls, "call")), of which \(total.failures.grouped) failed.",
      labels: slots.map(\.label), readings: readings,
      bands: [
        StackedChart.Band(style: "failed", values: sums.map { Int128($0.failures) }),
        StackedChart.Band(style: "fill", values: sums.map { Int128(max(0, $0.calls - $0.failures)) }),
      ], unit: .count)
  }

  private func reading(_ slot: CostOverview.Slot, _ sum: Spend) -> (line: String, whole: String) {
    let unpriced = sum.unpriced > 0 && !sum.isUnknown ? " + \(sum.unpriced.grouped) unpriced" : ""
    let failed = sum.failures > 0 ? ", \(sum.failures.grouped) failed" : ""
    let line = "\(slot.label) · \(FigureText.spent(sum))\(unpriced) · \(FigureText.counted(sum.calls, "call"))\(failed)"
    let models = slot.models.sorted { $0.spend.spent > $1.spend.spent }.prefix(8)
    return (line, line + models.map { " · \($0.key) \(FigureText.spent($0.spend))" }.joined())
  }

  private func table(_ sums: [Spend]) -> Markup {
    let columns =
      [PageTable.Column(title: "Time", isFigure: false)]
      + ["Spent", "Calls"].map { PageTable.Column(title: $0) }
      + ["Failed", "Tokens in", "Tokens out"].map { PageTable.Column(title: $0, isExtra: true) }
    let rows = zip(slots, sums).map { slot, sum -> [Markup] in
      [
        "\(slot.label)", PageTable.money(sum), "\(sum.calls.grouped)",
        "\(sum.failures.grouped)",
        "\(sum.input.grouped)", "\(sum.output.grouped)",
      ]
    }
    return """
      <details><summary>The figures</summary>
      \(PageTable(caption: "What was spent, by time", columns: columns, rows: rows).markup)</details>

      """
  }
}
