import LLMCore

/// Plays a scenario: processes that drive the shared state through the same functions as the real ones do, in virtual time.
///
/// Every step of a process is one event; between two of its events it may be killed, stopped, or lose the state.
package struct Simulation {
  private enum Event {
    case start(Int)
    case ask(Int)
    case arrive(Int, attempt: Int)
    case conclude(Int, SimulatedProvider.Reply, attempt: Int)
    /// An answer ends at the provider, whether or not its process still lives.
    case finish(foreseen: CallCost, used: CallCost)
    case kill(Int)
    case foreignCall
    case accident(Scenario.Accident)
  }

  private let scenario: Scenario
  private var random: SeededRandom
  private var queue = EventQueue<Event>()
  private var provider: SimulatedProvider
  private var state = ResilienceState()
  private var processes: [SimulatedProcess] = []
  private var dead: Set<Int32> = []
  private var started = 0
  /// The clock of the queue never begins anew; that of the machine is this much behind it.
  private var bootedAt = Duration.zero
  private var boots = 0
  private var wallOffset = Duration.zero
  private var record = SimulationRecord()

  private init(_ scenario: Scenario) {
    self.scenario = scenario
    random = SeededRandom(seed: scenario.seed)
    provider = SimulatedProvider(scenario.provider)
  }

  /// Plays it to its end, which is when every process has ended.
  package static func run(_ scenario: Scenario) -> SimulationRecord {
    var simulation = Simulation(scenario)
    simulation.play()
    return simulation.record
  }

  private mutating func play() {
    for (moment, accident) in scenario.accidents { queue.put(.accident(accident), at: moment) }
    if scenario.provider.foreignCalls > 0 { queue.put(.foreignCall, at: .zero) }
    let first = scenario.goesAhead ? 1 : min(scenario.processes, scenario.calls)
    var moment = Duration.zero
    for _ in 0..<first {
      launch(at: moment)
      moment += random.duration(scenario.gap)
    }
    var events = 0
    while record.ended < scenario.calls, let (now, event) = queue.take() {
      events += 1
      // Far more than any honest run needs: somebody is told to ask again and again.
      guard events < 4000 * scenario.calls + 100_000 else { break }
      handle(event, at: now)
    }
    record.processes = processes
    record.events = events
    record.mostAtProvider = provider.mostRunning
  }

  private mutating func handle(_ event: Event, at now: Duration) {
    switch event {
    case .start(let number), .ask(let number): whenAwake(number, event, at: now) { $0.ask(number, at: now) }
    case .arrive(let number, let attempt): arrive(number, attempt, at: now)
    case .conclude(let number, let reply, let attempt):
      whenAwake(number, event, at: now) { $0.conclude(number, reply, attempt, at: now) }
    case .finish(let foreseen, let used): provider.finish(foreseen, used: used, at: now)
    case .kill(let number):
      guard processes[number].end == nil else { return }
      dead.insert(processes[number].caller.process.pid)
      end(number, .killed, at: now)
    case .foreignCall:
      provider.takeForeign(CallCost(input: 500, output: 500), at: now)
      let mean = 60 / scenario.provider.foreignCalls
      queue.put(.foreignCall, at: now + .seconds(mean * 2 * random.fraction()) + .milliseconds(1))
    case .accident(let accident): suffer(accident, at: now)
    }
  }

  // MARK: A process

  private mutating func launch(at now: Duration) {
    let number = processes.count
    let pool = number % scenario.pools
    var route = CallRoute(pool: "pool \(pool)", host: "https://api.test", model: "model", isLocal: false)
    route.limits = scenario.configured
    let cost = CallCost(input: random.integer(scenario.input), output: random.integer(scenario.output))
    processes.append(
      SimulatedProcess(
        caller: Caller(process: ProcessIdentity(pid: Int32(number + 1), start: "\(boots):\(number)"), number: 1),
        route: route, priority: random.chance(scenario.interactiveShare) ? .interactive : .background, cost: cost,
        used: CallCost(input: cost.input, output: random.integer(1...max(1, cost.output))), since: now))
    started += 1
    queue.put(.start(number), at: now)
    if random.chance(scenario.killShare) {
      // Some at once, some in the middle of waiting or of the answer.
      queue.put(.kill(number), at: now + random.duration(.zero...(.milliseconds(random.pick([5, 200, 3000, 30_000])))))
    }
  }

  private mutating func end(_ number: Int, _ end: SimulatedProcess.End, at now: Duration) {
    processes[number].end = end
    processes[number].endedAt = now
    record.ended += 1
    let next = scenario.goesAhead && number == 0 ? min(scenario.processes, scenario.calls - 1) : 1
    for _ in 0..<next where started < scenario.calls { launch(at: now + random.duration(scenario.pause)) }
  }

  /// Runs a step, or puts it off while the process is stopped. A dead process does nothing.
  private mutating func whenAwake(
    _ number: Int, _ event: Event, at now: Duration, _ step: (inout Simulation) -> Void
  ) {
    guard processes[number].end == nil else { return }
    if processes[number].stoppedUntil > now { return queue.put(event, at: processes[number].stoppedUntil) }
    step(&self)
  }

  private func sinceBoot(_ now: Duration) -> Duration { now - bootedAt }

  private mutating func ask(_ number: Int, at now: Duration) {
    let process = processes[number]
    passThroughFile(at: now)
    record.transactions += 1
    let admission = state.admit(
      process.caller, on: process.route, process.priority, process.cost, since: sinceBoot(process.since),
      at: sinceBoot(now), isGone: isGone)
    switch admission {
    case .go:
      processes[number].attempt += 1
      processes[number].leftAt = now
      record.departures.append(SimulationRecord.Departure(moment: now, process: number))
      let attempt = processes[number].attempt
      queue.put(.arrive(number, attempt: attempt), at: now + random.duration(scenario.provider.latency))
    case .wait(let moment, _):
      let moment = moment + bootedAt
      record.noteWait(until: moment, at: now)
      guard moment - process.since <= scenario.maxWait else {
        state.withdraw(process.caller, from: process.route)
        return end(number, .tooLong, at: now)
      }
      queue.put(.ask(number), at: max(Admission.nextLook(before: moment, at: now), now) + wakingUp())
    case .open:
      record.noteOpen(at: now)
      end(number, .open, at: now)
    }
  }

  /// A process is woken a little late, sometimes much.
  private mutating func wakingUp() -> Duration {
    random.duration(.microseconds(50)...(random.chance(0.02) ? .milliseconds(60) : .milliseconds(2)))
  }

  private func isGone(_ process: ProcessIdentity) -> Bool {
    dead.contains(process.pid) || !process.start.hasPrefix("\(boots):")
  }

  private mutating func arrive(_ number: Int, _ attempt: Int, at now: Duration) {
    let process = processes[number]
    // The connection of a dead process is closed before it has sent anything.
    guard process.end == nil else { return }
    let reply = provider.receive(process.cost, at: now, wall: wall(now), &random)
    record.noteReply(reply.error, to: number, at: now)
    if reply.error == nil {
      queue.put(.finish(foreseen: process.cost, used: process.used), at: now + reply.after)
      record.input += process.used.input
      record.output += process.used.output
    }
    queue.put(
      .conclude(number, reply, attempt: attempt), at: now + reply.after + random.duration(scenario.provider.latency))
  }

  private mutating func conclude(
    _ number: Int, _ reply: SimulatedProvider.Reply, _ attempt: Int, at now: Duration
  ) {
    let process = processes[number]
    passThroughFile(at: now)
    record.transactions += 1
    let isRetryable = reply.error.map { $0.code != .quota } ?? false
    var report = CallReport(Self.ending(of: reply.error), isRetryable: isRetryable)
    report.readings = RateLimitHeaders(reply.headers, now: wall(now)).readings
    report.used = reply.error == nil ? process.used : CallCost(input: 0, output: 0)
    let budget = state.conclude(
      process.caller, on: process.route, foreseen: process.cost, report, at: sinceBoot(now), jitter: random.fraction())
    guard let error = reply.error else { return end(number, .answered, at: now) }
    let policy = RetryPolicy(maxWait: scenario.maxWait)
    switch policy.decide(
      error, attempt: attempt, waited: now - process.since, budget: budget, jitter: random.fraction())
    {
    case .retry(let pause):
      if error.code != .throttle { record.retries.append(now) }
      queue.put(.ask(number), at: error.code == .throttle ? now : now + pause + wakingUp())
    case .tooLong: end(number, .tooLong, at: now)
    case .giveUp, .exhausted: end(number, .failed(error.code.name), at: now)
    }
  }

  private static func ending(of error: LLMError?) -> CallReport.Ending {
    guard let error else { return .answered }
    switch error.code {
    case .throttle: return .rejected(wait: error.recovery.wait, reason: error.code.name)
    case .network, .server, .timeout, .overload: return .hostFailed
    default: return .answered
    }
  }

  // MARK: The machine

  private func wall(_ now: Duration) -> Timestamp {
    Timestamp(milliseconds: 1_763_694_245_678 + Int64((now + wallOffset).milliseconds))
  }

  private func codec(_ now: Duration) -> StateCodec {
    StateCodec(at: StateCodec.Moment(boot: "boot \(boots)", sinceBoot: sinceBoot(now), wall: wall(now)))
  }

  private mutating func passThroughFile(at now: Duration) {
    guard random.chance(scenario.storedShare) else { return }
    let codec = codec(now)
    state = codec.decode(codec.encode(state)) ?? ResilienceState()
  }

  private mutating func suffer(_ accident: Scenario.Accident, at now: Duration) {
    let bytes = codec(now).encode(state)
    record.accidents.append(now)
    switch accident {
    case .stateDeleted: state = ResilienceState()
    case .stateIsGarbage:
      let garbage = (0..<random.integer(0...200)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      state = codec(now).decode(garbage) ?? ResilienceState()
    case .stateIsCut:
      state = codec(now).decode(Array(bytes.prefix(random.integer(0...bytes.count)))) ?? ResilienceState()
    case .wallClockSet(let step): wallOffset += step
    case .processStopped(let pause):
      let living = processes.indices.filter { processes[$0].end == nil }
      if !living.isEmpty { processes[random.pick(living)].stoppedUntil = now + pause }
    case .reboot:
      boots += 1
      bootedAt = now + .seconds(20)
      for number in processes.indices where processes[number].end == nil { end(number, .killed, at: bootedAt) }
      state = codec(bootedAt).decode(bytes) ?? ResilienceState()
    }
  }
}
