/// What the shared state knows, for people and programs: limits, blocks, breakers and what was learned of servers, with the
/// time that is left of each.
package struct StateReport: Sendable {
  /// One fact.
  package struct Line: Sendable, Equatable {
    package var subject: String
    package var fact: String

    package init(_ subject: String, _ fact: String) {
      self.subject = subject
      self.fact = fact
    }
  }

  package let lines: [Line]

  /// `now` is the moment on the state's clock.
  package init(_ state: ResilienceState, at now: Duration) {
    var lines: [Line] = []
    for (name, pool) in state.pools.sorted(by: { $0.key < $1.key }) { lines += Self.lines(of: pool, name, now) }
    for (host, breaker) in state.breakers.sorted(by: { $0.key < $1.key }) {
      lines += Self.fact(of: breaker, now).map { [Line(host, $0)] } ?? []
    }
    for (endpoint, memory) in state.endpoints.sorted(by: { $0.key < $1.key }) {
      for repair in memory.repairs { lines.append(Line(endpoint, Self.fact(of: repair))) }
      if let until = memory.wholeUntil, until > now {
        lines.append(
          Line(endpoint, "streams broke; answers are asked for as a whole for another \((until - now).spoken)"))
      }
    }
    self.lines = lines
  }

  private static func lines(of pool: PoolState, _ name: String, _ now: Duration) -> [Line] {
    var facts: [String] = []
    for (dimension, bucket) in pool.buckets.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let limit = bucket.limit
      let free = bucket.earliest(for: 1, at: now) - now
      facts.append(
        "\(dimension.rawValue): \(limit.units) per \(limit.window.spoken) (\(limit.source.rawValue)), "
          + (free > .zero ? "next in \(free.spoken)" : "free"))
    }
    if let most = pool.concurrency { facts.append("at most \(most) at once") }
    if let block = pool.block, block.until > now {
      facts.append("blocked for another \((block.until - now).spoken): \(block.reason)")
    }
    if !pool.leases.isEmpty { facts.append("\(pool.leases.count) on their way") }
    if !pool.waiters.isEmpty { facts.append("\(pool.waiters.count) waiting") }
    if let budget = pool.retryBudget, !budget.allowsRetry(at: now) { facts.append("the budget of retries is used up") }
    return facts.map { Line(name, $0) }
  }

  private static func fact(of breaker: Breaker, _ now: Duration) -> String? {
    if let until = breaker.openUntil {
      return until > now
        ? "circuit open, next try in \((until - now).spoken)" : "circuit half-open, the next call tries"
    }
    if let width = breaker.slowStart { return "just back, at most \(width) at once" }
    return breaker.failures > 0 ? "\(breaker.failures) failures in a row" : nil
  }

  private static func fact(of repair: ParameterRepair) -> String {
    switch repair {
    case .drop(let name): "does not take '\(name)'"
    case .rename(let name, to: let other): "takes '\(other)' instead of '\(name)'"
    }
  }
}
