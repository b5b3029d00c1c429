/// How many retries all processes together may still make against one pool (gRPC's retry throttling, proposal A6, with a
/// refill by time, since a command line makes few calls): against a dead server ten processes do not make three attempts
/// each.
package struct RetryBudget: Sendable, Equatable {
  package static let capacity = 10.0
  /// At this many tokens and below, nobody retries.
  package static let threshold = 5.0
  private static let perSuccess = 0.1
  private static let refillInterval = Duration.seconds(10)

  package var tokens: Double
  /// When `tokens` was right, since the machine's start.
  package var countedAt: Duration

  package init(tokens: Double = capacity, countedAt: Duration) {
    self.tokens = tokens
    self.countedAt = countedAt
  }

  package mutating func noteFailure(at now: Duration) {
    refill(at: now)
    tokens = max(0, tokens - 1)
  }

  package mutating func noteSuccess(at now: Duration) {
    refill(at: now)
    tokens = min(Self.capacity, tokens + Self.perSuccess)
  }

  /// Whether a retry is allowed at this moment.
  package func allowsRetry(at now: Duration) -> Bool { filled(at: now) > Self.threshold }

  /// A moment that has not come yet is damage.
  package mutating func clamp(at now: Duration) { countedAt = min(countedAt, now) }

  private mutating func refill(at now: Duration) {
    tokens = filled(at: now)
    countedAt = now
  }

  private func filled(at now: Duration) -> Double {
    min(Self.capacity, tokens + max(0, (now - countedAt) / Self.refillInterval))
  }
}
