/// What a call is told that wants to leave.
package enum Admission: Sendable, Equatable {
  /// It may go.
  case go(AdmittedCall)
  /// It has a place in the queue, and asks again at this moment, since the machine's start.
  case wait(until: Duration, WaitReason)
  /// The breaker is open; nobody goes before this moment.
  case open(until: Duration)
}

extension Admission {
  private static let shortestLook = Duration.seconds(1)
  private static let longestLook = Duration.seconds(5)

  /// When to ask again if told to wait until `moment`. Often earlier: others may need less than they reserved, give up or
  /// die, and a guessed limit grows, but nobody can be woken. Half of the rest at a time, at most five seconds.
  package static func nextLook(before moment: Duration, at now: Duration) -> Duration {
    min(moment, now + min(max((moment - now) / 2, shortestLook), longestLook))
  }
}

/// What a call that may go should know.
package struct AdmittedCall: Sendable, Equatable {
  /// Parameters this server refuses.
  package var repairs: [ParameterRepair]
  /// Whether the answer may be streamed.
  package var streams: Bool

  package init(repairs: [ParameterRepair] = [], streams: Bool = true) {
    self.repairs = repairs
    self.streams = streams
  }
}

/// What a call waits for.
package enum WaitReason: Sendable, Equatable {
  /// The rate limit, with so many before it.
  case queue(ahead: Int)
  /// The provider asked everybody to wait; names the kind of error.
  case blocked(String)
  /// Another process tries whether the host is back.
  case probe

  /// As a person reads it behind a verb.
  package var phrase: String {
    switch self {
    case .queue(ahead: 0): "rate limit"
    case .queue(let ahead): "rate limit, \(ahead) ahead"
    case .blocked(let reason): reason
    case .probe: "another process tries the server"
    }
  }
}

extension ResilienceState {
  /// How often to look what a probe found: soon at first, then less often, since hundreds may look.
  private static let probePatience = Duration.milliseconds(100)...(.seconds(1))

  /// Asks for a call to leave. A caller that is told to wait keeps its place and must ask again or `withdraw`. One that is
  /// not ready to leave at once only gets its place in the queue.
  package mutating func admit(
    _ caller: Caller, on route: CallRoute, _ priority: Priority, _ cost: CallCost, since: Duration,
    isReady: Bool = true, at now: Duration, isGone: (ProcessIdentity) -> Bool
  ) -> Admission {
    var probes = false
    if route.usesBreaker {
      switch breakers[route.host, default: Breaker()].ask(caller, at: now, isGone: isGone) {
      case .allowed: break
      case .probes: probes = true
      case .probed:
        let pause = min(max(Self.probePatience.lowerBound, (now - since) / 8), Self.probePatience.upperBound)
        return .wait(until: now + pause, .probe)
      case .open(let moment):
        pools[route.pool]?.withdraw(caller)
        return .open(until: moment)
      }
    }
    var pool = pools[route.pool] ?? PoolState()
    pool.set(route.limits, at: now)
    let room = route.usesBreaker ? room(on: route.host, isGone) : nil
    let turn = pool.ask(
      caller, priority, cost, since: since, host: route.host, room: room, isReady: isReady, at: now, isGone: isGone)
    defer { pools[route.pool] = pool }
    switch turn {
    case .now: return .go(knowledge(of: route, at: now))
    case .wait(let moment, let ahead):
      // While it waits for a limit, somebody of another pool can try the host.
      if probes { breakers[route.host]?.releaseProbe(of: caller) }
      if let block = pool.block, block.until > now { return .wait(until: moment, .blocked(block.reason)) }
      return .wait(until: moment, .queue(ahead: ahead))
    }
  }

  /// What a call should know of the server it goes to.
  package func knowledge(of route: CallRoute, at now: Duration) -> AdmittedCall {
    let memory = endpoints[route.endpoint]
    return AdmittedCall(repairs: memory?.repairs ?? [], streams: memory?.streams(at: now) ?? true)
  }

  /// Where a call stands that has not asked yet.
  package enum Outlook: Sendable, Equatable {
    /// The breaker is not closed: even to connect needs to be asked for.
    case guarded
    /// It could leave soon enough to connect now.
    case near(AdmittedCall)
    /// It has to queue first.
    case far
  }

  /// So long before its turn a call may connect: that takes a TLS handshake, and servers close what idles for long.
  package static let timeToConnect = Duration.seconds(1)

  /// Looks ahead without asking: nothing of it is kept.
  package func outlook(
    for caller: Caller, on route: CallRoute, _ priority: Priority, _ cost: CallCost, since: Duration, at now: Duration
  ) -> Outlook {
    if route.usesBreaker, breakers[route.host]?.openUntil != nil { return .guarded }
    var copy = self
    switch copy.admit(caller, on: route, priority, cost, since: since, at: now, isGone: { _ in false }) {
    case .go(let call): return .near(call)
    case .wait(let moment, _) where moment - now <= Self.timeToConnect: return .near(knowledge(of: route, at: now))
    case .wait, .open: return .far
    }
  }

  /// How many more calls a host should get at once while it comes back; nil for any number. Its pools share them. What left
  /// before it was back may hang for long, and does not count.
  private func room(on host: String, _ isGone: (ProcessIdentity) -> Bool) -> Int? {
    guard let breaker = breakers[host], let width = breaker.slowStart else { return nil }
    let running = pools.values.reduce(0) { sum, pool in
      sum + pool.leases.count { $0.host == host && $0.since >= breaker.closedAt && !isGone($0.caller.process) }
    }
    return max(0, width - running)
  }

  /// Gives up waiting.
  package mutating func withdraw(_ caller: Caller, from route: CallRoute) {
    pools[route.pool]?.withdraw(caller)
    breakers[route.host]?.releaseProbe(of: caller)
  }
}

extension PoolState {
  /// Sets what the configuration says, and forgets a limit that it does not say any more.
  fileprivate mutating func set(_ limits: ConfiguredLimits, at now: Duration) {
    concurrency = limits.concurrency
    let told: [(LimitDimension, Int?)] = [
      (.requests, limits.requests), (.tokens, limits.tokens), (.inputTokens, limits.inputTokens),
      (.outputTokens, limits.outputTokens),
    ]
    for (dimension, units) in told {
      if let units {
        let burst = dimension == .requests ? limits.burst : nil
        set(RateLimit(units: units, burst: burst, source: .configuration), on: dimension, at: now)
      } else if buckets[dimension]?.limit.source == .configuration {
        buckets[dimension] = nil
      }
    }
  }
}
