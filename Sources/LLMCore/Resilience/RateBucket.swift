/// A limit and how much of it is taken, by the generic cell rate algorithm (ITU-T I.371): one moment says it all, the one at
/// which everything taken so far will have been worked off.
package struct RateBucket: Sendable, Equatable {
  package var limit: RateLimit
  /// The theoretical arrival time, since the machine's start.
  package var arrival: Duration
  /// Since when it counts; calls that left before took nothing from it.
  package var since: Duration

  package init(_ limit: RateLimit, arrival: Duration = .zero, since: Duration = .zero) {
    self.limit = limit
    self.arrival = arrival
    self.since = since
  }

  /// The first moment at which so many units may be taken. More units than the burst wait until nothing is left to work
  /// off.
  package func earliest(for units: Int, at now: Duration) -> Duration {
    guard units > 0 else { return now }
    return max(now, arrival - limit.span(of: max(0, limit.burst - units)))
  }

  /// Takes units at a moment that `earliest` gave.
  package mutating func take(_ units: Int, at moment: Duration) {
    arrival = max(arrival, moment) + limit.span(of: units)
  }

  /// Gives back what was taken too much, or takes what was not foreseen.
  package mutating func settle(taken: Int, used: Int) { arrival += limit.span(of: used - taken) }

  /// The provider says that only so many units were left when a call came that had left at `moment`: other machines take
  /// from the same limit. It may know of less than is known here, so this only ever delays; and it speaks of then, not of
  /// now, so replies may come late and in any order.
  package mutating func learn(remaining: Int, leftAt moment: Duration) {
    let used = limit.burst - min(max(0, remaining), limit.burst)
    arrival = max(arrival, moment + limit.span(of: used))
  }

  /// A moment further ahead than anything taken could bring it is damage, or of a clock that jumped.
  package mutating func clamp(at now: Duration) {
    arrival = min(arrival, now + limit.window * 2)
    since = min(since, now)
  }
}
