import LLMCore
import LLMTestKit
import Testing

/// What the ledger learns of a call, and when.
@Suite struct LedgerRowTests {
  @Test func `the intent is in the ledger before anything is sent`() async throws {
    let ledger = MemoryLedger()
    var stage = Stage(
      .answer(
        status: 200, headers: [],
        body: [
          .action {
            #expect(ledger.records.map(\.state) == [.running])
            #expect(ledger.records.first?.intent.prompt == "p")
          }, .bytes(Chunk.event(Payload.text("a"))), .bytes(Chunk.event(Payload.stop)),
        ]))
    stage.ledger = ledger
    let answer = try await stage.ask(stage.question())
    #expect(answer.error == nil)
    #expect(stage.ledger.records.count == 1)
    #expect(answer.callID == stage.ledger.records.first?.id)
  }

  @Test func `a call that breaks before its head has a row too`() async throws {
    let stage = Stage(.failure(TransportError(.refused, "econnrefused")))
    _ = try await stage.ask(stage.question())
    var expected = CallOutcome(verdict: .failed, exitCode: .unavailable, errorCode: "network", totalTime: 0)
    expected.charge = Charge(.free)
    #expect(stage.outcome?.exchange?.breakage == "refused: econnrefused")
    expected.exchange = stage.outcome?.exchange
    #expect(stage.outcome == expected)
  }

  @Test func `every field of the intent`() async throws {
    let stage = Stage(.sse([Payload.text("a"), Payload.stop]))
    let question = try stage.question()
    _ = await stage.ask(question)
    let body = question.provider.call(for: question.request).body
    var expected = CallIntent(
      command: "chat", provider: "work", modelAsked: "m", requestBytes: body.count,
      contentHash: ContentHash.sha256(body), tags: [JSONMember("k", .string("v"))], repository: "/repo",
      branch: "main", conversation: "conv", system: "s", prompt: "p")
    expected.question = RecordedQuestion(request: question.request)
    #expect(stage.intent == expected)
  }

  @Test func `every field of a complete answer`() async throws {
    let clock = ManualClock(monotonic: .seconds(100))
    let events = [Payload.identity, Payload.text("né"), Payload.text("o"), Payload.stop, Payload.usage, "[DONE]"]
      .map { Chunk.event($0) }
    var stage = Stage(
      .answer(
        status: 200, headers: [HTTPHeader("x-request-id", "req_1")],
        body: [.action { clock.advance(by: .milliseconds(250)) }] + events[..<3].map { .bytes($0) }
          + [.action { clock.advance(by: .milliseconds(500)) }] + events[3...].map { .bytes($0) }))
    stage.clock = clock
    let answer = try await stage.ask(stage.question())
    var expected = CallOutcome(
      verdict: .done, exitCode: .complete, usage: Usage(uncachedInput: 7, textOutput: 3), finishReason: "stop",
      modelServed: "served", requestID: "req_1", httpStatus: 200, timeToFirstToken: 250, totalTime: 750,
      responseBytes: events.reduce(0) { $0 + $1.count }, answerBytes: 4, answer: "néo")
    expected.charge = Charge(.unpriced, usage: Usage(uncachedInput: 7, textOutput: 3))
    let exchange = try #require(stage.outcome?.exchange)
    #expect(exchange.status == 200)
    #expect(exchange.replyBody == events.flatMap { $0 })
    #expect(exchange.pieces.map(\.offset) == [250_000, 250_000, 250_000, 750_000, 750_000, 750_000])
    #expect(exchange.pieces.map(\.end) == events.indices.map { events[...$0].reduce(0) { $0 + $1.count } })
    expected.exchange = exchange
    #expect(stage.outcome == expected)
    #expect(answer.requestID == "req_1")
    #expect(answer.verdict == .done)
  }

  @Test func `a partial answer is stored as far as it came`() async throws {
    let stage = Stage(.sse([Payload.text("abc"), Payload.length]))
    let answer = try await stage.ask(stage.question())
    #expect(answer.exitCode == .partial)
    #expect(stage.outcome?.verdict == .partial)
    #expect(stage.outcome?.errorCode == "partial")
    #expect(stage.outcome?.finishReason == "length")
    #expect(stage.outcome?.answer == "abc")
  }

  @Test func `a refusal is refused`() async throws {
    let stage = Stage(.sse([#"{"choices":[{"delta":{"refusal":"I won't"}}]}"#, Payload.stop]))
    let answer = try await stage.ask(stage.question())
    #expect(answer.error?.message == "the model refused: I won't")
    #expect(stage.outcome?.verdict == .refused)
    #expect(stage.outcome?.exitCode == .refusedByModel)
    #expect(stage.outcome?.finishReason == "refusal")
  }

  @Test func `an HTTP error is failed`() async throws {
    let stage = Stage(.json(401, #"{"error":{"message":"bad"}}"#, headers: [HTTPHeader("x-request-id", "req_2")]))
    let answer = try await stage.ask(stage.question())
    #expect(answer.error?.requestID == "req_2")
    var expected = CallOutcome(
      verdict: .failed, exitCode: .noPermission, errorCode: "auth", requestID: "req_2", httpStatus: 401, totalTime: 0)
    expected.charge = Charge(.free)
    #expect(stage.outcome?.exchange?.replyBody == Array(#"{"error":{"message":"bad"}}"#.utf8))
    expected.exchange = stage.outcome?.exchange
    #expect(stage.outcome == expected)
  }

  @Test func `the body's id serves where no header names the request`() async throws {
    let stage = Stage(.sse([Payload.identity, Payload.text("a"), Payload.stop]))
    #expect(try await stage.ask(stage.question()).requestID == "body-id")
    #expect(stage.outcome?.requestID == "body-id")
  }

  @Test func `n keeps content and hash out of the ledger`() async throws {
    let stage = Stage(.sse([Payload.text("secret answer"), Payload.stop]))
    _ = try await stage.ask(stage.question(isRecorded: false))
    let intent = try #require(stage.intent)
    #expect(intent.contentHash == nil)
    #expect(intent.prompt == nil)
    #expect(intent.system == nil)
    #expect(intent.question == nil)
    #expect(stage.outcome?.exchange == nil)
    #expect(intent.requestBytes > 0)
    #expect(stage.outcome?.answer == nil)
    #expect(stage.outcome?.answerBytes == 13)
    #expect(stage.outcome?.verdict == .done)
  }

  @Test func `a ledger that cannot be opened is one warning and no more`() async throws {
    var stage = Stage(.sse([Payload.text("a"), Payload.stop]))
    stage.ledger = MemoryLedger(failure: .unavailable("disk full"))
    stage.verbosity = .quiet
    let answer = try await stage.ask(stage.question())
    #expect(answer.error == nil)
    #expect(answer.callID == nil)
    #expect(stage.console.outputText == "a")
    #expect(stage.console.notes == ["warning: the ledger cannot be used (disk full); this call is not recorded"])
  }

  @Test func `a row that cannot be closed is one warning and no more`() async throws {
    let ledger = MemoryLedger()
    var stage = Stage(
      .answer(
        status: 200, headers: [],
        body: [
          .bytes(Chunk.event(Payload.text("a")) + Chunk.event(Payload.stop)),
          .action { ledger.fail(with: .unavailable("gone")) },
        ]))
    stage.ledger = ledger
    #expect(try await stage.ask(stage.question()).error == nil)
    #expect(stage.console.notes.filter { $0.hasPrefix("warning:") }.count == 1)
  }

  @Test func `the longest answers are counted whole and kept in part`() async throws {
    let stage = Stage(.sse([Payload.text("abc"), Payload.text("dé"), Payload.text("f"), Payload.stop]))
    let answer = try await stage.ask(stage.question(keptTextLimit: 5))
    #expect(String(decoding: answer.text, as: UTF8.self) == "abcd")
    #expect(answer.textBytes == 7)
    #expect(stage.console.outputText == "abcdéf")
    #expect(stage.outcome?.answer == "abcd")
    #expect(stage.outcome?.answerBytes == 7)
  }
}
