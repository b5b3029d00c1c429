/// The mean of a sample of whole numbers, with Student's t interval of 95 % around it.
///
/// All of it is integer arithmetic, so that money stays exact: the mean is rounded once, the interval outwards.
package struct MeanEstimate: Sendable, Equatable {
  /// How many values there are.
  package let count: Int
  /// Rounded to the nearest whole number; nil for an empty sample.
  package let mean: Int128?
  /// The square of the mean's standard error, rounded up; nil for fewer than two values.
  private let variance: UInt128?

  /// - Parameter values: each less than 10^16 in size, of which a million are far from what 128 bits hold.
  package init(_ values: [Int128]) {
    count = values.count
    guard !values.isEmpty else {
      (mean, variance) = (nil, nil)
      return
    }
    let n = Int128(values.count)
    let mean = Self.rounded(values.reduce(0, +), by: n)
    self.mean = mean
    guard n > 1 else {
      variance = nil
      return
    }
    let squares = values.reduce(UInt128(0)) { sum, value in
      let distance = (value - mean).magnitude
      let (square, overflows) = distance.multipliedReportingOverflow(by: distance)
      let (next, isTooLarge) = sum.addingReportingOverflow(square)
      return overflows || isTooLarge ? .max : next
    }
    let divisor = UInt128(n) * UInt128(n - 1)
    variance = squares / divisor + (squares % divisor == 0 ? 0 : 1)
  }

  /// Where the mean probably lies; nil for fewer than two values, of which nobody can tell how they scatter.
  package var interval: ClosedRange<Int128>? {
    guard let mean, let variance else { return nil }
    let reach = Self.reach(variance, degrees: count - 1)
    return (mean - reach)...(mean + reach)
  }

  /// By how much the mean is above another one: Welch's interval, with the degrees of freedom of the smaller sample, which makes it
  /// rather too wide. Nil where one of the samples has fewer than two values.
  package func difference(above other: MeanEstimate) -> ClosedRange<Int128>? {
    guard let mean, let theirs = other.mean, let variance, let otherVariance = other.variance else { return nil }
    let (sum, overflows) = variance.addingReportingOverflow(otherVariance)
    let reach = Self.reach(overflows ? .max : sum, degrees: min(count, other.count) - 1)
    return (mean - theirs - reach)...(mean - theirs + reach)
  }

  private static func reach(_ variance: UInt128, degrees: Int) -> Int128 {
    let (product, overflows) = root(variance).multipliedReportingOverflow(by: UInt128(quantile(degrees)))
    return Int128(clamping: overflows ? .max : product / 1000 + 1)
  }

  /// Thousandths of the quantile of Student's t distribution that leaves 2.5 % above it. Between the rows of the usual tables, that of
  /// fewer degrees of freedom counts.
  private static func quantile(_ degrees: Int) -> Int {
    let few = [
      12_706, 4_303, 3_182, 2_776, 2_571, 2_447, 2_365, 2_306, 2_262, 2_228, 2_201, 2_179, 2_160, 2_145, 2_131, 2_120,
      2_110, 2_101, 2_093, 2_086, 2_080, 2_074, 2_069, 2_064, 2_060, 2_056, 2_052, 2_048, 2_045, 2_042,
    ]
    switch degrees {
    case ..<1: return few[0]
    case 1...30: return few[degrees - 1]
    case ..<40: return 2_042
    case ..<60: return 2_021
    case ..<120: return 2_000
    case ..<1000: return 1_980
    default: return 1_962
    }
  }

  /// The square root, rounded up.
  private static func root(_ value: UInt128) -> UInt128 {
    guard value > 1 else { return value }
    // Newton's method from above falls until it is there.
    var root = UInt128(1) << ((UInt128.bitWidth - value.leadingZeroBitCount + 1) / 2)
    while true {
      let next = (root + value / root) / 2
      if next >= root { break }
      root = next
    }
    return root * root < value ? root + 1 : root
  }

  /// The nearest whole number, halves away from zero.
  private static func rounded(_ sum: Int128, by count: Int128) -> Int128 {
    let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: count)
    return remainder.magnitude * 2 >= count.magnitude ? quotient + remainder.signum() : quotient
  }
}
