import LLMCore
import LLMTestKit
import Testing

/// What a call does when a provider fails: again, differently, elsewhere, or not at all.
@Suite struct RetryRunTests {
  private let ok = ScriptedTransport.Reply.sse([Payload.text("answer"), Payload.stop, Payload.usage])

  /// A stage whose clock jumps over every wait, so that no time limit may race it.
  private func stage(_ replies: ScriptedTransport.Reply..., maxWait: Duration = .seconds(60)) -> Stage {
    var stage = Stage(transport: ScriptedTransport(replies))
    stage.clock = ManualClock(monotonic: .seconds(100), windsItself: true, longestWinding: .seconds(3600))
    stage.maxWait = maxWait
    // The watchdog sleeps on the same clock.
    stage.limits = TimeLimits(
      connect: .seconds(86_400), head: .seconds(86_400), firstContent: .seconds(86_400), idleBytes: .seconds(86_400),
      idleContent: .seconds(86_400))
    return stage
  }

  @Test(arguments: [500, 502, 503, 529, 520, 409])
  func `D78 a failure of the server is tried again`(status: Int) async throws {
    let stage = stage(.json(status, "{}"), .json(status, "{}"), ok)
    let answer = try await stage.ask(stage.question())
    #expect(answer.error == nil)
    #expect(stage.console.outputText == "answer")
    #expect(stage.transport.calls.count == 3)
    #expect(stage.outcome?.attempts == 3)
    let attempts = try #require(stage.ledger.records.first?.attempts)
    #expect(attempts.map(\.sequel) == [.retry, .retry])
    #expect(attempts.map(\.httpStatus) == [status, status])
    #expect(attempts.map(\.mayHaveBeenCharged) == [false, false])
  }

  @Test func `four attempts are the most`() async throws {
    let stage = stage(.json(500, "{}"), .json(500, "{}"), .json(500, "{}"), .json(500, "{}"))
    var question = try stage.question()
    question.route.usesBreaker = false
    let answer = await stage.ask(question)
    #expect(answer.error?.code == .server)
    #expect(answer.error?.message.hasSuffix("(after 4 attempts)") == true)
    #expect(answer.exitCode == .unavailable)
  }

  @Test(arguments: [400, 401, 402, 403, 404, 422])
  func `what another try cannot mend is not tried again`(status: Int) async throws {
    let stage = stage(.json(status, #"{"error":{"message":"no"}}"#))
    #expect(try await stage.ask(stage.question()).error != nil)
    #expect(stage.transport.calls.count == 1)
  }

  @Test func `what might cost too much is refused once, and not asked again and again`() async throws {
    let stage = stage()
    var question = try stage.question()
    question.maxCost = Money(usd: "0.001")
    let answer = await stage.ask(question)
    #expect(answer.error?.code == .budget)
    #expect(stage.outcome?.attempts == 1)
    #expect(stage.attempts.isEmpty)
  }

  @Test func `D64 an empty purse is final although the status is 429`() async throws {
    let stage = stage(.json(429, #"{"error":{"type":"insufficient_quota"}}"#))
    #expect(try await stage.ask(stage.question()).error?.code == .quota)
    #expect(stage.transport.calls.count == 1)
  }

  @Test func `D67 D85 a rejection is waited for as long as the server asks`() async throws {
    let rejected = ScriptedTransport.Reply.json(429, "{}", headers: [HTTPHeader("retry-after", "7")])
    let stage = stage(rejected, rejected, ok)
    let answer = try await stage.ask(stage.question())
    #expect(answer.error == nil)
    #expect(stage.clock.monotonic() >= .seconds(114))
    #expect(stage.outcome?.waited ?? 0 >= 14_000)
  }

  @Test func `D68 a wait beyond the limit is an error at once that names the time`() async throws {
    let stage = stage(.json(429, "{}", headers: [HTTPHeader("retry-after", "86400")]))
    let answer = try await stage.ask(stage.question())
    #expect(answer.exitCode == .temporaryFailure)
    #expect(answer.error?.advice == "The server asks to wait 1 d, until 2025-11-22T03:04:05Z; --max-wait allows 1 min")
    #expect(stage.clock.monotonic() < .seconds(101))
  }

  @Test(arguments: [(503, "false", 1), (400, "true", 2)])
  func `D70 the server may say itself whether to try again`(status: Int, header: String, calls: Int) async throws {
    let failure = ScriptedTransport.Reply.json(status, "{}", headers: [HTTPHeader("x-should-retry", header)])
    let stage = stage(failure, ok)
    _ = try await stage.ask(stage.question())
    #expect(stage.transport.calls.count == calls)
  }

  @Test func `B25 an overload before the first word is tried again`() async throws {
    let stage = stage(.sse([#"{"error":{"type":"overloaded_error","message":"Overloaded"}}"#], done: false), ok)
    #expect(try await stage.ask(stage.question()).error == nil)
    #expect(stage.console.outputText == "answer")
  }

  @Test func `D82 a server that dies before its head is asked once more, and that may be charged twice`() async throws {
    let stage = stage(.failure(TransportError(.reset, "x")), .failure(TransportError(.reset, "x")))
    let answer = try await stage.ask(stage.question())
    #expect(answer.error?.code == .network)
    #expect(stage.transport.calls.count == 2)
    #expect(stage.ledger.records.first?.attempts.map(\.mayHaveBeenCharged) == [true])
  }

  @Test func `D80 a local server that does not run is told at once`() async throws {
    let stage = stage(.failure(TransportError(.refused, "x")))
    var question = try stage.question()
    question.account.baseURL = try #require(Endpoint("http://127.0.0.1:1/v1"))
    question.provider = OpenAIChat(account: question.account)
    let answer = await stage.ask(question)
    #expect(answer.error?.advice == "Is the server running?")
    #expect(stage.transport.calls.count == 1)
  }

  @Test func `nothing is waited for where nothing may be waited for`() async throws {
    let stage = stage(.json(503, "{}"), maxWait: .zero)
    #expect(try await stage.ask(stage.question()).error?.code == .overload)
    #expect(stage.transport.calls.count == 1)
  }

  @Test func `D73 a parameter the server refuses is left out, and never sent again`() async throws {
    let refusal = ScriptedTransport.Reply.json(
      400,
      #"{"error":{"message":"Unsupported value: 'temperature' does not support 0.2","param":"temperature","code":"unsupported_value"}}"#
    )
    let stage = stage(refusal, ok, ok)
    var question = try stage.question()
    question.request.options = [JSONMember("temperature", .number("0.2")), JSONMember("seed", .integer(1))]
    #expect(await stage.ask(question).error == nil)
    let bodies = stage.transport.calls.map { String(decoding: $0.request.body, as: UTF8.self) }
    #expect(bodies[0].contains("temperature"))
    #expect(!bodies[1].contains("temperature"))
    #expect(bodies[1].contains("seed"))
    #expect(stage.ledger.records.first?.attempts.map(\.sequel) == [.repair])
    #expect(await stage.ask(question).error == nil)
    #expect(stage.transport.calls.count == 3)
    #expect(!String(decoding: stage.transport.calls[2].request.body, as: UTF8.self).contains("temperature"))
  }

  @Test func `D73 the limit of the answer goes by the other name`() async throws {
    let stage = stage(
      .json(400, #"{"error":{"message":"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."}}"#),
      ok)
    var question = try stage.question()
    question.request.options = [JSONMember("max_tokens", .integer(9))]
    #expect(await stage.ask(question).error == nil)
    #expect(
      String(decoding: stage.transport.calls[1].request.body, as: UTF8.self).contains(#""max_completion_tokens":9"#))
  }

  @Test func `B39 an hour asleep in the middle is no stall`() async throws {
    let clock = ManualClock(monotonic: .seconds(100))
    var stage = Stage(
      .answer(
        status: 200, headers: [],
        body: [
          .bytes(Chunk.event(Payload.text("be"))), .action { clock.suspend(for: .seconds(3600)) },
          .bytes(Chunk.event(Payload.text("fore")) + Chunk.event(Payload.stop) + Chunk.event(Payload.usage)),
        ]))
    stage.clock = clock
    #expect(try await stage.ask(stage.question()).error == nil)
    #expect(stage.console.outputText == "before")
    #expect(stage.outcome?.totalTime == 0)
  }

  // MARK: The breaker

  @Test func `D86 after three failures nothing is sent, until a probe shows that the server is back`() async throws {
    let stage = stage(.json(500, "{}"), .json(500, "{}"), .json(500, "{}"), ok)
    let question = try stage.question()
    let first = await stage.ask(question)
    #expect(first.error?.code == .server)
    #expect(stage.transport.calls.count == 3)
    let second = await stage.ask(question)
    #expect(second.error?.code == .circuitOpen)
    #expect(second.error?.advice?.contains("The next try is allowed in") == true)
    #expect(stage.transport.calls.count == 3)
    stage.clock.advance(by: .seconds(80))
    #expect(await stage.ask(question).error == nil)
    #expect(stage.transport.calls.count == 4)
  }

  @Test func `no-breaker asks all the same`() async throws {
    let stage = stage(.json(500, "{}"), .json(500, "{}"), .json(500, "{}"), ok)
    var question = try stage.question()
    _ = await stage.ask(question)
    question.route.usesBreaker = false
    #expect(await stage.ask(question).error == nil)
  }

  // MARK: Without the shared state

  @Test(arguments: [
    Array("garbage".utf8), Array("{".utf8), [0, 255, 1], Array(#"{"version":1,"pools":7}"#.utf8),
  ])
  func `D85 a damaged state is a new one`(record: [UInt8]) async throws {
    let stage = stage(ok)
    stage.state.record = record
    #expect(try await stage.ask(stage.question()).error == nil)
    #expect(stage.state.record.starts(with: #"{"version":1"#.utf8))
  }

  @Test func `D85 a state of a newer llmctl is left alone, and the call goes on`() async throws {
    var stage = stage(.json(503, "{}"), ok)
    stage.verbosity = .verbose
    let record = Array(#"{"version":99}"#.utf8)
    stage.state.record = record
    #expect(try await stage.ask(stage.question()).error == nil)
    #expect(stage.state.record == record)
    #expect(stage.console.notes.contains { $0.contains("newer llmctl") })
  }

  @Test func `D85 without a state rejections are still waited for`() async throws {
    var stage = stage(.json(429, "{}", headers: [HTTPHeader("retry-after", "7")]), ok)
    stage.state = MemoryState(failure: SharedStateError("it is read-only"))
    #expect(try await stage.ask(stage.question()).error == nil)
    #expect(stage.clock.monotonic() >= .seconds(107))
    #expect(stage.console.notes == [])
  }

  // MARK: Somebody else

  private func fallback(_ name: String, window: Int? = nil, codes: Set<LLMError.Code> = Fallback.outages) -> Fallback {
    Fallback(codes: codes, window: window, name: name) { () throws(LLMError) in
      guard let url = Endpoint("https://\(name).test/v1") else { throw LLMError(.configuration, "no URL") }
      let account = Account(
        name: name, profile: .compatible, baseURL: url, key: nil, keyOrigin: nil, userAgent: "llmctl/test")
      return Target(
        provider: OpenAIChat(account: account), account: account, model: "other",
        route: CallRoute(pool: name, host: url.origin, model: "other", isLocal: false))
    }
  }

  @Test func `when a provider is down the next one is asked, and the ledger says who answered`() async throws {
    let stage = stage(.json(402, "{}"), .json(401, "{}"), ok)
    var question = try stage.question()
    question.fallbacks = [fallback("first", codes: [.quota]), fallback("second", codes: [.auth])]
    #expect(await stage.ask(question).error == nil)
    #expect(stage.transport.calls.map(\.request.url.host) == ["api.test", "first.test", "second.test"])
    #expect(stage.outcome?.servedBy == "second/other")
    let attempts = try #require(stage.ledger.records.first?.attempts)
    #expect(attempts.map(\.provider) == ["work", "first"])
    #expect(attempts.map(\.sequel) == [.fallback, .fallback])
    #expect(stage.console.notes.count == 2)
  }

  @Test func `a fallback for outages is not asked after a refusal`() async throws {
    let stage = stage(.json(400, #"{"error":{"code":"content_filter","message":"no"}}"#))
    var question = try stage.question()
    question.fallbacks = [fallback("first")]
    #expect(await stage.ask(question).error?.code == .contentFilter)
    #expect(stage.transport.calls.count == 1)
  }

  @Test func `after an overflow only a larger window helps`() async throws {
    let stage = stage(.json(400, #"{"error":{"code":"context_length_exceeded"}}"#), ok)
    var question = try stage.question()
    question.request.options = [JSONMember("max_tokens", .integer(1000))]
    question.fallbacks = [
      fallback("unknown", codes: [.contextOverflow]), fallback("small", window: 900, codes: [.contextOverflow]),
      fallback("large", window: 9000, codes: [.contextOverflow]),
    ]
    #expect(await stage.ask(question).error == nil)
    #expect(stage.transport.calls.map(\.request.url.host) == ["api.test", "large.test"])
  }

  @Test func `nobody else is asked once something was shown`() async throws {
    let stage = stage(.sse([Payload.text("half")], done: false, then: [.failure(TransportError(.reset, "x"))]))
    var question = try stage.question()
    question.fallbacks = [fallback("first")]
    let answer = await stage.ask(question)
    #expect(answer.exitCode == .partial)
    #expect(stage.console.outputText == "half")
    #expect(stage.transport.calls.count == 1)
  }

  @Test func `an old answer is better than none where the user says so`() async throws {
    let stage = stage(ok, .failure(TransportError(.unknownHost, "x")))
    var question = try stage.question()
    #expect(await stage.ask(question).error == nil)
    question.acceptsKeptAnswer = true
    let answer = await stage.ask(question)
    #expect(answer.exitCode == .complete)
    #expect(stage.console.outputText == "answeranswer")
    #expect(stage.console.notes.last?.contains("this is an old answer, of 2025-11-21") == true)
    #expect(answer.sharedWith == stage.ledger.records.first?.id)
  }
}
