/// What all processes know of one pool: calls that share a provider's limits. A value; every change to it is made under the
/// lock of the shared state.
package struct PoolState: Sendable, Equatable {
  /// Somebody who waits for a turn.
  package struct Waiter: Sendable, Equatable {
    package var caller: Caller
    package var priority: Priority
    package var since: Duration
    package var cost: CallCost
    /// When its turn comes, as far as is known.
    package var turn: Duration
  }

  /// A call on its way.
  package struct Lease: Sendable, Equatable {
    package var caller: Caller
    package var host: String
    package var since: Duration
    package var cost: CallCost
  }

  /// Nobody is told to go before this moment.
  package struct Block: Sendable, Equatable {
    package var until: Duration
    /// What the provider called it: the name of the error code.
    package var reason: String
  }

  package var buckets: [LimitDimension: RateBucket] = [:]
  /// How many calls may be on their way at once; nil for any number.
  package var concurrency: Int?
  package var block: Block?
  package var waiters: [Waiter] = []
  package var leases: [Lease] = []
  package var retryBudget: RetryBudget?
  package var experience = Experience()
  /// When anything of it changed last; what nobody touched for long is forgotten.
  package var touchedAt = Duration.zero

  package init() {}
}

extension PoolState {
  /// What a call is told.
  package enum Turn: Sendable, Equatable {
    /// Go now; a place is taken.
    case now
    /// Ask again at this moment; `ahead` others come before.
    case wait(until: Duration, ahead: Int)
  }

  /// A call on its way for longer than this has been forgotten by its process.
  private static let longestLease = Duration.seconds(3600)
  private static let longestBlock = Duration.seconds(31 * 86_400)
  /// A waiter that has not come for its turn this long after it is looked for.
  private static let lateness = Duration.milliseconds(200)
  /// Between calls that were held up together, where no limit tells them apart.
  private static let blindSpacing = Duration.milliseconds(25)
  /// How often to look whether a place has become free: nobody can be told.
  private static let placeInterval = Duration.milliseconds(50)

  /// Asks for a turn: the caller gets a place in the queue, keeps it until it is told to go, and must ask again when its
  /// turn is said to have come. Of the same priority those who wait longest come first. `room` is how many more calls its host
  /// should get at once; nil for any number. Who is not ready yet is only told when its turn will be.
  ///
  /// Who does not come for its turn is passed over and keeps its place: it may be stopped, or sleep longer than it would have
  /// to by now, since others needed less than foreseen.
  package mutating func ask(
    _ caller: Caller, _ priority: Priority, _ cost: CallCost, since: Duration, host: String, room: Int?,
    isReady: Bool = true, at now: Duration, isGone: (ProcessIdentity) -> Bool
  ) -> Turn {
    touchedAt = now
    forgetTheGone(at: now, isGone)
    if !waiters.contains(where: { $0.caller == caller }) {
      insert(Waiter(caller: caller, priority: priority, since: since, cost: cost, turn: now))
    }
    let places = freePlaces(room, isGone)
    var buckets = buckets
    var ahead = 0
    for (index, waiter) in waiters.enumerated() {
      if waiter.caller != caller, waiter.turn + Self.lateness < now { continue }
      var start = start(of: waiter.cost, in: buckets, at: now)
      if buckets[.requests] == nil, block != nil { start += Self.blindSpacing * ahead }
      for dimension in buckets.keys { buckets[dimension]?.take(waiter.cost.units(of: dimension), at: start) }
      let hasPlace = places.map { ahead < $0 } ?? true
      // A turn that has come stays in the past, so that it shows who does not use it.
      waiters[index].turn = start > now ? start : hasPlace && waiter.caller != caller ? min(waiter.turn, now) : now
      guard waiter.caller == caller else {
        ahead += 1
        continue
      }
      if let places, !hasPlace {
        let moment = max(start, now + Self.placeInterval * min(20, ahead - places + 1))
        waiters[index].turn = moment
        return .wait(until: moment, ahead: ahead)
      }
      guard start <= now, isReady else { return .wait(until: start, ahead: ahead) }
      go(waiter, to: host, at: now)
      return .now
    }
    return .now
  }

  /// Gives up a place in the queue.
  package mutating func withdraw(_ caller: Caller) { waiters.removeAll { $0.caller == caller } }

  /// Ends a call: its place is free, and its cost is what it really was. Returns its lease; nil where the state was lost
  /// meanwhile.
  package mutating func finish(_ caller: Caller, used: CallCost?, at now: Duration) -> Lease? {
    touchedAt = now
    guard let place = leases.firstIndex(where: { $0.caller == caller }) else { return nil }
    let lease = leases.remove(at: place)
    guard let used else { return lease }
    // A limit that was learned after the call had left has nothing of it to give back.
    for (dimension, bucket) in buckets where dimension != .requests && bucket.since <= lease.since {
      buckets[dimension]?.settle(taken: lease.cost.units(of: dimension), used: used.units(of: dimension))
    }
    return lease
  }

  /// Sets a limit, unless a better source has set it. What was taken under another one stays taken.
  package mutating func set(_ limit: RateLimit, on dimension: LimitDimension, at now: Duration) {
    guard let bucket = buckets[dimension] else {
      buckets[dimension] = RateBucket(limit, arrival: now, since: now)
      return
    }
    if bucket.limit.source == .configuration, limit.source != .configuration { return }
    buckets[dimension]?.limit = limit
  }

  /// Lets nobody go before this moment.
  package mutating func block(until moment: Duration, reason: String) {
    if let block, block.until >= moment { return }
    block = Block(until: moment, reason: reason)
  }

  // MARK: The queue

  private mutating func insert(_ waiter: Waiter) {
    let place = waiters.firstIndex { ($0.priority, $0.since) > (waiter.priority, waiter.since) } ?? waiters.count
    waiters.insert(waiter, at: place)
  }

  private mutating func go(_ waiter: Waiter, to host: String, at now: Duration) {
    withdraw(waiter.caller)
    for dimension in buckets.keys { buckets[dimension]?.take(waiter.cost.units(of: dimension), at: now) }
    leases.append(Lease(caller: waiter.caller, host: host, since: now, cost: waiter.cost))
    experience.noteDeparture(at: now)
    if let block, block.until <= now { self.block = nil }
  }

  private func start(of cost: CallCost, in buckets: [LimitDimension: RateBucket], at now: Duration) -> Duration {
    buckets.reduce(max(now, block?.until ?? now)) { start, bucket in
      max(start, bucket.value.earliest(for: cost.units(of: bucket.key), at: now))
    }
  }

  /// How many may go now as far as the number of calls on their way is concerned; nil for any number.
  private mutating func freePlaces(
    _ room: Int?, _ isGone: (ProcessIdentity) -> Bool
  ) -> Int? {
    if let concurrency, leases.count >= concurrency { leases.removeAll { isGone($0.caller.process) } }
    return [concurrency.map { max(0, $0 - leases.count) }, room].compactMap { $0 }.min()
  }

  /// Processes die in the middle of waiting. Each check costs a look into `/proc`, so only the late are looked for.
  private mutating func forgetTheGone(at now: Duration, _ isGone: (ProcessIdentity) -> Bool) {
    waiters.removeAll { $0.turn + Self.lateness < now && isGone($0.caller.process) }
    leases.removeAll { $0.since + Self.longestLease < now }
  }

  /// Takes back what no working clock can have brought about.
  package mutating func clamp(at now: Duration) {
    for dimension in buckets.keys { buckets[dimension]?.clamp(at: now) }
    if let block, block.until > now + Self.longestBlock { self.block = nil }
    for index in waiters.indices { waiters[index].since = min(waiters[index].since, now) }
    for index in leases.indices { leases[index].since = min(leases[index].since, now) }
    retryBudget?.clamp(at: now)
    experience.clamp(at: now)
    touchedAt = min(touchedAt, now)
  }
}
