/// One call from the question to the closed ledger row; reads top to bottom.
package struct RequestPipeline: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Asks, hands what comes to the sink, prints what is made of the whole answer (`finish`), and records the call. Failures
  /// are part of the answer.
  package func run(
    _ question: Question, sink: any AnswerSink, finish: @escaping @Sendable (inout Answer) -> Void = { _ in }
  ) async -> Answer {
    let call = question.provider.call(for: question.shapedRequest)
    // The row is written while the connection is made; nothing is sent before it is on the disk.
    let redaction = RecordingRedaction(hiding: context.keysInPlay)
    let row = Task { await openLedgerRow(question, call, redaction) }
    let startedAt = context.time.monotonic()
    do {
      // To the closed row: a signal that comes while it is written must not find an idle process, and end it.
      return try await context.interruption.cancelling {
        var cache = AnswerCache(question, context: context, reporter: reporter)
        var answer: Answer
        if let kept = await cache.answer(into: sink, startedAt) {
          answer = kept
        } else {
          reporter.detail(
            "\(call.method.rawValue) \(call.url.text), model \(question.request.model), \(call.body.count) bytes")
          answer = await obtain(question, call, sink, row, redaction, startedAt)
        }
        answer.totalTime = context.time.monotonic() - startedAt
        let callID = await row.value
        answer.callID = callID
        finish(&answer)
        await closeLedgerRow(callID, answer, question.recordedTurn == nil ? nil : redaction)
        await cache.settle(answer)
        await RecordingUpkeep(context: context, reporter: reporter).run(question.retention)
        return answer
      }
    } catch {
      return Answer(failure: LLMError(.internalError, "unexpected failure", detail: String(describing: error)))
    }
  }

  // MARK: Alone or with others

  /// Asks, or reads along with another process that asks the same just now. When that one dies before a word came, this one
  /// asks.
  private func obtain(
    _ question: Question, _ call: HTTPCall, _ sink: any AnswerSink, _ row: Task<CallID?, Never>,
    _ redaction: RecordingRedaction, _ startedAt: Duration
  ) async -> Answer {
    // Of what is not to be recorded, nothing goes to the disk; and half of a document is worth nothing.
    guard question.recordedTurn != nil, question.structure == nil, question.tools == nil else {
      return await ask(question, sink, nil, row, redaction, startedAt)
    }
    let flight = question.resumed == nil && question.sharing.allows(question.request) ? flight(question, call) : nil
    while true {
      let role: JournalRole
      do throws(JournalError) {
        role = try context.journals.begin(flight: flight)
      } catch {
        reporter.detail("the answer is not kept while it comes: \(error.phrase)")
        return await ask(question, sink, nil, row, redaction, startedAt)
      }
      switch role {
      case .leads(let journal): return await ask(question, sink, journal, row, redaction, startedAt)
      case .follows(let journal):
        reporter.notice("the same is being asked just now; sharing that answer (--no-share asks anew)")
        if let answer = await follow(journal, question, sink, startedAt) { return answer }
        reporter.notice("whoever asked is gone; asking")
      }
    }
  }

  private func ask(
    _ question: Question, _ sink: any AnswerSink, _ journal: (any JournalWriter)?, _ row: Task<CallID?, Never>,
    _ redaction: RecordingRedaction, _ startedAt: Duration
  ) async -> Answer {
    let journaling = journal.map { JournalingSink(sink, journal: $0, hiding: context.keysInPlay, reporter: reporter) }
    let clearance: @Sendable () async -> Void = {
      if let id = await row.value { journaling?.note(id) }
    }
    var course = CallCourse(
      question: question, context: context, reporter: reporter, sink: journaling ?? sink, row: row,
      redaction: redaction, clearance: clearance, startedAt: startedAt)
    let answer = await course.run()
    journaling?.finish(answer)
    // The ledger keeps what came; the journal is only for what it could not be told.
    journal?.close(keeps: false)
    return answer
  }

  /// Returns nil where nobody makes the answer any more and nothing of it was shown.
  private func follow(
    _ journal: any JournalReader, _ question: Question, _ sink: any AnswerSink, _ startedAt: Duration
  ) async -> Answer? {
    let follower = FlightFollower(
      journal: journal, context: context, sink: sink, startedAt: startedAt, keptTextLimit: question.keptTextLimit)
    do {
      switch try await follower.run() {
      case .answered(var answer):
        answer.charge = TryCharge(sharing: answer, of: question).charge
        return answer
      case .abandoned(let answer) where !answer.hasContent: return nil
      case .abandoned(var answer):
        answer.error = LLMError(
          .partial, "the process that asked ended in the middle of the answer",
          advice: "'llmctl chat --resume-partial' asks for the rest")
        return answer
      }
    } catch ConsoleError.closed {
      var answer = Answer()
      answer.readerLeft = true
      return answer
    } catch let error as ConsoleError {
      return Answer(failure: LLMError(.cannotWrite, "cannot write the answer: \(error)"))
    } catch is CancellationError {
      return Answer(
        failure: LLMError(context.interruption.received ?? .interrupted, "interrupted; another process still asks"))
    } catch {
      reporter.detail("cannot read along: \(error)")
      return nil
    }
  }

  /// What is the same for all who ask the same: server, credential and request.
  private func flight(_ question: Question, _ call: HTTPCall) -> String {
    ContentHash.sha256(Array("\(question.route.pool) \(call.url.text) ".utf8) + call.body)
  }

  /// Writes the intent before anything is sent. A ledger that cannot be used never stops the answer.
  private func openLedgerRow(_ question: Question, _ call: HTTPCall, _ redaction: RecordingRedaction) async -> CallID? {
    var intent = CallIntent(
      command: question.command, provider: question.account.name, modelAsked: question.request.model,
      requestBytes: call.body.count,
      contentHash: question.recordedTurn == nil ? nil : ContentHash.sha256(call.body), tags: question.tags,
      repository: question.repository?.root, branch: question.repository?.branch,
      conversation: question.conversation, resumes: question.resumed?.call.text)
    (intent.promptVersion, intent.replayOf) = (question.promptVersion, question.replayOf)
    if let turn = question.recordedTurn {
      intent.question = redaction.asked(question.recorded)
      (intent.system, intent.prompt) = (turn.system.map(redaction.asked), redaction.asked(turn.prompt))
      tellWithheld(redaction.count)
    }
    do {
      return try await context.ledger.open(intent)
    } catch {
      reporter.warning(error.sentence)
      return nil
    }
  }

  private func tellWithheld(_ secrets: Int) {
    guard secrets > 0 else { return }
    reporter.notice(
      (secrets == 1 ? "a secret is sent but not recorded" : "\(secrets) secrets are sent but not recorded")
        + "; a placeholder stands in the ledger")
  }

  /// - Parameter redaction: what takes secrets out; nil where neither prompt nor answer are recorded.
  private func closeLedgerRow(_ id: CallID?, _ answer: Answer, _ redaction: RecordingRedaction?) async {
    guard let id else { return }
    var outcome = CallOutcome(answer)
    if let redaction {
      if answer.hasContent { outcome.answer = String(decoding: redaction.answered(answer.text), as: UTF8.self) }
      outcome.toolCalls = answer.toolCalls.map(redaction.answered)
      outcome.exchange = answer.exchange.map { redaction.kept($0, of: answer) }
    }
    let ledger = context.ledger
    // In a task of its own: an interrupted run is cancelled, and its row must be closed all the same.
    let failure = await Task { [outcome] in await Self.close(id, outcome, in: ledger) }.value
    if let failure { reporter.warning(failure.sentence) }
  }

  private static func close(_ id: CallID, _ outcome: CallOutcome, in ledger: any Ledger) async -> LedgerError? {
    do throws(LedgerError) {
      try await ledger.close(id, outcome)
      return nil
    } catch {
      return error
    }
  }
}

extension CallOutcome {
  /// What came of a call, without the texts.
  init(_ answer: Answer) {
    self.init(
      verdict: answer.verdict, exitCode: answer.exitCode, errorCode: answer.error?.code.name, usage: answer.usage,
      finishReason: answer.finish?.name, modelServed: answer.modelServed, requestID: answer.requestID,
      httpStatus: answer.httpStatus, timeToFirstToken: answer.timeToFirstToken?.milliseconds,
      totalTime: answer.totalTime.milliseconds, responseBytes: answer.responseBytes, answerBytes: answer.textBytes,
      attempts: answer.attempts, waited: answer.waited.milliseconds, servedBy: answer.servedBy,
      sharedWith: answer.sharedWith?.text)
    reading = answer.structured?.record
    isFromCache = answer.cached != nil
    // One that never got so far as to be sent was not charged.
    charge = answer.charge ?? Charge(.free)
  }
}
