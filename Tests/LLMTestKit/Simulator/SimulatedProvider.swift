import LLMCore

/// A provider with limits that its callers do not see.
struct SimulatedProvider {
  /// What a call gets, and how long after its arrival.
  struct Reply {
    var error: LLMError?
    var headers: [HTTPHeader] = []
    var after: Duration
  }

  private var traits: ProviderTraits
  private(set) var running = 0
  /// Calls that it answered.
  private(set) var answered = 0
  private(set) var mostRunning = 0

  init(_ traits: ProviderTraits) { self.traits = traits }

  /// A call of another machine, which takes what it can get.
  mutating func takeForeign(_ cost: CallCost, at now: Duration) { _ = take(cost, at: now) }

  /// A call arrives. An answered one must be given to `finish` when its answer ends.
  mutating func receive(
    _ cost: CallCost, at now: Duration, wall: Timestamp, _ random: inout SeededRandom
  ) -> Reply {
    if let outage = traits.outages.first(where: { $0.from <= now && now < $0.to }) {
      return fail(outage.fault, &random)
    }
    if let money = traits.money, answered >= money {
      return Reply(error: LLMError(.quota, "no money", status: 429), after: random.duration(traits.latency))
    }
    let isFull = traits.concurrency.map { running >= $0 } ?? false
    let isAccepted = !isFull && take(cost, at: now)
    var headers = headers(at: now, wall)
    guard isAccepted else {
      var wait: Duration?
      if traits.tellsWait {
        let seconds = Int((self.wait(for: cost, at: now) / .seconds(1)).rounded(.up))
        headers.append(HTTPHeader("retry-after", String(max(1, seconds))))
        wait = WaitHint.wait(in: headers, now: wall)
      }
      let error = LLMError(.throttle, "too many", status: 429, recovery: Recovery(wait: wait))
      return Reply(error: error, headers: headers, after: random.duration(traits.latency))
    }
    answered += 1
    running += 1
    mostRunning = max(mostRunning, running)
    return Reply(headers: headers, after: random.duration(traits.answer))
  }

  /// An answer has ended.
  mutating func finish(_ foreseen: CallCost, used: CallCost, at now: Duration) {
    running -= 1
    for index in traits.limits.indices where traits.limits[index].dimension != .requests {
      let dimension = traits.limits[index].dimension
      traits.limits[index].refund(foreseen.units(of: dimension) - used.units(of: dimension), at: now)
    }
  }

  private mutating func take(_ cost: CallCost, at now: Duration) -> Bool {
    for index in traits.limits.indices {
      guard traits.limits[index].admits(cost, at: now) else { return false }
    }
    for index in traits.limits.indices {
      traits.limits[index].take(cost.units(of: traits.limits[index].dimension), at: now)
    }
    return true
  }

  private mutating func wait(for cost: CallCost, at now: Duration) -> Duration {
    var longest = Duration.zero
    for index in traits.limits.indices {
      longest = max(longest, traits.limits[index].wait(for: cost.units(of: traits.limits[index].dimension), at: now))
    }
    return longest
  }

  private func fail(_ fault: ProviderTraits.Fault, _ random: inout SeededRandom) -> Reply {
    let soon = random.duration(traits.latency)
    switch fault {
    case .refusedConnection: return Reply(error: LLMError(.network, "refused"), after: soon)
    case .overload: return Reply(error: LLMError(.overload, "overloaded", status: 529), after: soon)
    case .serverError:
      let recovery = Recovery(mayHaveBeenCharged: random.chance(0.5))
      return Reply(error: LLMError(.server, "broken", status: 500, recovery: recovery), after: soon)
    case .silence:
      return Reply(
        error: LLMError(.timeout, "silent", recovery: Recovery(mayHaveBeenCharged: true)), after: .seconds(10))
    }
  }

  private mutating func headers(at now: Duration, _ wall: Timestamp) -> [HTTPHeader] {
    var headers: [HTTPHeader] = []
    for index in traits.limits.indices {
      let dimension = traits.limits[index].dimension
      let remaining = String(max(0, traits.limits[index].remaining(at: now)))
      let reset = traits.limits[index].reset(at: now)
      switch traits.headers {
      case .none: break
      case .openAI:
        let name = dimension == .requests ? "requests" : "tokens"
        headers.append(HTTPHeader("x-ratelimit-limit-\(name)", String(traits.limits[index].units)))
        headers.append(HTTPHeader("x-ratelimit-remaining-\(name)", remaining))
        headers.append(HTTPHeader("x-ratelimit-reset-\(name)", "\(reset.milliseconds)ms"))
      case .anthropic:
        let name = "anthropic-ratelimit-\(dimension.rawValue.split(separator: "_").joined(separator: "-"))"
        let moment = Timestamp(milliseconds: wall.milliseconds + Int64(reset.milliseconds))
        headers.append(HTTPHeader("\(name)-limit", String(traits.limits[index].units)))
        headers.append(HTTPHeader("\(name)-remaining", remaining))
        // To the second, as Anthropic writes it.
        headers.append(HTTPHeader("\(name)-reset", moment.rfc3339.prefix(19) + "Z"))
      }
    }
    return headers
  }
}
