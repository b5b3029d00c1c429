/// Shows the answer of a recorded call as it came, without a network: the same bytes through the same reader, at the same pace.
package struct StoredAnswerPlay: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// What is to be shown, and how.
  package struct Invocation: Sendable, Equatable {
    package var reference: String
    /// Which try; nil for the last.
    package var attempt: Int?
    /// How much faster than it was; nil for as fast as it can be read.
    package var speed: Double? = 1
    package var appearance = Appearance()
    package var reasoning: AnswerPrinter.ReasoningDisplay?

    package init(reference: String) { self.reference = reference }
  }

  /// Shows the answer, and ends with the exit code it had.
  ///
  /// Throws `LLMError` where there is no such call, or nothing of its answer was kept.
  package func run(_ invocation: Invocation) async throws(LLMError) -> ExitCode {
    let finder = CallFinder(context: context)
    let call = try await finder.call(invocation.reference)
    let recording = try await finder.recording(of: call.id)
    let screen = AnswerScreen(
      context: context, reporter: reporter, appearance: invocation.appearance, reasoning: invocation.reasoning)
    let number = invocation.attempt ?? recording?.exchanges.keys.max()
    guard let recording, let exchange = number.flatMap({ recording.exchanges[$0] }), !exchange.isWithheld else {
      return try await text(of: call, screen, attempt: invocation.attempt)
    }
    guard let profile = RecordedDialect.profile(of: exchange), let url = Endpoint(exchange.url) else {
      throw LLMError(
        .inputInvalid, "nobody knows what language '\(SafeText.line(exchange.url).text)' speaks",
        advice: "'llmctl replay show \(call.id.short) --received' prints the reply")
    }
    let question = question(call, recording, profile, url)
    var playing = context
    playing.transport = ReplayingTransport(exchange: exchange, time: context.time, speed: invocation.speed)
    let http = HTTPCall(
      exchange.method == "GET" ? .get : .post, url, headers: [], body: exchange.requestBody)
    let answer = await screen.present(question) { [playing] sink, reporter in
      let exchange = Exchange(
        call: http, question: question, context: playing, reporter: reporter, sink: sink,
        startedAt: playing.time.monotonic(), clearance: {})
      do {
        return try await playing.interruption.cancelling { await exchange.run() }
      } catch {
        return Answer(failure: LLMError(playing.interruption.received ?? .interrupted, "interrupted"))
      }
    }
    return answer.exitCode
  }

  /// The text alone, where no reply was kept: the answer of another call, of the cache, or one that told a secret.
  private func text(of call: CallRecord, _ screen: AnswerScreen, attempt: Int?) async throws(LLMError) -> ExitCode {
    guard attempt == nil, case .closed(let outcome) = call.state, let text = outcome.answer else {
      throw LLMError(
        .inputMissing, "nothing is kept of the answer to call \(call.id.text)",
        advice: "'llmctl replay show \(call.id.short)' tells what is known")
    }
    reporter.notice("no reply is kept of this call, only its text")
    let url = Endpoint("http://127.0.0.1")
    guard let url else { throw LLMError(.internalError, "no address") }
    let question = question(call, CallRecording(question: nil), .compatible, url)
    let answer = await screen.present(question) { sink, _ in
      var answer = Answer()
      answer.text = Array(text.utf8)
      answer.textBytes = answer.text.count
      do throws(ConsoleError) {
        try sink.receive(.text(answer.text))
        try sink.flush()
      } catch {
        answer.readerLeft = error == .closed
      }
      return answer
    }
    return answer.exitCode
  }

  private func question(
    _ call: CallRecord, _ recording: CallRecording, _ profile: ServerProfile, _ url: Endpoint
  ) -> Question {
    let account = Account(
      name: call.intent.provider, profile: profile, baseURL: url, key: nil, keyOrigin: nil, userAgent: "")
    let request =
      recording.question?.request
      ?? ChatRequest(model: call.intent.modelAsked, messages: [Message(.user, call.intent.prompt ?? "")])
    // Whatever was in order when it was recorded is so now.
    let patient = Duration.seconds(24 * 3600)
    return Question(
      command: "replay", provider: account.provider, account: account,
      limits: TimeLimits(
        connect: patient, head: patient, firstContent: patient, idleBytes: patient, idleContent: patient),
      request: request, keptTextLimit: 256 << 20,
      route: CallRoute(
        pool: "", host: "", model: request.model, isLocal: true, usesBreaker: false, limits: ConfiguredLimits()),
      askedAt: call.startedAt)
  }
}
