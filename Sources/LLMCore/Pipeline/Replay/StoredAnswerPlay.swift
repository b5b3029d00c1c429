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

  /// A try that is shown.
  private struct Leg: Sendable {
    let exchange: RecordedExchange
    let question: Question
    let http: HTTPCall
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
    let exchanges = exchanges(of: call, recording, invocation.attempt)
    guard let recording, !exchanges.isEmpty, !exchanges.contains(where: \.isWithheld) else {
      return try await text(of: call, screen, attempt: invocation.attempt)
    }
    var legs: [Leg] = []
    for exchange in exchanges { legs.append(try leg(exchange, call, recording)) }
    let answer = await screen.present(legs[legs.count - 1].question) { [legs] sink, reporter in
      var answer = Answer()
      var text: [UInt8] = []
      for leg in legs {
        answer = await play(leg, invocation.speed, behind: text, sink, reporter)
        text += answer.text
        if answer.readerLeft || context.interruption.received != nil { break }
      }
      return answer
    }
    return exitCode(answer, call, invocation.attempt)
  }

  /// The try that is meant; else those that the answer is made of: the last one, and those that it goes on from.
  private func exchanges(of call: CallRecord, _ recording: CallRecording?, _ attempt: Int?) -> [RecordedExchange] {
    guard let exchanges = recording?.exchanges else { return [] }
    if let attempt { return [exchanges[attempt]].compactMap(\.self) }
    guard let last = exchanges.keys.max() else { return [] }
    let begun = call.attempts.filter { $0.sequel == .continuation && $0.number < last }.map(\.number)
    return (begun + [last]).compactMap { exchanges[$0] }
  }

  private func leg(
    _ exchange: RecordedExchange, _ call: CallRecord, _ recording: CallRecording
  ) throws(LLMError) -> Leg {
    guard let profile = RecordedDialect.profile(of: exchange), let url = Endpoint(exchange.url) else {
      throw LLMError(
        .inputInvalid, "nobody knows what language '\(SafeText.line(exchange.url).text)' speaks",
        advice: "'llmctl replay show \(call.id.short) --received' prints the reply")
    }
    let http = HTTPCall(exchange.method == "GET" ? .get : .post, url, headers: [], body: exchange.requestBody)
    return Leg(exchange: exchange, question: question(call, recording, profile, url), http: http)
  }

  private func play(
    _ leg: Leg, _ speed: Double?, behind earlier: [UInt8], _ sink: any AnswerSink, _ reporter: Reporter
  ) async -> Answer {
    var playing = context
    playing.transport = ReplayingTransport(exchange: leg.exchange, time: context.time, speed: speed)
    let exchange = Exchange(
      call: leg.http, question: leg.question, context: playing, reporter: reporter, sink: sink,
      startedAt: playing.time.monotonic(), clearance: {}, earlierText: earlier)
    do {
      var answer = try await playing.interruption.cancelling { await exchange.run() }
      if leg.exchange.isCut, leg.exchange.breakage == nil, answer.error?.code == .partial {
        reporter.notice("more came than was kept")
        answer.error = nil
      }
      return answer
    } catch {
      return Answer(failure: LLMError(playing.interruption.received ?? .interrupted, "interrupted"))
    }
  }

  /// The one that the call had; that of one try, and of whoever does not wait for the end, is its own.
  private func exitCode(_ answer: Answer, _ call: CallRecord, _ attempt: Int?) -> ExitCode {
    guard attempt == nil, !answer.readerLeft, context.interruption.received == nil,
      answer.error?.code != .cannotWrite, case .closed(let outcome) = call.state
    else { return answer.exitCode }
    if let error = outcome.errorCode, answer.error == nil { reporter.notice("the call ended with \(error)") }
    return outcome.exitCode
  }

  /// The text alone, where no reply was kept: the answer of another call, of the cache, one that told a secret, or what a killed process
  /// left of it.
  private func text(of call: CallRecord, _ screen: AnswerScreen, attempt: Int?) async throws(LLMError) -> ExitCode {
    let left = PartialAnswers(context: context).left(of: call)
    let kept: [UInt8]? =
      if case .closed(let outcome) = call.state { outcome.answer.map { Array($0.utf8) } } else { left }
    guard attempt == nil, let text = kept else {
      throw LLMError(
        .inputMissing, "nothing is kept of the answer to call \(call.id.text)",
        advice: "'llmctl replay show \(call.id.short)' tells what is known")
    }
    reporter.notice(
      left == nil
        ? "no reply is kept of this call, only its text"
        : "the call was killed; this much of its answer was on the disk")
    let url = Endpoint("http://127.0.0.1")
    guard let url else { throw LLMError(.internalError, "no address") }
    let question = question(call, CallRecording(question: nil), .compatible, url)
    let answer = await screen.present(question) { sink, _ in
      var answer = Answer()
      answer.text = text
      answer.textBytes = answer.text.count
      do throws(ConsoleError) {
        try sink.receive(.text(answer.text))
        try sink.flush()
      } catch {
        answer.readerLeft = error == .closed
      }
      return answer
    }
    return left == nil ? exitCode(answer, call, attempt) : .partial
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
