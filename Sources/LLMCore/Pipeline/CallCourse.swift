/// One call through all its tries: waits for its turn, asks, and decides what comes next.
///
/// Three phases, three rules (§ "One request" in ARCHITECTURE.md): before the request is sent a retry is free; sent and no
/// content yet, a retry is allowed and recorded as a possible double charge; once content came nothing is ever started anew,
/// only gone on with.
struct CallCourse {
  private let context: AppContext
  private let reporter: Reporter
  private let sink: any AnswerSink
  private let memory: SharedMemory
  private let row: Task<CallID?, Never>
  private let redaction: RecordingRedaction
  /// Returns once the request may leave.
  private let clearance: @Sendable () async -> Void
  private let asked: Question
  /// As it is asked now: of whom, and with which parameters.
  private var question: Question
  private var fallbacks: [Fallback]
  private var continuation: Continuation
  /// Since when it wants to leave, on the clock of the shared state and on the monotonic one.
  private let since: Duration
  private let startedAt: Duration
  /// Tries in all, and of the model that is asked now.
  private var attempts = 0
  private var attemptsHere = 0
  /// Those of them that may have been charged.
  private var charged = 0
  private var waited = Duration.zero
  /// How long others of the same command were before it; no server made it wait, so it does not count against the user's patience.
  private var heldBack = Duration.zero
  /// What the server wants changed, until it is known whether that pleases it.
  private var repair: ParameterRepair?
  /// What ended the try before this one.
  private var lastFailure: LLMError?
  private var costLimit: CostLimit?
  /// The tokens of the tries before the one at hand, and what they cost.
  private var earlierUsage = Usage()
  private var earlierCharges: [Charge] = []
  /// How often the answer had to be asked for again, and what was wrong with the last one.
  private var reasks = 0
  private var problems: [StructuredReading.Problem] = []
  /// How long the server asks to wait, where that is longer than the user wants to.
  private var tooLong: Duration?

  init(
    question: Question, context: AppContext, reporter: Reporter, sink: any AnswerSink, row: Task<CallID?, Never>,
    redaction: RecordingRedaction, clearance: @escaping @Sendable () async -> Void, startedAt: Duration
  ) {
    self.asked = question
    self.question = question
    self.fallbacks = question.fallbacks
    self.continuation = Continuation(of: question)
    self.context = context
    self.reporter = reporter
    self.sink = sink
    self.row = row
    self.redaction = redaction
    self.clearance = clearance
    self.memory = SharedMemory(context: context, reporter: reporter)
    self.since = context.time.sinceBoot()
    self.startedAt = startedAt
    costLimit = CostLimit(question)
    if let resumed = question.resumed { continuation.begin(after: resumed, &self.question) }
  }

  /// Runs to an end. Never throws: a failure is part of the answer.
  mutating func run() async -> Answer {
    while true {
      let (target, startedAt) = (question, context.time.monotonic())
      var (answer, budget) = await attempt()
      judge(&answer)
      let duration = context.time.monotonic() - startedAt
      guard let sequel = await sequel(to: answer, budget) else {
        let answer = finished(answer)
        return await keptAnswer(insteadOf: answer) ?? answer
      }
      await record(answer, of: target, duration, sequel)
      earlierUsage = earlierUsage.adding(answer.usage)
      if let charge = answer.charge { earlierCharges.append(charge) }
    }
  }

  // MARK: One try

  private mutating func attempt() async -> (Answer, budget: Bool) {
    var shaped = question.shapedRequest
    attempts += 1
    attemptsHere += 1
    do throws(LLMError) { try costLimit?.check(question, shaped) } catch { return (Answer(failure: error), true) }
    let turnstile = question.turnstile
    let cameAt = context.time.sinceBoot()
    do throws(CancellationError) { try await turnstile?.enter() } catch {
      return (Answer(failure: Self.refusal(error, context.interruption.received)), true)
    }
    defer { turnstile?.leave() }
    heldBack += context.time.sinceBoot() - cameAt
    let pass: SpendingGate.Pass
    do throws(LLMError) {
      pass = try await SpendingGate(context: context, reporter: reporter)
        .admit(question, shaped, number: attempts, row: row)
      shaped = pass.request
    } catch {
      return (Answer(failure: error), true)
    }
    let cost = CostForecast(shaped).cost
    let caller = Caller(process: context.processes.current, number: Int(context.chance() * 1e9))
    let gatekeeper = Gatekeeper(
      context: context, reporter: reporter, memory: memory, route: question.route, caller: caller)
    let queuedAt = context.time.sinceBoot()
    let turn = Gatekeeper.Turn(
      cost: cost, since: since, deadline: queuedAt + question.retries.maxWait - waited,
      patience: question.retries.maxWait)
    let admission: Gatekeeper.Pass
    do {
      admission = try await gatekeeper.enter(turn)
      waited += context.time.sinceBoot() - queuedAt
    } catch {
      waited += context.time.sinceBoot() - queuedAt
      return (Answer(failure: Self.refusal(error, context.interruption.received)), true)
    }
    let request = adapted(shaped, to: admission.call)
    let call = question.provider.call(for: request)
    let lastWait = WaitMeter()
    let exchange = Exchange(
      call: call, question: question, context: context, reporter: reporter, sink: sink,
      startedAt: startedAt,
      clearance: { [self] in
        try await leave(pass, gatekeeper, admission.isCleared ? nil : turn, lastWait)
      }, earlierText: continuation.text,
      tape: question.recordedTurn.map { _ in
        ExchangeTape(call, texts: request.texts, time: context.time, startedAt: startedAt)
      })
    var answer = await exchange.run()
    waited += lastWait.total
    answer.charge = TryCharge(answer, of: question, shaped).charge
    let report = CallReport(answer, foreseen: cost, wasStream: request.streams, repair: repair, now: context.time.now())
    if report.ending == .answered { repair = nil }
    costLimit?.count(answer, of: question, shaped)
    return (answer, await gatekeeper.leave(cost, report))
  }

  /// Returns when the request may leave.
  ///
  /// - Parameter turn: what it has to wait for once more; nil where it may go.
  private func leave(
    _ pass: SpendingGate.Pass, _ gatekeeper: Gatekeeper, _ turn: Gatekeeper.Turn?, _ wait: WaitMeter
  ) async throws {
    await clearance()
    // While it waited, somebody may have stopped all calls.
    try KillSwitch(context: context).check()
    await pass.later?()
    guard let turn else { return }
    let cameAt = context.time.sinceBoot()
    defer { wait.add(context.time.sinceBoot() - cameAt) }
    try await gatekeeper.clear(turn)
  }

  /// The request with all that was learned of this server.
  private mutating func adapted(_ shaped: ChatRequest, to admitted: AdmittedCall) -> ChatRequest {
    var request = shaped
    if admitted.repairs.contains(.schemaInPrompt), question.loweredSchema != nil {
      question.isSchemaRefused = true
      request = question.shapedRequest
      reporter.detail("\(question.account.name) does not take schemas; this one is told in the prompt")
    }
    for repair in admitted.repairs where repair != .schemaInPrompt && !request.repairs.contains(repair) {
      request.repairs.append(repair)
      reporter.detail("\(question.account.name) does not take '\(repair.parameter)'; it was left out or renamed")
    }
    if request.streams, !admitted.streams {
      request.streams = false
      reporter.notice("streams from \(question.account.name) broke twice; asking for the answer as a whole")
    }
    return request
  }

  private static func refusal(_ error: any Error, _ signal: LLMError.Code?) -> LLMError {
    switch error {
    case let error as LLMError: error
    case is CancellationError: LLMError(signal ?? .interrupted, "interrupted before the answer began")
    default: LLMError(.internalError, "unexpected failure", detail: String(describing: error))
    }
  }

  // MARK: What comes next

  /// Makes everything ready for another try, and says of what kind it is; nil where this was the last.
  private mutating func sequel(to answer: Answer, _ budget: Bool) async -> AttemptRecord.Sequel? {
    guard !answer.readerLeft, let failure = answer.failure, context.interruption.received == nil else {
      return nil
    }
    if let reading = answer.structured { return reask(after: reading, answer, failure) }
    if let refusal = failure.recovery.schemaRefusal, tellsSchema(after: failure, refusal, answer) { return .repair }
    if answer.hasContent || !continuation.text.isEmpty {
      guard budget, continuation.goOn(after: answer, failure, &question, reporter) else { return nil }
      return await pause(after: failure, RetryPolicy.backoff(1, context.chance())) ? .continuation : nil
    }
    if let wanted = failure.recovery.repair, !question.request.repairs.contains(wanted) {
      question.request.repairs.append(wanted)
      repair = wanted
      reporter.notice("\(question.account.name) does not take '\(wanted.parameter)'; trying without")
      return .repair
    }
    if failure.recovery.mayHaveBeenCharged { charged += 1 }
    let decision = question.retries.decide(
      failure, attempt: attemptsHere, charged: charged, waited: waited, budget: budget, jitter: context.chance())
    switch decision {
    case .retry(let pause):
      // The block and the queue of the shared state hold back whoever was rejected.
      let isHeldBack = failure.code == .throttle && !memory.isLost
      if !isHeldBack, !(await self.pause(after: failure, pause)) { return nil }
      lastFailure = failure
      return .retry
    case .giveUp, .tooLong, .exhausted:
      if failure.code != .circuitOpen { lastFailure = failure }
      if case .tooLong(let wait) = decision { tooLong = wait }
      if decision == .exhausted { reporter.detail("the shared budget of retries is used up") }
      return fallBack(after: failure) ? .fallback : nil
    }
  }

  /// Says of a complete answer whether it has the form that was asked for.
  private mutating func judge(_ answer: inout Answer) {
    guard let reading = question.judge(answer, reasks: reasks) else {
      answer.error = question.structure?.truncation(of: answer) ?? answer.error
      return
    }
    answer.structured = reading
    answer.error = reading.error
  }

  /// Asks again with what was wrong, as long as that gets anywhere; then whoever stands in for such a failure.
  private mutating func reask(
    after reading: StructuredReading, _ answer: Answer, _ failure: LLMError
  ) -> AttemptRecord.Sequel? {
    let isRepeated = reading.problems == problems
    problems = reading.problems
    guard reasks < question.mostReasks, !isRepeated else {
      if isRepeated { reporter.detail("the same mistakes again; not asking any more") }
      return fallBack(after: failure) ? .fallback : nil
    }
    reasks += 1
    question.reask = Reask(answer: answer.spokenText, problems: reading.problems)
    (attemptsHere, charged) = (0, 0)
    reporter.notice(
      "the answer does not fit (\(reading.problems.count == 1 ? "1 problem" : "\(reading.problems.count) problems")); "
        + "asking again (\(reasks) of \(question.mostReasks))")
    return .reask
  }

  /// Goes over to telling the schema in the prompt; false where that was done before, or there is none.
  private mutating func tellsSchema(after failure: LLMError, _ refusal: SchemaRefusal, _ answer: Answer) -> Bool {
    guard failure.code == .request, !answer.hasContent, question.loweredSchema != nil else { return false }
    question.isSchemaRefused = true
    if refusal == .all { repair = .schemaInPrompt }
    reporter.notice("\(question.account.name) does not take the schema (\(failure.message)); telling it in the prompt")
    return true
  }

  private mutating func pause(after failure: LLMError, _ pause: Duration) async -> Bool {
    let purpose = "retrying (\(failure.status.map { "HTTP \($0)" } ?? failure.code.name))"
    do {
      try await Pause(context: context, reporter: reporter).wait(until: context.time.sinceBoot() + pause, purpose)
      waited += pause
      return true
    } catch {
      return false
    }
  }

  /// Turns to the next one who may do better.
  private mutating func fallBack(after failure: LLMError) -> Bool {
    while let index = fallbacks.firstIndex(where: { $0.helps(after: failure, with: asked.request) }) {
      let fallback = fallbacks.remove(at: index)
      do throws(LLMError) {
        let target = try fallback.open()
        question = question.asked(of: target)
        for remark in try target.provider.check(question.shapedRequest) { reporter.notice(remark) }
        (attemptsHere, charged, repair) = (0, 0, nil)
        problems = []
        continuation = Continuation(of: question)
        reporter.notice("\(asked.account.name)/\(asked.request.model): \(failure.message); asking \(target.name)")
        return true
      } catch {
        reporter.warning("cannot ask \(fallback.name): \(error.message)")
      }
    }
    return false
  }

  private func record(
    _ answer: Answer, of target: Question, _ duration: Duration, _ sequel: AttemptRecord.Sequel
  ) async {
    guard let id = await row.value, let failure = answer.failure else { return }
    var record = AttemptRecord(
      number: attempts, provider: target.account.name, model: target.request.model, waited: waited.milliseconds,
      duration: duration.milliseconds, httpStatus: answer.httpStatus,
      errorCode: failure.code.name, requestID: answer.requestID,
      mayHaveBeenCharged: failure.recovery.mayHaveBeenCharged || answer.hasContent, answerBytes: answer.textBytes,
      usage: answer.usage, sequel: sequel)
    // One that was held back was not charged.
    record.charge = answer.charge ?? Charge(.free)
    record.exchange = answer.exchange.map { redaction.kept($0, of: answer) }
    do throws(LedgerError) {
      try await context.ledger.add(record, to: id)
    } catch {
      reporter.warning(error.sentence)
    }
  }

  // MARK: The end

  private func finished(_ answer: Answer) -> Answer {
    var answer = continuation.joined(with: answer)
    (answer.attempts, answer.waited, answer.earlierUsage) = (attempts, waited + heldBack, earlierUsage)
    answer.earlierCharges = earlierCharges
    let served = "\(question.account.name)/\(question.request.model)"
    if served != "\(asked.account.name)/\(asked.request.model)", answer.hasContent { answer.servedBy = served }
    answer.error = answer.error.map(explained)
    return answer
  }

  /// The newest complete answer to the same question, where nobody answers now and the user said that will do.
  private func keptAnswer(insteadOf answer: Answer) async -> Answer? {
    guard let failure = answer.error, !answer.hasContent,
      asked.acceptsKeptAnswer && Fallback.outages.contains(failure.code)
        || failure.code == .budget && asked.budgets.contains(where: { $0.overrun != .refuse })
    else { return nil }
    let hash = ContentHash.sha256(asked.provider.call(for: asked.shapedRequest).body)
    do {
      guard let kept = try await context.ledger.answer(toContent: hash) else {
        reporter.notice("there is no earlier answer to this question")
        return nil
      }
      try sink.receive(.text(Array(kept.text.utf8)))
      try sink.flush()
      reporter.warning(
        "\(failure.message); this is an old answer, of \(kept.startedAt.rfc3339.prefix(19))Z by \(kept.model) "
          + "(call \(kept.id.text))")
      var old = answer
      old.text = Array(kept.text.utf8)
      old.textBytes = old.text.count
      (old.error, old.finish, old.sharedWith) = (nil, .stop, kept.id)
      old.charge = Charge(.free)
      return old
    } catch let error as LedgerError {
      reporter.warning(error.sentence)
    } catch {
      reporter.detail("the old answer could not be shown: \(error)")
    }
    return nil
  }

  /// The error with what the tries before it tell.
  private func explained(_ error: LLMError) -> LLMError {
    var error = error
    if error.code == .circuitOpen, var last = lastFailure {
      last.advice = error.advice
      error = last
    }
    if let tooLong {
      let reset = Timestamp(milliseconds: context.time.now().milliseconds + Int64(tooLong.milliseconds))
      error.advice =
        "The server asks to wait \(tooLong.spoken), until \(reset.rfc3339.prefix(19))Z; --max-wait allows "
        + asked.retries.maxWait.spoken
    }
    guard attempts > 1, error.code != .partial, error.code != .schema, context.interruption.received == nil else {
      return error
    }
    error.message += " (after \(attempts) attempts)"
    return error
  }
}

extension Fallback {
  /// Whether this one may do better after a failure.
  fileprivate func helps(after failure: LLMError, with request: ChatRequest) -> Bool {
    guard codes.contains(failure.code) else { return false }
    guard failure.code == .contextOverflow else { return true }
    let cost = CostForecast(request).cost
    return window.map { $0 > cost.input + cost.output } ?? false
  }
}
