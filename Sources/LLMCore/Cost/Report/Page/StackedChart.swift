/// Bars over time, each made of bands that stand on each other, as SVG that fits any width: all lengths are percent, so that
/// letters keep their size. What a pointer is over is told in a line above the bars; everybody has it in the table below.
struct StackedChart {
  /// One colour through all slots.
  struct Band {
    /// The class of its colour.
    var style: String
    /// By slot; none below zero.
    var values: [Int128]
  }

  /// Unique on the page, of letters.
  let name: String
  let title: String
  let summary: String
  /// As `CostOverview.Slot` has them.
  let labels: [String]
  /// What is said of each slot: on one line, and in full.
  let readings: [(line: String, whole: String)]
  let bands: [Band]
  let unit: ChartScale.Unit

  /// Where the plot begins and ends from above, in hundredths of a percent: above it a line is read, below it stand the days.
  private static let (ceiling, floor) = (1300, 9000)
  /// With more slots than this, neither bars nor bands have gaps.
  private static let dense = 60

  var markup: Markup {
    let totals = labels.indices.map { slot in bands.reduce(0) { $0 + Self.bounded($1.values[slot]) } }
    let scale = ChartScale(reaching: totals.max() ?? 0, unit: unit)
    return """
      <div class="chart \(name)">
      <svg class="ticks" aria-hidden="true">\(scale.ticks.map { tickLabel($0, scale) })</svg>
      <svg class="plot" role="img" aria-labelledby="\(name)-title \(name)-desc">\
      <title id="\(name)-title">\(title)</title><desc id="\(name)-desc">\(summary)</desc>
      \(scale.ticks.dropFirst().map { line($0, scale) })
      \(labels.indices.map { slot($0, scale) })\(line(0, scale))
      \(days)
      </svg>
      </div>

      """
  }

  private static func bounded(_ value: Int128) -> Int128 { min(max(0, value), ChartScale.limit) }

  /// How far from above a value is.
  private static func height(_ value: Int128, _ scale: ChartScale) -> Proportion {
    let share = Proportion(value, of: scale.top).points
    return Proportion(points: floor - share * (floor - ceiling) / 10_000)
  }

  private func tickLabel(_ tick: Int128, _ scale: ChartScale) -> Markup {
    "<text x=\"100%\" y=\"\(Self.height(tick, scale).length)\" dy=\".32em\">\(scale.label(tick))</text>"
  }

  private func line(_ tick: Int128, _ scale: ChartScale) -> Markup {
    let y = Self.height(tick, scale).length
    return "<line class=\"\(tick == 0 ? "base" : "grid")\" x2=\"100%\" y1=\"\(y)\" y2=\"\(y)\"/>"
  }

  private func slot(_ slot: Int, _ scale: ChartScale) -> Markup {
    let left = Proportion(slot, of: labels.count).points
    let width = Proportion(slot + 1, of: labels.count).points - left
    // A bar is no wider than a twelfth of the chart, and stands in the middle of its slot.
    let bar = min(labels.count > Self.dense ? width : width * 3 / 4, 800)
    let x = Proportion(points: left + (width - bar) / 2).length
    var rects = Markup.none
    var sum: Int128 = 0
    var bottom = Self.floor
    for band in bands where band.values[slot] > 0 {
      sum += Self.bounded(band.values[slot])
      // What is more than nothing is seen.
      let isFirst = bottom == Self.floor
      let top = min(Self.height(sum, scale).points, isFirst ? Self.floor - 40 : bottom)
      guard top < bottom else { continue }
      let gap = labels.count <= Self.dense && bottom - top > 150 ? " gap" : ""
      rects =
        rects + """
          <rect class="\(band.style)\(gap)" x="\(x)" width="\(Proportion(points: bar).length)" \
          y="\(Proportion(points: top).length)" height="\(Proportion(points: bottom - top).length)"/>
          """
      bottom = top
    }
    return """
      <g class="slot"><title>\(readings[slot].whole)</title><rect class="hit" x="\(Proportion(points: left).length)" \
      width="\(Proportion(points: width).length)" height="\(Proportion(points: Self.floor).length)"/>\
      \(rects)<text class="reading" y="12">\(readings[slot].line)</text></g>

      """
  }

  private var days: Markup {
    TimeAxis(labels).marks.enumerated().map { index, mark -> Markup in
      let middle = Proportion(2 * mark.slot + 1, of: 2 * labels.count)
      return
        "<text class=\"day\(index % 2 == 1 ? " minor" : "")\" x=\"\(middle.length)\" y=\"100%\">\(mark.text)</text>"
    }.joined
  }
}
