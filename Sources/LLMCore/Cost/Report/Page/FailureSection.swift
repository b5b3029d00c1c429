/// Which errors calls ended with, the most frequent first, and which models had them.
struct FailureSection {
  /// One kind of error.
  private struct Class {
    let error: String
    var calls = 0
    /// The model with the most calls.
    var worst: CostOverview.Failures
  }

  private let classes: [Class]

  init(_ failures: [CostOverview.Failures]) {
    var classes: [String: Class] = [:]
    for failure in failures {
      var group = classes[failure.error] ?? Class(error: failure.error, worst: failure)
      group.calls += failure.calls
      if failure.calls > group.worst.calls { group.worst = failure }
      classes[failure.error] = group
    }
    self.classes = classes.values.sorted { left, right in
      left.calls == right.calls ? left.error < right.error : left.calls > right.calls
    }
  }

  var markup: Markup {
    guard let most = classes.first?.calls else { return .none }
    let all = classes.reduce(0) { $0 + $1.calls }
    let columns = [
      PageTable.Column(title: "Error", isFigure: false), PageTable.Column(title: "Calls"),
      PageTable.Column(title: "", isFigure: false), PageTable.Column(title: "Share"),
      PageTable.Column(title: "Most of", isFigure: false, isExtra: true),
    ]
    let rows = classes.map { group -> [Markup] in
      return [
        "<code>\(group.error)</code>", "\(group.calls.grouped)",
        PageTable.bar(Proportion(group.calls, of: most), style: "failed"),
        "\(FigureText.percent(group.calls, of: all))", "<bdi>\(group.worst.model)</bdi>",
      ]
    }
    return """
      <section class="card"><h2>Errors</h2>
      \(PageTable(caption: "Calls that ended with an error", columns: columns, rows: rows).markup)</section>

      """
  }
}
