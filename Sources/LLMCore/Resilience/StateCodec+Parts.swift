extension PoolState {
  init(_ value: JSONValue) {
    self.init()
    for member in value["limits"]?.members ?? [] {
      guard let dimension = LimitDimension(rawValue: member.name), let bucket = RateBucket(member.value) else {
        continue
      }
      buckets[dimension] = bucket
    }
    concurrency = value["concurrency"]?.integer
    if let until = value.moment("blocked_until") {
      block = Block(until: until, reason: value["blocked_by"]?.text ?? "")
    }
    waiters = (value["waiters"]?.elements ?? []).compactMap(Waiter.init)
    leases = (value["leases"]?.elements ?? []).compactMap(Lease.init)
    if let tokens = value["retry_millitokens"]?.integer, let countedAt = value.moment("retry_tokens_at") {
      retryBudget = RetryBudget(tokens: min(max(0, Double(tokens) / 1000), RetryBudget.capacity), countedAt: countedAt)
    }
    experience = Experience(value["experience"] ?? .null)
    touchedAt = value.moment("touched_at") ?? .zero
  }

  var json: JSONValue {
    let limits = buckets.sorted { $0.key.rawValue < $1.key.rawValue }
    return .object([
      JSONMember("limits", .object(limits.map { JSONMember($0.key.rawValue, $0.value.json) })),
      JSONMember("concurrency", .optional(concurrency)),
      JSONMember("blocked_until", .optionalMoment(block?.until)), JSONMember("blocked_by", .optional(block?.reason)),
      JSONMember("waiters", .array(waiters.map(\.json))), JSONMember("leases", .array(leases.map(\.json))),
      JSONMember("retry_millitokens", .optional(retryBudget.map { Int($0.tokens * 1000) })),
      JSONMember("retry_tokens_at", .optionalMoment(retryBudget?.countedAt)), JSONMember("experience", experience.json),
      JSONMember("touched_at", .moment(touchedAt)),
    ])
  }
}

extension RateBucket {
  init?(_ value: JSONValue) {
    guard let units = value["units"]?.integer, let window = value.moment("window"), window > .zero,
      let arrival = value.moment("arrival")
    else { return nil }
    let source = value["source"]?.text.flatMap(RateLimit.Source.init) ?? .rejections
    self.init(
      RateLimit(units: units, window: window, burst: value["burst"]?.integer, source: source), arrival: arrival,
      since: value.moment("since") ?? arrival)
  }

  var json: JSONValue {
    .object([
      JSONMember("units", .integer(limit.units)), JSONMember("window", .moment(limit.window)),
      JSONMember("burst", .integer(limit.burst)), JSONMember("source", .string(limit.source.rawValue)),
      JSONMember("arrival", .moment(arrival)), JSONMember("since", .moment(since)),
    ])
  }
}

extension PoolState.Waiter {
  init?(_ value: JSONValue) {
    guard let caller = Caller(value), let since = value.moment("since"), let turn = value.moment("turn") else {
      return nil
    }
    self.init(
      caller: caller, priority: value["priority"]?.integer.flatMap(Priority.init) ?? .background, since: since,
      cost: CallCost(input: value["input"]?.integer ?? 0, output: value["output"]?.integer ?? 0), turn: turn)
  }

  var json: JSONValue {
    .object(
      caller.members + [
        JSONMember("priority", .integer(priority.rawValue)), JSONMember("since", .moment(since)),
        JSONMember("input", .integer(cost.input)), JSONMember("output", .integer(cost.output)),
        JSONMember("turn", .moment(turn)),
      ])
  }
}

extension PoolState.Lease {
  init?(_ value: JSONValue) {
    guard let caller = Caller(value), let since = value.moment("since") else { return nil }
    self.init(
      caller: caller, host: value["host"]?.text ?? "", since: since,
      cost: CallCost(input: value["input"]?.integer ?? 0, output: value["output"]?.integer ?? 0))
  }

  var json: JSONValue {
    .object(
      caller.members + [
        JSONMember("host", .string(host)), JSONMember("since", .moment(since)),
        JSONMember("input", .integer(cost.input)), JSONMember("output", .integer(cost.output)),
      ])
  }
}

extension Experience {
  init(_ value: JSONValue) {
    self.init()
    since = value.moment("since") ?? .zero
    lastDepartureAt = value.moment("departure") ?? .zero
    successes = value["successes"]?.integer ?? 0
    changedAt = value.moment("changed") ?? .zero
    isSeeking = value["seeking"]?.bool ?? false
    rejections = value["rejections"]?.integer ?? 0
    rejectedAt = value.moment("rejected") ?? .zero
  }

  var json: JSONValue {
    .object([
      JSONMember("since", .moment(since)), JSONMember("departure", .moment(lastDepartureAt)),
      JSONMember("successes", .integer(successes)), JSONMember("changed", .moment(changedAt)),
      JSONMember("seeking", .bool(isSeeking)), JSONMember("rejections", .integer(rejections)),
      JSONMember("rejected", .moment(rejectedAt)),
    ])
  }
}

extension Caller {
  init?(_ value: JSONValue) {
    guard let pid = value["pid"]?.integer.flatMap({ Int32(exactly: $0) }), let start = value["start"]?.text,
      let number = value["number"]?.integer
    else { return nil }
    self.init(process: ProcessIdentity(pid: pid, start: start), number: number)
  }

  var members: [JSONMember] {
    [
      JSONMember("pid", .integer(Int(process.pid))), JSONMember("start", .string(process.start)),
      JSONMember("number", .integer(number)),
    ]
  }
}

extension Breaker {
  init(_ value: JSONValue) {
    self.init()
    failures = max(0, value["failures"]?.integer ?? 0)
    firstFailureAt = value.moment("first_failure") ?? .zero
    openUntil = value.moment("open_until")
    rest = value.moment("rest") ?? .zero
    if let holder = value["probe"], let caller = Caller(holder), let expiresAt = holder.moment("expires") {
      probe = Probe(caller: caller, expiresAt: expiresAt)
    }
    slowStart = value["slow_start"]?.integer.flatMap { (1...Self.endOfSlowStart).contains($0) ? $0 : nil }
    closedAt = value.moment("closed_at") ?? .zero
  }

  var json: JSONValue {
    .object([
      JSONMember("failures", .integer(failures)), JSONMember("first_failure", .moment(firstFailureAt)),
      JSONMember("open_until", .optionalMoment(openUntil)), JSONMember("rest", .moment(rest)),
      JSONMember(
        "probe", probe.map { .object($0.caller.members + [JSONMember("expires", .moment($0.expiresAt))]) } ?? .null),
      JSONMember("slow_start", .optional(slowStart)), JSONMember("closed_at", .moment(closedAt)),
    ])
  }
}

extension EndpointMemory {
  init(_ value: JSONValue) {
    self.init()
    repairs = (value["repairs"]?.elements ?? []).compactMap { repair in
      if let name = repair["drop"]?.text { return .drop(name) }
      guard let name = repair["rename"]?.text, let other = repair["to"]?.text else { return nil }
      return .rename(name, to: other)
    }
    brokenStreams = max(0, value["broken_streams"]?.integer ?? 0)
    wholeUntil = value.moment("whole_until")
    touchedAt = value.moment("touched_at") ?? .zero
  }

  var json: JSONValue {
    let repairs = repairs.map { repair -> JSONValue in
      switch repair {
      case .drop(let name): .object([JSONMember("drop", .string(name))])
      case .rename(let name, to: let other):
        .object([JSONMember("rename", .string(name)), JSONMember("to", .string(other))])
      }
    }
    return .object([
      JSONMember("repairs", .array(repairs)), JSONMember("broken_streams", .integer(brokenStreams)),
      JSONMember("whole_until", .optionalMoment(wholeUntil)), JSONMember("touched_at", .moment(touchedAt)),
    ])
  }
}
