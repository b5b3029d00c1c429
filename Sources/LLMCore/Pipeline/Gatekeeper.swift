/// Lets a call leave when the limits, the breaker and the other processes allow it, and tells the others how it ended.
struct Gatekeeper: Sendable {
  private let context: AppContext
  private let reporter: Reporter
  private let memory: SharedMemory
  private let route: CallRoute
  private let priority: Priority
  private let caller: Caller

  init(context: AppContext, reporter: Reporter, memory: SharedMemory, route: CallRoute, caller: Caller) {
    self.context = context
    self.reporter = reporter
    self.memory = memory
    self.route = route
    self.caller = caller
    // Somebody who sees standard error waits for the answer.
    self.priority = context.console.errorIsTerminal ? .interactive : .background
  }

  /// What a call asks for.
  struct Turn: Sendable {
    var cost: CallCost
    /// When it first wanted to leave, until when it may wait, both since the machine's start, and how long that is in all.
    var since: Duration
    var deadline: Duration
    var patience: Duration
  }

  /// What a call may do that was let in.
  struct Pass: Sendable {
    var call: AdmittedCall
    /// Whether the request may leave as soon as the connection stands; else `clear` is to be asked then.
    var isCleared: Bool
  }

  /// Waits until it is time to connect. To leave is asked for when the connection stands (`clear`): in a crowd of processes
  /// that may be a second later, and what is counted are departures. A host that may be down is asked for before.
  ///
  /// Throws `LLMError` where the breaker is open or the wait would be too long, and `CancellationError`.
  func enter(_ turn: Turn) async throws -> Pass {
    switch memory.look({ $0.outlook(for: caller, on: route, priority, turn.cost, since: turn.since, at: $1) }) {
    case .near(let call)?: return Pass(call: call, isCleared: false)
    case .guarded?: return Pass(call: try await wait(turn, isReady: true), isCleared: true)
    case .far?: return Pass(call: try await wait(turn, isReady: false), isCleared: false)
    case nil: return Pass(call: AdmittedCall(), isCleared: true)
    }
  }

  /// Waits until the request may leave.
  ///
  /// Throws as `enter` does.
  func clear(_ turn: Turn) async throws { _ = try await wait(turn, isReady: true) }

  /// Waits in the queue: until it may go, or, where it is not ready, until that is near.
  private func wait(_ turn: Turn, isReady: Bool) async throws -> AdmittedCall {
    while let admission = await ask(turn, isReady) {
      switch admission {
      case .go(let call): return call
      case .open(let moment): throw circuitOpen(until: moment)
      case .wait(let moment, let reason):
        guard moment <= turn.deadline else {
          await leaveQueue()
          throw tooLong(until: moment, reason, turn.patience)
        }
        let now = context.time.sinceBoot()
        let target = isReady ? moment : moment - ResilienceState.timeToConnect
        guard target > now else {
          guard !isReady else { continue }
          return memory.look { $0.knowledge(of: route, at: $1) } ?? AdmittedCall()
        }
        do {
          let look = Admission.nextLook(before: target, at: now)
          try await Pause(context: context, reporter: reporter).wait(until: look, "\(route.model): \(reason.phrase)")
        } catch {
          await leaveQueue()
          throw error
        }
      }
    }
    return AdmittedCall()
  }

  /// Tells how the call ended. Returns whether the shared budget allows another try.
  func leave(_ cost: CallCost, _ report: CallReport) async -> Bool {
    let (caller, route, jitter) = (caller, route, context.chance())
    return await memory.change { state, now in
      state.conclude(caller, on: route, foreseen: cost, report, at: now, jitter: jitter)
    } ?? true
  }

  private func ask(_ turn: Turn, _ isReady: Bool) async -> Admission? {
    let (caller, route, priority, processes) = (caller, route, priority, context.processes)
    return await memory.change { state, now in
      state.admit(
        caller, on: route, priority, turn.cost, since: turn.since, isReady: isReady, at: now,
        isGone: { !processes.isAlive($0) })
    }
  }

  private func leaveQueue() async {
    let (caller, route) = (caller, route)
    // In a task of its own: an interrupted run is cancelled.
    _ = await Task { await memory.change { state, _ in state.withdraw(caller, from: route) } }.value
  }

  // MARK: Refusals

  private func circuitOpen(until moment: Duration) -> LLMError {
    LLMError(
      .circuitOpen, "\(route.host) failed several times just now, so nothing was sent",
      advice: "The next try is allowed in \(wait(until: moment).spoken)\(timeOfDay(moment)); "
        + "'llmctl doctor reset' or --no-breaker tries at once")
  }

  private func tooLong(until moment: Duration, _ reason: WaitReason, _ patience: Duration) -> LLMError {
    LLMError(
      .throttle,
      "waiting for \(route.model) would take \(wait(until: moment).spoken)\(timeOfDay(moment)) (\(reason.phrase)), longer "
        + "than \(patience.spoken)",
      advice: "Raise --max-wait, or try again later", recovery: Recovery(wait: wait(until: moment)))
  }

  private func wait(until moment: Duration) -> Duration { moment - context.time.sinceBoot() }

  /// The time of day for waits that a person would rather read off a clock.
  private func timeOfDay(_ moment: Duration) -> String {
    let wait = wait(until: moment)
    guard wait > .seconds(60) else { return "" }
    let time = Timestamp(milliseconds: context.time.now().milliseconds + Int64(wait.milliseconds))
    return ", until \(time.rfc3339.prefix(19))Z"
  }
}
