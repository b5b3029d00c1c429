/// How many calls a pool let through lately, to guess the limit of a provider that rejects and does not say at what.
///
/// The guess begins with the rate that went well before the first rejection. From there it is additive increase and
/// multiplicative decrease, as TCP does it; the factor 0.7 is CUBIC's (RFC 9438).
package struct Experience: Sendable, Equatable {
  private static let decrease = 0.7
  private static let rest = Duration.seconds(60)
  /// Rejections of one burst arrive together and count once.
  private static let decreaseInterval = Duration.seconds(2)
  private static let increaseInterval = Duration.seconds(5)

  /// Since when the pool has been busy.
  package var since = Duration.zero
  package var lastDepartureAt = Duration.zero
  package var successes = 0
  package var changedAt = Duration.zero

  package init() {}

  mutating func noteDeparture(at now: Duration) {
    if now - lastDepartureAt > Self.rest { (since, successes) = (now, 0) }
    lastDepartureAt = now
  }

  /// The guess after a call that went through; nil where there is nothing to change.
  mutating func limit(afterSuccess bucket: RateBucket?, at now: Duration) -> RateLimit? {
    successes += 1
    guard let limit = bucket?.limit, limit.source == .rejections, now - changedAt >= Self.increaseInterval else {
      return nil
    }
    changedAt = now
    return RateLimit(units: limit.units + max(1, limit.units / 20), burst: 1, source: .rejections)
  }

  /// The guess after a rejection; nil where there is nothing to change.
  mutating func limit(afterRejection bucket: RateBucket?, at now: Duration) -> RateLimit? {
    guard let limit = bucket?.limit else {
      changedAt = now
      let seconds = max(1, (now - since) / .seconds(1))
      return RateLimit(units: max(6, Int(Double(successes) * 60 / seconds)), burst: 1, source: .rejections)
    }
    guard limit.source == .rejections, now - changedAt >= Self.decreaseInterval else { return nil }
    changedAt = now
    return RateLimit(units: max(1, Int(Double(limit.units) * Self.decrease)), burst: 1, source: .rejections)
  }
}
