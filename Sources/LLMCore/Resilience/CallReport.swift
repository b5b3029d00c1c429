/// How a call ended, as far as others can learn from it.
package struct CallReport: Sendable, Equatable {
  /// What it says about the host and the limits.
  package enum Ending: Sendable, Equatable {
    /// The host answered, if only with a refusal that is about the request.
    case answered
    /// The host did not answer, or failed: names the kind of error.
    case hostFailed
    /// The host asks for fewer calls: how long to wait, where it said so, and the kind of error.
    case rejected(wait: Duration?, reason: String)
    /// It says nothing: interrupted, or never sent.
    case unknown
  }

  package var ending: Ending
  /// What the headers said.
  package var readings: [RateLimitHeaders.Reading]
  /// The tokens it really took; nil where unknown.
  package var used: CallCost?
  /// Whether a stream broke in the middle; nil where nothing was streamed.
  package var streamBroke: Bool?
  /// What was learned of the server's parameters.
  package var repair: ParameterRepair?
  /// Whether another try follows or would follow, which the budget of retries counts.
  package var isRetryable: Bool

  package init(
    _ ending: Ending, readings: [RateLimitHeaders.Reading] = [], used: CallCost? = nil, streamBroke: Bool? = nil,
    repair: ParameterRepair? = nil, isRetryable: Bool = false
  ) {
    self.ending = ending
    self.readings = readings
    self.used = used
    self.streamBroke = streamBroke
    self.repair = repair
    self.isRetryable = isRetryable
  }
}

extension ResilienceState {
  /// Learns from a call that was admitted and has ended.
  ///
  /// Returns whether the budget allows another try now. `jitter` is a random number from 0 to 1.
  package mutating func conclude(
    _ caller: Caller, on route: CallRoute, foreseen: CallCost, _ report: CallReport, at now: Duration, jitter: Double
  ) -> Bool {
    var pool = pools[route.pool] ?? PoolState()
    var budget = pool.retryBudget ?? RetryBudget(countedAt: now)
    // It may have failed before it was ready.
    pool.withdraw(caller)
    let lease = pool.finish(caller, used: report.used, at: now)
    if case .rejected = report.ending, let lease { pool.giveBackGuess(of: lease) }
    for reading in report.readings { pool.learn(reading, from: lease, foreseen, at: now) }
    note(report, of: caller, on: route, leftAt: lease?.since, at: now, jitter)
    switch report.ending {
    case .answered:
      budget.noteSuccess(at: now)
      if let limit = pool.experience.limit(
        afterSuccess: pool.buckets[.requests], leftAt: lease?.since, at: now)
      {
        pool.set(limit, on: .requests, at: now)
      }
    case .rejected(let wait, let reason):
      if let limit = pool.experience.limit(
        afterRejection: pool.buckets[.requests], leftAt: lease?.since, at: now)
      {
        pool.set(limit, on: .requests, at: now)
      }
      pool.block(until: now + max(wait ?? .zero, pool.experience.backoff), reason: reason)
    case .hostFailed:
      if report.isRetryable { budget.noteFailure(at: now) }
    case .unknown: break
    }
    pool.retryBudget = budget
    pools[route.pool] = pool
    return budget.allowsRetry(at: now)
  }

  private mutating func note(
    _ report: CallReport, of caller: Caller, on route: CallRoute, leftAt: Duration?, at now: Duration, _ jitter: Double
  ) {
    if report.streamBroke != nil || report.repair != nil {
      var memory = endpoints[route.endpoint] ?? EndpointMemory()
      memory.touchedAt = now
      if let broke = report.streamBroke { memory.noteStream(broke: broke, at: now) }
      if let repair = report.repair { memory.learn(repair) }
      endpoints[route.endpoint] = memory
    }
    switch report.ending {
    case .answered, .rejected: breakers[route.host]?.noteSuccess(leftAt: leftAt, at: now)
    case .hostFailed:
      breakers[route.host, default: Breaker()].noteFailure(of: caller, at: now, jitter: jitter)
    case .unknown: breakers[route.host]?.releaseProbe(of: caller)
    }
  }
}

extension PoolState {
  /// Gives back what a call was taken to have used that left before its limit was known, and was rejected: a crowd whose first
  /// calls leave together would otherwise work off as many turns as it had rejections. What the rejection itself tells comes
  /// after it, and may take as much again.
  fileprivate mutating func giveBackGuess(of lease: Lease) {
    for (dimension, bucket) in buckets where bucket.limit.source == .headers && lease.since < bucket.since {
      buckets[dimension]?.settle(taken: lease.cost.units(of: dimension), used: 0)
    }
  }

  /// Quotas of hours and days are not spread over them: nobody should wait minutes while most of one is left.
  private static let longestPacedWindow = Duration.seconds(600)

  /// Learns one limit from the reply to a call with this lease, which has ended.
  fileprivate mutating func learn(
    _ reading: RateLimitHeaders.Reading, from lease: Lease?, _ foreseen: CallCost, at now: Duration
  ) {
    let (dimension, leftAt) = (reading.dimension, lease?.since ?? now)
    if reading.limit.window <= Self.longestPacedWindow {
      let isNew = buckets[dimension] == nil
      set(reading.limit, on: dimension, at: now)
      if isNew {
        // What is on its way has not been counted; as much of it as the provider says it has accepted is.
        let ours = leases.reduce(foreseen.units(of: dimension)) { $0 + $1.cost.units(of: dimension) }
        let accepted = reading.remaining.map { reading.limit.units - min(max(0, $0), reading.limit.units) } ?? ours
        buckets[dimension]?.take(min(ours, accepted), at: leftAt)
      }
      if let remaining = reading.remaining { buckets[dimension]?.learn(remaining: remaining, leftAt: leftAt) }
    } else if reading.remaining == 0, let reset = reading.reset {
      block(until: now + reset, reason: "quota of \(dimension.rawValue) used up")
    }
  }
}
