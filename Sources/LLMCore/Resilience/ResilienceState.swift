/// All that the llmctl processes of a user know together about the providers they call.
///
/// Every moment in it is counted from the machine's start, suspension included: that clock is the same in all processes
/// and nobody can set it.
package struct ResilienceState: Sendable, Equatable {
  /// By pool: who shares a limit.
  package var pools: [String: PoolState] = [:]
  /// By host, as `https://api.openai.com`.
  package var breakers: [String: Breaker] = [:]
  /// By host and model.
  package var endpoints: [String: EndpointMemory] = [:]

  /// What nobody used for this long is forgotten.
  private static let memory = Duration.seconds(30 * 86_400)

  package init() {}

  /// Drops what is too old to be of use, so that the file stays small.
  package mutating func forget(at now: Duration) {
    pools = pools.filter { now - $0.value.touchedAt < Self.memory || !$0.value.waiters.isEmpty }
    endpoints = endpoints.filter { now - $0.value.touchedAt < Self.memory }
    breakers = breakers.filter { $0.value != Breaker() }
  }

  /// Takes back what no working clock can have brought about, as after damage to the file: nobody waits for it.
  package mutating func clamp(at now: Duration) {
    for name in pools.keys { pools[name]?.clamp(at: now) }
    for host in breakers.keys { breakers[host]?.clamp(at: now) }
    for name in endpoints.keys { endpoints[name]?.clamp(at: now) }
  }

  /// Moves every moment by as much, when the machine was started anew and its clock began again.
  package mutating func shift(by offset: Duration) {
    pools = pools.mapValues { $0.shifted(by: offset) }
    breakers = breakers.mapValues { $0.shifted(by: offset) }
    endpoints = endpoints.mapValues { memory in
      var memory = memory
      memory.touchedAt += offset
      memory.wholeUntil = memory.wholeUntil.map { $0 + offset }
      return memory
    }
  }
}

extension PoolState {
  /// The pool after a restart of the machine: nobody waits or calls any more.
  fileprivate func shifted(by offset: Duration) -> PoolState {
    var pool = self
    pool.waiters = []
    pool.leases = []
    for dimension in pool.buckets.keys {
      pool.buckets[dimension]?.arrival += offset
      pool.buckets[dimension]?.since += offset
    }
    pool.block?.until += offset
    pool.retryBudget?.countedAt += offset
    pool.experience.since += offset
    pool.experience.lastDepartureAt += offset
    pool.experience.changedAt += offset
    pool.experience.rejectedAt += offset
    pool.touchedAt += offset
    return pool
  }
}

extension Breaker {
  fileprivate func shifted(by offset: Duration) -> Breaker {
    var breaker = self
    breaker.probe = nil
    breaker.firstFailureAt += offset
    breaker.closedAt += offset
    breaker.openUntil = openUntil.map { $0 + offset }
    return breaker
  }
}
