/// The vertical axis of a chart, from zero to a round number, with lines at round numbers.
struct ChartScale {
  /// What is drawn. Amounts are in 10^-15 dollars.
  enum Unit { case money, count }

  /// Below which all values must be: 10^21 dollars. So sums of several and products with small numbers still fit.
  static let limit = Int128(1_000_000_000_000_000_000) * 1_000_000_000_000_000_000

  private let unit: Unit
  private let step: Int128
  /// Where the lines are, ascending, zero included.
  let ticks: [Int128]

  /// - Parameter maximum: the largest value; at least zero.
  init(reaching maximum: Int128, unit: Unit) {
    self.unit = unit
    var power: Int128 = 1
    while power * 20 < maximum { power *= 10 }
    // Three to five lines above zero.
    let step = [power, power * 2, power * 5, power * 10].first { maximum <= $0 * 4 } ?? power * 10
    self.step = step
    let count = max(1, (maximum + step - 1) / step)
    ticks = (0...Int(count)).map { Int128($0) * step }
  }

  /// Where the axis ends.
  var top: Int128 { ticks.last ?? step }

  /// What stands at a line: `$2.50`, `1,200`.
  func label(_ tick: Int128) -> String {
    switch unit {
    case .count: return tick < 100_000 ? Int(tick).grouped : Int(clamping: tick).short
    case .money:
      let amount = Money(femtodollars: tick)
      let dollars = tick / 1_000_000_000_000_000
      if dollars >= 100_000 { return "$" + Int(clamping: dollars).short }
      // All lines with as many places as the step has, and two where it has one.
      let places = Self.places(Money(femtodollars: step))
      let parts = amount.decimal.split(separator: ".")
      let fraction = parts.count == 2 ? String(parts[1]) : ""
      let zeros = String(repeating: "0", count: max(0, (places == 1 ? 2 : places) - fraction.utf8.count))
      return "$" + Int(dollars).grouped + (places == 0 || tick == 0 ? "" : "." + fraction + zeros)
    }
  }

  private static func places(_ amount: Money) -> Int {
    amount.decimal.split(separator: ".").dropFirst().first?.utf8.count ?? 0
  }
}
