import Synchronization

/// One request and its reply: sends, reads under the watchdog, and turns every way it can end into an answer. A reply that goes on
/// without its connection is picked up (`Exchange+PickUp`).
struct Exchange: Sendable {
  let call: HTTPCall
  let question: Question
  let context: AppContext
  let reporter: Reporter
  let sink: any AnswerSink
  /// When the request was sent, on the monotonic clock.
  let startedAt: Duration
  /// Returns once the request may leave.
  let clearance: @Sendable () async throws -> Void
  /// The text that this answer goes on from; empty where it is the beginning.
  var earlierText: [UInt8] = []
  /// What keeps the try for the recording; nil where nothing is to be recorded.
  var tape: ExchangeTape?

  /// What the reading task writes and the ending reads.
  final class State: Sendable {
    struct Value {
      var collector: AnswerCollector
      var assembler: ReplyAssembler
      var timeToFirstToken: Duration?
      var httpStatus: Int?
      var headers: [HTTPHeader] = []
      var bytesReceived = 0
      var hasFinished: Bool { assembler.decoder.hasFinished }
      /// Where the answer goes on from an earlier one.
      var splicer: OverlapSplicer?
    }
    let value: Mutex<Value>
    init(_ decoder: any ReplyDecoder, keptTextLimit: Int, earlierText: [UInt8]) {
      value = Mutex(
        Value(
          collector: AnswerCollector(keptTextLimit: keptTextLimit), assembler: ReplyAssembler(decoder),
          splicer: earlierText.isEmpty ? nil : OverlapSplicer(earlier: earlierText)))
    }

    /// Where the answer can be picked up; nil where it is over, or goes on nowhere.
    var resumption: Resumption? { value.withLock { $0.assembler.decoder.resumption } }
  }

  /// The start of an error body, shared between reading it and giving up on it.
  private final class ErrorBodyBuffer: Sendable {
    private let content = Mutex<(bytes: [UInt8], isOver: Bool)>(([], false))
    var bytes: [UInt8] { content.withLock { $0.bytes } }
    var isFull: Bool { content.withLock { $0.bytes.count >= 64 << 10 } }
    var isOver: Bool { content.withLock { $0.isOver } }
    func append(_ chunk: [UInt8]) { content.withLock { $0.bytes += chunk } }
    func end() { content.withLock { $0.isOver = true } }
  }

  private static let errorBodyPatience = Duration.seconds(5)

  /// Time is up, and this is what that means.
  struct Expired: Error { let verdict: ContentWatchdog.Verdict }

  /// Runs to an end. Never throws: a failure is part of the answer.
  func run() async -> Answer {
    let state = State(
      question.provider.makeDecoder(for: question.request), keptTextLimit: question.keptTextLimit,
      earlierText: earlierText)
    var cause = await connect(call, clearance, state)
    let complaint = await pickUp(after: &cause, state)
    let isCut = cause != nil || state.resumption != nil
    if isCut, !(cause is ConsoleError) {
      do { try finishText(state) } catch { cause = error }
    }
    await stopProvider(state)
    var answer = conclude(state, cause)
    if let complaint { answer.error?.message += "; it could not be picked up: \(complaint.message)" }
    answer.exchange = tape?.exchange(endedBy: cause)
    return answer
  }

  /// Sends a call and reads its reply. Returns what ended it; nil for the end of the reply.
  func connect(
    _ call: HTTPCall, _ clearance: @escaping @Sendable () async throws -> Void, _ state: State
  ) async -> (any Error)? {
    do {
      try await context.transport.send(
        call, limits: question.limits,
        clearance: { [tape] in
          try await clearance()
          tape?.noteSent()
        },
        { reply in try await receive(tape?.listening(to: reply) ?? reply, state) })
      return nil
    } catch {
      return error
    }
  }

  // MARK: Receiving

  private func receive(_ reply: HTTPReply, _ state: State) async throws {
    state.value.withLock {
      $0.httpStatus = reply.status
      $0.headers = reply.headers
    }
    reporter.detail("HTTP \(reply.status) after \((context.time.monotonic() - startedAt).milliseconds) ms")
    guard reply.status == 200 else { throw try await failure(of: reply) }

    let watchdog = SharedWatchdog(ContentWatchdog(limits: question.limits, now: context.time.monotonic()))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await read(reply, watchdog, state) }
      group.addTask { throw Expired(verdict: try await watchdog.bark(context.time)) }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func read(_ reply: HTTPReply, _ watchdog: SharedWatchdog, _ state: State) async throws {
    var reader = ReplyReader(
      reply: reply, assembler: state.value.withLock(\.assembler), account: question.account,
      time: context.time, watchdog: watchdog,
      emit: { event in try splice(event, state) }, flush: { try sink.flush() })
    defer {
      let (bytes, assembler) = (reader.bytesReceived, reader.assembler)
      state.value.withLock {
        $0.bytesReceived += bytes
        $0.assembler = assembler
      }
    }
    try await reader.read()
    if reader.assembler.decoder.resumption == nil { try finishSplicing(state) }
  }

  /// Lets go of what was held back of an answer that was cut, so that no text is lost.
  private func finishText(_ state: State) throws {
    var assembler = state.value.withLock(\.assembler)
    defer { state.value.withLock { [assembler] in $0.assembler = assembler } }
    try assembler.finishText { event in try splice(event, state) }
    try sink.flush()
    try finishSplicing(state)
  }

  /// Lets go of what is new in a continuation, and of everything in an answer that is none.
  private func splice(_ event: StreamEvent, _ state: State) throws {
    guard case .text(let bytes) = event, let splicer = state.value.withLock({ $0.splicer }) else {
      return try take(event, state)
    }
    var next = splicer
    let new = next.feed(bytes)
    state.value.withLock { [next] in $0.splicer = next }
    guard !next.startedAnew else {
      throw LLMError(.malformed, "the model began anew instead of going on", advice: "Ask again for a whole answer")
    }
    if !new.isEmpty { try take(.text(new), state) }
  }

  private func finishSplicing(_ state: State) throws {
    let rest = state.value.withLock { value -> [UInt8] in
      var splicer = value.splicer
      defer { value.splicer = splicer }
      return splicer?.finish() ?? []
    }
    guard !rest.isEmpty else { return }
    try take(.text(rest), state)
    try sink.flush()
  }

  private func take(_ event: StreamEvent, _ state: State) throws {
    switch event {
    case .notice(let text): reporter.detail(text)
    case .warning(let text): reporter.warning(text)
    default: break
    }
    state.value.withLock { value in
      if value.collector.add(event), value.timeToFirstToken == nil {
        value.timeToFirstToken = context.time.monotonic() - startedAt
      }
    }
    try sink.receive(event)
    if case .failure(let error) = event { throw error }
  }

  /// Reads the start of an error body; a slow or endless one is not waited for.
  private func failure(of reply: HTTPReply) async throws -> LLMError {
    let body = ErrorBodyBuffer()
    let deadline = context.time.monotonic() + Self.errorBodyPatience
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        // What is there already is read before anybody looks at the clock.
        group.addImmediateTask {
          while !body.isFull, let chunk = try await reply.nextChunk() { body.append(chunk) }
          body.end()
        }
        guard !body.isOver else { return }
        group.addTask { try await context.time.sleep(until: deadline) }
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch let error as TransportError {
      reporter.detail("the error body was cut: \(error.detail)")
    }
    return question.provider.failure(
      status: reply.status, headers: reply.headers, body: body.bytes, now: context.time.now())
  }

  // MARK: Concluding

  private func conclude(_ state: State, _ cause: (any Error)?) -> Answer {
    let value = state.value.withLock { $0 }
    var answer = value.collector.answer
    answer.timeToFirstToken = value.timeToFirstToken
    answer.httpStatus = value.httpStatus
    answer.requestID = HTTPFailure(account: question.account).requestID(in: value.headers) ?? answer.requestID
    answer.replyHeaders = value.headers
    answer.responseBytes = value.bytesReceived
    answer.breakage = breakage(of: answer, cause, hasFinished: value.hasFinished)
    answer.error =
      answer.breakage.map { cut(answer, by: $0) } ?? error(for: answer, cause, hasFinished: value.hasFinished)
    let requestID = answer.requestID
    if answer.error?.requestID == nil { answer.error?.requestID = requestID }
    if case ConsoleError.closed? = cause as? ConsoleError { answer.readerLeft = true }
    return answer
  }

  /// What broke the answer off, before or after its first word; nil where it came to its end or somebody ended it.
  func breakage(of answer: Answer, _ cause: (any Error)?, hasFinished: Bool) -> LLMError? {
    if let error = cause as? LLMError { return error }
    // A connection that breaks behind the end of the answer took nothing with it.
    guard !hasFinished else { return nil }
    switch cause {
    case nil where answer.finish == nil: return Self.missingEnd(of: answer)
    case let expired as Expired:
      return expired.verdict == .finished ? Self.missingEnd(of: answer) : timeout(expired.verdict)
    case let error as TransportError where context.interruption.received == nil:
      return TransportFailure(call: call, limits: question.limits).error(for: error)
    default: return nil
    }
  }

  private func error(for answer: Answer, _ cause: (any Error)?, hasFinished: Bool) -> LLMError? {
    switch cause {
    case is CancellationError: return interruption(answer)
    case is TransportError where !hasFinished: return interruption(answer)
    case let error as ConsoleError: return Self.outputFailure(error, context.interruption.received)
    case nil, is Expired, is TransportError: return shortcoming(of: answer)
    case let error?: return LLMError(.internalError, "unexpected failure", detail: String(describing: error))
    }
  }

  /// A stream that ends in good order, and without an end of the answer.
  private static func missingEnd(of answer: Answer) -> LLMError {
    answer.hasContent
      ? LLMError(
        .network, "the stream ended without a reason to finish",
        advice: "What came was kept; a server that hides its errors may log more")
      : LLMError(
        .malformed, "the stream ended before an answer began", advice: "Try again",
        recovery: Recovery(serverAllowsRetry: true, mayHaveBeenCharged: true))
  }

  /// What is wrong with an answer that came to its end.
  private func shortcoming(of answer: Answer) -> LLMError? {
    switch answer.finish {
    case .length:
      return LLMError(
        .partial, "the answer was cut at the token limit",
        advice: "Raise it with -o max_tokens=N, or go on with 'llmctl chat -c'")
    case .contentFilter: return LLMError(.contentFilter, "a content filter cut the answer")
    case .refusal: return LLMError(.refusal, "the model refused\(Self.quoted(answer.refusal))")
    case nil: return Self.missingEnd(of: answer)
    case .stop?, .toolCalls?, .failed?, .other?:
      if !answer.refusal.isEmpty { return LLMError(.refusal, "the model refused\(Self.quoted(answer.refusal))") }
      // There may be nothing to add to what came before.
      if answer.textBytes > 0 || !answer.toolCalls.isEmpty || !earlierText.isEmpty { return nil }
      return LLMError(.malformed, "the model ended its answer without a word", advice: "Try again, or ask differently")
    }
  }

  private static func quoted(_ words: [UInt8]) -> String {
    words.isEmpty ? "" : ": \(String(decoding: words.prefix(400), as: UTF8.self))"
  }

  /// Failures that cut an answer which has begun; before the first word they are just failures.
  private static let cutting: Set<LLMError.Code> = [
    .timeout, .network, .malformed, .server, .overload, .throttle, .quota, .auth, .request, .contextOverflow, .notFound,
  ]

  private func cut(_ answer: Answer, by error: LLMError) -> LLMError {
    guard answer.hasContent, Self.cutting.contains(error.code) else { return error }
    var partial = error
    partial.code = .partial
    partial.message =
      error == Self.missingEnd(of: answer)
      ? "the answer is incomplete: \(error.message)"
      : "the answer was cut after \(earlierText.count + answer.textBytes) bytes: \(error.message)"
    return partial
  }

  private func interruption(_ answer: Answer) -> LLMError {
    let code = context.interruption.received ?? .interrupted
    return LLMError(code, answer.hasContent ? "interrupted; what came was kept" : "interrupted before the answer began")
  }

  private static func outputFailure(_ error: ConsoleError, _ signal: LLMError.Code?) -> LLMError? {
    switch error {
    case .closed: nil
    case .interrupted: LLMError(signal ?? .interrupted, "interrupted; what came was kept")
    case .failed(let reason):
      LLMError(.cannotWrite, "cannot write the answer: \(reason)", advice: "Free some space or write elsewhere")
    }
  }

  private func timeout(_ verdict: ContentWatchdog.Verdict) -> LLMError {
    let limits = question.limits
    return switch verdict {
    case .silent:
      TransportFailure(call: call, limits: limits).error(for: TransportError(.idleTimeout, "no byte on an open stream"))
    case .firstContentOverdue:
      LLMError(
        .timeout, "no content came within \(limits.firstContent.milliseconds / 1000) s",
        advice: "Raise timeouts.first_content in the configuration for slow models")
    case .contentStalled, .wait, .finished:
      LLMError(
        .timeout, "the stream was alive but brought no content for \(limits.idleContent.milliseconds / 1000) s",
        advice: "Raise timeouts.idle_content in the configuration for models that think long")
    }
  }
}
