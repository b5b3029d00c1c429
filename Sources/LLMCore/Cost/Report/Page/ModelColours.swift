/// Which colour each model has on the whole page: the dearest have one each, all others share one.
struct ModelColours {
  /// As many colours as can be told apart, also by people who see fewer of them.
  static let limit = 7
  /// The class of those who share one.
  static let shared = "s\(limit)"

  /// The models with a colour of their own, dearest first.
  let named: [String]
  /// How many share one.
  let others: Int

  init(_ models: [CostReport.Row]) {
    named = models.prefix(Self.limit).map(\.key)
    others = max(0, models.count - Self.limit)
  }

  /// The class of a model's colour.
  func style(of model: String) -> String { named.firstIndex(of: model).map { "s\($0)" } ?? Self.shared }

  /// The bands of a chart, dearest first: of each model in each slot.
  func bands(_ slots: [CostOverview.Slot], value: (Spend) -> Int128) -> [StackedChart.Band] {
    var bands = (0...Self.limit).map {
      StackedChart.Band(style: "s\($0)", values: Array(repeating: 0, count: slots.count))
    }
    for (index, slot) in slots.enumerated() {
      for row in slot.models {
        let band = named.firstIndex(of: row.key) ?? Self.limit
        bands[band].values[index] += min(max(0, value(row.spend)), ChartScale.limit)
      }
    }
    return bands.filter { $0.values.contains { $0 > 0 } }
  }

  /// The names beside their colours.
  var legend: Markup {
    let names =
      named.map { (style(of: $0), $0) } + (others > 0 ? [(Self.shared, FigureText.counted(others, "other"))] : [])
    let items = names.map { style, name -> Markup in "<li>\(Self.swatch(style))<bdi>\(name)</bdi></li>" }
    return "<ul class=\"legend\">\(items)</ul>\n"
  }

  /// A small square in a colour.
  static func swatch(_ style: String) -> Markup {
    "<svg class=\"swatch\" aria-hidden=\"true\"><rect class=\"\(style)\" width=\"100%\" height=\"100%\" rx=\"3\"/></svg>"
  }
}
