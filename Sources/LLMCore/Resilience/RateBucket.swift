/// A limit and how much of it is taken, by the generic cell rate algorithm (ITU-T I.371): one moment says it all, the one at
/// which everything taken so far will have been worked off.
package struct RateBucket: Sendable, Equatable {
  package var limit: RateLimit
  /// The theoretical arrival time, since the machine's start.
  package var arrival: Duration

  package init(_ limit: RateLimit, arrival: Duration = .zero) {
    self.limit = limit
    self.arrival = arrival
  }

  /// The first moment at which so many units may be taken. More units than the burst wait until nothing is left to work
  /// off.
  package func earliest(for units: Int, at now: Duration) -> Duration {
    guard units > 0 else { return now }
    return max(now, arrival - limit.interval * max(0, limit.burst - units))
  }

  /// Takes units at a moment that `earliest` gave.
  package mutating func take(_ units: Int, at moment: Duration) {
    arrival = max(arrival, moment) + limit.interval * units
  }

  /// Gives back what was taken too much, or takes what was not foreseen.
  package mutating func settle(taken: Int, used: Int) { arrival += limit.interval * (used - taken) }

  /// The provider says that only so many units are left: other machines take from the same limit. It may say less than is
  /// known here, since it counts what arrived; so this only ever delays.
  package mutating func learn(remaining: Int, at now: Duration) {
    let used = limit.burst - min(max(0, remaining), limit.burst)
    arrival = max(arrival, now + limit.interval * used)
  }

  /// A moment further ahead than anything taken could bring it is damage, or of a clock that jumped.
  package mutating func clamp(at now: Duration) { arrival = min(arrival, now + limit.window * 2) }
}
