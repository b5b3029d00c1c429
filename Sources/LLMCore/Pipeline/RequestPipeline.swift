/// One call from the question to the closed ledger row; reads top to bottom.
package struct RequestPipeline: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Asks, hands what comes to the sink, and records the call. Failures are part of the answer.
  package func run(_ question: Question, sink: any AnswerSink) async -> Answer {
    let call = question.provider.call(for: question.request)
    // The row is written while the connection is made; nothing is sent before it is on the disk.
    let row = Task { await openLedgerRow(question, call) }
    reporter.detail(
      "\(call.method.rawValue) \(call.url.text), model \(question.request.model), \(call.body.count) bytes")

    let startedAt = context.time.monotonic()
    var answer: Answer
    do {
      let exchange = Exchange(
        call: call, question: question, context: context, reporter: reporter, sink: sink, startedAt: startedAt,
        clearance: { _ = await row.value })
      answer = try await context.interruption.cancelling { await exchange.run() }
    } catch {
      answer = Answer()
      answer.error = LLMError(.internalError, "unexpected failure", detail: String(describing: error))
    }
    answer.totalTime = context.time.monotonic() - startedAt
    let callID = await row.value
    answer.callID = callID
    await closeLedgerRow(callID, answer, isRecorded: question.recordedTurn != nil)
    return answer
  }

  /// Writes the intent before anything is sent. A ledger that cannot be used never stops the answer.
  private func openLedgerRow(_ question: Question, _ call: HTTPCall) async -> CallID? {
    let intent = CallIntent(
      command: question.command, provider: question.account.name, modelAsked: question.request.model,
      requestBytes: call.body.count,
      contentHash: question.recordedTurn == nil ? nil : ContentHash.sha256(call.body), tags: question.tags,
      repository: question.repository?.root, branch: question.repository?.branch,
      conversation: question.conversation, system: question.recordedTurn?.system,
      prompt: question.recordedTurn?.prompt)
    do {
      return try await context.ledger.open(intent)
    } catch {
      reporter.warning(error.sentence)
      return nil
    }
  }

  private func closeLedgerRow(_ id: CallID?, _ answer: Answer, isRecorded: Bool) async {
    guard let id else { return }
    let outcome = CallOutcome(
      verdict: answer.verdict, exitCode: answer.exitCode, errorCode: answer.error?.code.name, usage: answer.usage,
      finishReason: answer.finish?.name, modelServed: answer.modelServed, requestID: answer.requestID,
      httpStatus: answer.httpStatus, timeToFirstToken: answer.timeToFirstToken?.milliseconds,
      totalTime: answer.totalTime.milliseconds, responseBytes: answer.responseBytes, answerBytes: answer.textBytes,
      answer: isRecorded && answer.hasContent ? String(decoding: answer.text, as: UTF8.self) : nil)
    let ledger = context.ledger
    // In a task of its own: an interrupted run is cancelled, and its row must be closed all the same.
    let failure = await Task { await Self.close(id, outcome, in: ledger) }.value
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
