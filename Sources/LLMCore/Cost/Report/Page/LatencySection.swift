/// How long answers took, as a range for each model on a common scale of powers, with the figures beside it.
struct LatencySection {
  let latencies: [CostOverview.Latency]
  let colours: ModelColours

  /// Models that are listed; those with the most calls.
  private static let limit = 12

  private var shown: [CostOverview.Latency] {
    Array(latencies.filter { $0.calls > 0 }.sorted { $0.calls > $1.calls }.prefix(Self.limit))
  }

  /// Powers of two that hold all ranges.
  private var scale: (low: Int, high: Int) {
    let low = shown.map { max(1, $0.median) }.min() ?? 1
    let high = shown.map { max(2, $0.p99) }.max() ?? 2
    return (Self.log2(low) / 100 * 100, (Self.log2(high) / 100 + 1) * 100)
  }

  var markup: Markup {
    guard !shown.isEmpty else { return .none }
    let columns = [
      PageTable.Column(title: "Model", isFigure: false), PageTable.Column(title: "Calls", isExtra: true),
      PageTable.Column(title: "Half to 99 %", isFigure: false, isExtra: true), PageTable.Column(title: "p50"),
      PageTable.Column(title: "p90"), PageTable.Column(title: "p95", isExtra: true), PageTable.Column(title: "p99"),
      PageTable.Column(title: "Mean", isExtra: true),
    ]
    let rows = shown.map { latency -> [Markup] in
      [
        "\(ModelColours.swatch(colours.style(of: latency.model)))<span class=\"name\"><bdi>\(latency.model)</bdi></span>",
        "\(latency.calls.grouped)", range(latency),
      ]
        + [latency.median, latency.p90, latency.p95, latency.p99, latency.sum / latency.calls].map {
          "\(FigureText.duration($0))"
        }
    }
    return """
      <section class="card"><h2>Time to the end of an answer</h2>
      <p class="lead">The dot is what half of the answers took at most, the marks 90, 95 and 99 of a hundred; \
      each step to the right doubles the time.</p>
      \(PageTable(caption: "Latency by model", columns: columns, rows: rows).markup)</section>

      """
  }

  private func range(_ latency: CostOverview.Latency) -> Markup {
    let style = colours.style(of: latency.model)
    let (start, end) = (place(latency.median), place(latency.p99))
    let steps = stride(from: scale.low, through: scale.high, by: 100).map { step -> Markup in
      let x = Proportion(step - scale.low, of: scale.high - scale.low).length
      return "<line class=\"grid\" x1=\"\(x)\" x2=\"\(x)\" y2=\"100%\"/>"
    }
    let marks = [latency.p90, latency.p95, latency.p99].map { value -> Markup in
      let x = place(value).length
      return "<line class=\"mark \(style)\" x1=\"\(x)\" x2=\"\(x)\" y1=\"22%\" y2=\"78%\"/>"
    }
    return """
      <svg class="range" aria-hidden="true">\(steps)\
      <line class="stem \(style)" x1="\(start.length)" x2="\(end.length)" y1="50%" y2="50%"/>\(marks)\
      <circle class="\(style)" cx="\(start.length)" cy="50%" r="5"/></svg>
      """
  }

  private func place(_ milliseconds: Int) -> Proportion {
    Proportion(Self.log2(max(1, milliseconds)) - scale.low, of: scale.high - scale.low)
  }

  /// A hundred times the binary logarithm, with straight lines between the powers of two. Of 1 at least.
  private static func log2(_ value: Int) -> Int {
    let power = Int.bitWidth - 1 - value.leadingZeroBitCount
    let base = 1 << power
    return power * 100 + Int(Int128(value - base) * 100 / Int128(base))
  }
}
