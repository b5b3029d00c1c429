/// How often something happens, as far as a sample tells: the share, and an interval of 95 % around it.
///
/// The interval is Wilson's score interval (E. B. Wilson, "Probable inference, the law of succession, and statistical
/// inference", JASA 22, 1927), which also holds for small samples and for shares near 0 and 1.
package struct ShareEstimate: Sendable, Equatable {
  /// The quantile of the normal distribution that leaves 2.5 % above it.
  private static let quantile = 1.959963984540054

  package let successes: Int
  /// How many were looked at.
  package let count: Int

  package init(_ successes: Int, of count: Int) {
    (self.successes, self.count) = (min(max(0, successes), max(0, count)), max(0, count))
  }

  /// From 0 to 1; nil where nothing was looked at.
  package var share: Double? { count == 0 ? nil : Double(successes) / Double(count) }

  /// Where the share probably lies, from 0 to 1; all of it where nothing was looked at.
  package var interval: ClosedRange<Double> {
    guard count > 0 else { return 0...1 }
    let (n, k, z) = (Double(count), Double(successes), Self.quantile)
    let middle = (k + z * z / 2) / (n + z * z)
    let reach = z / (n + z * z) * (k * (n - k) / n + z * z / 4).squareRoot()
    // At the ends the formula is 0 and 1 but for rounding.
    let lower = successes == 0 ? 0 : max(0, middle - reach)
    return lower...(successes == count ? 1 : min(1, middle + reach))
  }
}

extension ShareEstimate {
  /// The share and its interval, with four digits behind the point.
  package var json: JSONValue {
    [
      "count": .integer(count), "of_these": .integer(successes),
      "share": share.map { .number(Self.digits($0)) } ?? .null,
      "lower": count == 0 ? .null : .number(Self.digits(interval.lowerBound)),
      "upper": count == 0 ? .null : .number(Self.digits(interval.upperBound)),
    ]
  }

  /// From -1 to 1, with four digits behind the point.
  package static func digits(_ share: Double) -> String {
    let parts = Int((share * 10_000).rounded())
    let digits = String(parts.magnitude)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    return "\(parts < 0 ? "-" : "")\(padded.dropLast(4)).\(padded.suffix(4))"
  }
}

/// By how much one share is above another, with an interval of 95 %.
///
/// Newcombe's hybrid score interval (R. G. Newcombe, "Interval estimation for the difference between independent proportions:
/// comparison of eleven methods", Statistics in Medicine 17, 1998, method 10).
package struct ShareDifference: Sendable, Equatable {
  /// From -1 to 1.
  package let difference: Double
  package let interval: ClosedRange<Double>

  /// Nil where one of the samples is empty.
  package init?(of one: ShareEstimate, above other: ShareEstimate) {
    guard let first = one.share, let second = other.share else { return nil }
    let (ours, theirs) = (one.interval, other.interval)
    func reach(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    difference = first - second
    let lower = difference - reach(first - ours.lowerBound, theirs.upperBound - second)
    let upper = difference + reach(ours.upperBound - first, second - theirs.lowerBound)
    interval = max(-1, lower)...min(1, upper)
  }

  /// Whether so large a difference comes by chance in fewer than 5 of 100 cases.
  package var isMoreThanChance: Bool { interval.lowerBound > 0 || interval.upperBound < 0 }
}
