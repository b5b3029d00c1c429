/// A quantile of a sample, such as its median, with an interval of 95 % that assumes nothing of how the values are distributed.
///
/// The bounds are values of the sample: how many of `n` values lie below the true quantile is binomial, so the ranks follow from that
/// distribution (H. A. David and H. N. Nagaraja, "Order Statistics", 2003, section 7.1).
package struct QuantileEstimate: Sendable, Equatable {
  package let count: Int
  /// The nearest rank's value; nil for an empty sample.
  package let value: Int?
  /// Nil where the sample is too small to say how low it may be.
  package let lower: Int?
  /// Nil where the sample is too small to say how high it may be.
  package let upper: Int?

  /// - Parameter percent: which quantile, from 1 to 99; 50 is the median.
  package init(_ percent: Int, of values: [Int]) {
    let sorted = values.sorted()
    count = sorted.count
    guard !sorted.isEmpty else {
      (value, lower, upper) = (nil, nil, nil)
      return
    }
    value = sorted[max(1, (sorted.count * percent + 99) / 100) - 1]
    let ranks = Self.ranks(sorted.count, Double(percent) / 100)
    lower = ranks.lower.map { sorted[$0 - 1] }
    upper = ranks.upper.map { sorted[$0 - 1] }
  }

  /// The ranks of the bounds, counted from 1. Each is missed by the true quantile with a probability of 2.5 % at most.
  private static func ranks(_ count: Int, _ share: Double) -> (lower: Int?, upper: Int?) {
    let chances = chances(count, share)
    var below = 0.0
    var lower: Int?
    var rank = 1
    while rank <= count {
      below += chances[rank - 1]
      guard below <= 0.025 else { break }
      lower = rank
      rank += 1
    }
    var above = 0.0
    var upper: Int?
    rank = count
    while rank >= 1 {
      above += chances[rank]
      guard above <= 0.025 else { break }
      upper = rank
      rank -= 1
    }
    return (lower, upper)
  }

  /// How likely it is that 0, 1, … `count` values lie below. Counted outwards from the likeliest number and then made to add up to one,
  /// since the ends are too small for floating point where there are many values.
  private static func chances(_ count: Int, _ share: Double) -> [Double] {
    var weights = [Double](repeating: 0, count: count + 1)
    let top = min(count, Int(Double(count + 1) * share))
    let odds = share / (1 - share)
    weights[top] = 1
    for number in stride(from: top, to: count, by: 1) {
      weights[number + 1] = weights[number] * Double(count - number) / Double(number + 1) * odds
    }
    for number in stride(from: top, to: 0, by: -1) {
      weights[number - 1] = weights[number] * Double(number) / Double(count - number + 1) / odds
    }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}

extension QuantileEstimate {
  package var json: JSONValue {
    [
      "count": .integer(count), "value": .optional(value), "lower": .optional(lower), "upper": .optional(upper),
    ]
  }
}
