/// How many calls a pool let through lately, to guess the limit of a provider that rejects and does not say at what.
///
/// The guess begins with the rate that went well before the first rejection, and doubles until the next one, as TCP's slow
/// start does. From there it is additive increase and multiplicative decrease; the factor 0.7 is CUBIC's (RFC 9438).
package struct Experience: Sendable, Equatable {
  private static let decrease = 0.7
  private static let rest = Duration.seconds(60)
  private static let increaseInterval = Duration.seconds(5)
  private static let leastGuess = 6
  /// Nobody needs more; without an end it would grow as long as it is not reached.
  private static let mostGuess = 1_000_000
  private static let longestBackoff = Duration.seconds(20)

  /// Since when the pool has been busy.
  package var since = Duration.zero
  package var lastDepartureAt = Duration.zero
  package var successes = 0
  package var changedAt = Duration.zero
  /// Whether the guess still doubles.
  package var isSeeking = false
  /// Rejections in a row; those of calls that had left before the one before was known count once together.
  package var rejections = 0
  package var rejectedAt = Duration.zero

  package init() {}

  mutating func noteDeparture(at now: Duration) {
    if now - lastDepartureAt > Self.rest { (since, successes) = (now, 0) }
    lastDepartureAt = now
  }

  /// The guess after a call that went through; nil where there is nothing to change.
  mutating func limit(afterSuccess bucket: RateBucket?, leftAt: Duration?, at now: Duration) -> RateLimit? {
    successes = min(successes + 1, Self.mostGuess)
    if let leftAt, leftAt >= rejectedAt { rejections = 0 }
    guard let limit = bucket?.limit, limit.source == .rejections, rejections == 0,
      now - changedAt >= Self.increaseInterval
    else { return nil }
    changedAt = now
    let step = isSeeking ? limit.units : max(1, limit.units / 20)
    return RateLimit(units: min(limit.units + step, Self.mostGuess), burst: 1, source: .rejections)
  }

  /// The guess after a rejection; nil where there is nothing to change. Calls that left before the last rejection was known
  /// tell nothing new, nor does one after another while the provider rejects everything.
  mutating func limit(afterRejection bucket: RateBucket?, leftAt: Duration?, at now: Duration) -> RateLimit? {
    guard rejections == 0 || (leftAt ?? now) >= rejectedAt else { return nil }
    rejections = min(rejections + 1, 100)
    rejectedAt = now
    guard let limit = bucket?.limit else {
      (changedAt, isSeeking) = (now, true)
      let seconds = max(1, (now - since) / .seconds(1))
      let rate = min(Double(successes) * 60 / seconds, Double(Self.mostGuess))
      return RateLimit(units: max(Self.leastGuess, Int(rate)), burst: 1, source: .rejections)
    }
    guard limit.source == .rejections, rejections == 1 else { return nil }
    (changedAt, isSeeking) = (now, false)
    return RateLimit(units: max(1, Int(Double(limit.units) * Self.decrease)), burst: 1, source: .rejections)
  }

  /// How long to leave the provider alone after the rejections so far, where it asks for less or for nothing.
  var backoff: Duration { min(Self.longestBackoff, .seconds(1 << min(max(0, rejections - 1), 5))) }

  /// Moments that have not come yet are damage.
  mutating func clamp(at now: Duration) {
    (since, lastDepartureAt) = (min(since, now), min(lastDepartureAt, now))
    (changedAt, rejectedAt) = (min(changedAt, now), min(rejectedAt, now))
    successes = min(max(0, successes), Self.mostGuess)
    rejections = min(max(0, rejections), 100)
  }
}
