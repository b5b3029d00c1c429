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

  /// Waits until the call may leave. `since` is when it first wanted to, since the machine's start; `patience` is how long
  /// it may wait from now on.
  ///
  /// Throws `LLMError` where the breaker is open or the wait would be too long, and `CancellationError`.
  func enter(_ cost: CallCost, since: Duration, patience: Duration) async throws -> AdmittedCall {
    let deadline = context.time.sinceBoot() + patience
    while let admission = await ask(cost, since) {
      switch admission {
      case .go(let call): return call
      case .open(let moment): throw circuitOpen(until: moment)
      case .wait(let moment, let reason):
        guard moment <= deadline else {
          await leaveQueue()
          throw tooLong(until: moment, reason, patience)
        }
        do {
          let look = Admission.nextLook(before: moment, at: context.time.sinceBoot())
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

  private func ask(_ cost: CallCost, _ since: Duration) async -> Admission? {
    let (caller, route, priority, processes) = (caller, route, priority, context.processes)
    return await memory.change { state, now in
      state.admit(
        caller, on: route, priority, cost, since: since, at: now, isGone: { !processes.isAlive($0) })
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
