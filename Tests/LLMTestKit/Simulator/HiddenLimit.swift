package import LLMCore

/// A limit that a simulated provider enforces, as real ones do it.
package struct HiddenLimit: Sendable {
  package enum Form: Sendable {
    /// At most `units` in every half-open window of a minute, exactly, over what was accepted.
    case slidingWindow
    /// A bucket that holds `capacity` units at most and gains `units` a minute, evenly.
    case tokenBucket(capacity: Int)
  }

  static let window = Duration.seconds(60)

  package let dimension: LimitDimension
  /// In a minute.
  package let units: Int
  package let form: Form
  private var accepted: [(moment: Duration, units: Int)] = []
  private var firstAccepted = 0
  private var sum = 0
  /// What is missing in the bucket, in units, at `countedAt`.
  private var missing = 0.0
  private var countedAt = Duration.zero

  package init(_ dimension: LimitDimension, units: Int, form: Form) {
    self.dimension = dimension
    self.units = units
    self.form = form
  }

  private var perSecond: Double { Double(units) / 60 }

  private mutating func settle(at now: Duration) {
    missing = max(0, missing - perSecond * ((now - countedAt) / .seconds(1)))
    countedAt = now
    while firstAccepted < accepted.count, accepted[firstAccepted].moment + Self.window <= now {
      sum -= accepted[firstAccepted].units
      firstAccepted += 1
    }
  }

  /// How many units are left at this moment.
  mutating func remaining(at now: Duration) -> Int {
    settle(at: now)
    switch form {
    case .slidingWindow: return units - sum
    // A millionth of a unit is forgiven: this side counts in floating point.
    case .tokenBucket(let capacity): return Int((Double(capacity) - missing + 1e-6).rounded(.down))
    }
  }

  /// Whether it has room; nothing is taken.
  mutating func admits(_ cost: CallCost, at now: Duration) -> Bool { remaining(at: now) >= cost.units(of: dimension) }

  mutating func take(_ units: Int, at now: Duration) {
    settle(at: now)
    accepted.append((now, units))
    sum += units
    missing += Double(units)
  }

  /// Gives back tokens that were reserved for the answer and not needed.
  mutating func refund(_ units: Int, at now: Duration) {
    settle(at: now)
    missing = max(0, missing - Double(units))
  }

  /// Until one more unit is free, which is what `Retry-After` says.
  mutating func wait(for units: Int, at now: Duration) -> Duration {
    settle(at: now)
    switch form {
    case .tokenBucket(let capacity):
      return .seconds(max(0, missing + Double(units) - Double(capacity)) / perSecond)
    case .slidingWindow:
      var free = self.units - sum
      for entry in accepted[firstAccepted...] {
        if free >= units { break }
        free += entry.units
        if free >= units { return entry.moment + Self.window - now }
      }
      return .zero
    }
  }

  /// Until all of it is free again, which is what the headers call its reset.
  mutating func reset(at now: Duration) -> Duration {
    settle(at: now)
    switch form {
    case .tokenBucket: return .seconds(missing / perSecond)
    case .slidingWindow: return (accepted.last?.moment).map { max(.zero, $0 + Self.window - now) } ?? .zero
    }
  }
}
