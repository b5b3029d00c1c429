import LLMCore
import LLMTestKit
import Testing

/// Silence of every kind, by the cases B38 and A19.
@Suite struct TimeLimitTests {
  private let limits = TimeLimits(firstContent: .seconds(30), idleContent: .seconds(20))

  /// Asks, waits until somebody sleeps until `deadline`, moves the clock there and returns what came of it. Nothing comes
  /// before the watcher sleeps: what comes must wake it.
  private func ask(
    _ pieces: [ScriptedTransport.Piece], status: Int = 200, expiringAt deadline: Duration
  ) async throws -> (answer: Answer, stage: Stage) {
    let clock = ManualClock(monotonic: .seconds(100))
    let sleep = ScriptedTransport.Piece.action {
      let isWatched = try await clock.waitForSleepers()
      #expect(isWatched)
    }
    var stage = Stage(.answer(status: status, headers: [], body: [sleep] + pieces))
    (stage.clock, stage.limits) = (clock, limits)
    let (asked, question) = (stage, try stage.question())
    let task = Task { await asked.ask(question) }
    let isAsleep = try await Monotonic.wait {
      asked.clock.sleeperCount == 1 && asked.clock.deadlines.last == deadline
        && asked.transport.calls.first?.pulls == pieces.count
    }
    #expect(isAsleep, "nobody sleeps until \(deadline), but \(asked.clock.deadlines)")
    if !isAsleep { task.cancel() }
    asked.clock.advance(by: deadline - asked.clock.monotonic() - .milliseconds(1))
    #expect(asked.clock.sleeperCount == 1)
    asked.clock.advance(by: .milliseconds(1))
    return (await task.value, stage)
  }

  @Test func `no content in time`() async throws {
    let (answer, stage) = try await ask([.silence], expiringAt: .seconds(130))
    #expect(answer.error?.code == .timeout)
    #expect(answer.error?.message == "no content came within 30 s")
    #expect(stage.outcome?.verdict == .failed)
    #expect(stage.outcome?.totalTime == 30_000)
    #expect(stage.transport.calls.map(\.isOver) == [true])
  }

  @Test func `A1 comments and role chunks are no content`() async throws {
    let waiting = Array(": OPENROUTER PROCESSING\n\n".utf8)
    let role = Chunk.event(#"{"choices":[{"delta":{"role":"assistant","content":""}}]}"#)
    let (answer, _) = try await ask([.bytes(waiting), .bytes(role), .silence], expiringAt: .seconds(130))
    #expect(answer.error?.message == "no content came within 30 s")
  }

  @Test func `B38 pings keep the line alive and bring no content`() async throws {
    let clock = ManualClock(monotonic: .seconds(100))
    var stage = Stage(
      .answer(
        status: 200, headers: [],
        body: [
          .bytes(Chunk.event(Payload.text("abc"))),
          .action {
            // The watcher sleeps until the first content is due, wakes and sleeps on until content is overdue.
            let isWatched = try await clock.waitForSleepers()
            #expect(isWatched)
            clock.advance(by: .seconds(19))
          }, .bytes(Array(":\n\n".utf8)), .action { clock.advance(by: .seconds(11)) }, .silence,
        ]))
    stage.clock = clock
    stage.limits = limits
    let answer = try await stage.ask(stage.question())
    #expect(answer.error?.code == .partial)
    #expect(
      answer.error?.message
        == "the answer was cut after 3 bytes: the stream was alive but brought no content for 20 s")
    #expect(answer.error?.advice?.contains("idle_content") == true)
    #expect(stage.outcome?.verdict == .partial)
    #expect(stage.console.outputText == "abc")
  }

  @Test func `content in time puts the limit off`() async throws {
    let clock = ManualClock(monotonic: .seconds(100))
    let step = ScriptedTransport.Piece.action { clock.advance(by: .seconds(19)) }
    var stage = Stage(
      .answer(
        status: 200, headers: [],
        body: [step, .bytes(Chunk.event(Payload.text("a"))), step, .bytes(Chunk.event(Payload.text("b"))), step]
          + [.bytes(Chunk.event(Payload.stop))]))
    stage.clock = clock
    stage.limits = limits
    let answer = try await stage.ask(stage.question())
    #expect(answer.error == nil)
    #expect(stage.console.outputText == "ab")
  }

  @Test func `a finished answer on an open line is complete after two seconds`() async throws {
    let events = [Payload.text("abc"), Payload.stop].map { ScriptedTransport.Piece.bytes(Chunk.event($0)) }
    let (answer, stage) = try await ask(events + [.silence], expiringAt: .seconds(102))
    #expect(answer.error == nil)
    #expect(answer.finish == .stop)
    #expect(stage.outcome?.verdict == .done)
  }

  @Test func `A19 usage is waited for behind DONE, but not for long`() async throws {
    let events = [Payload.text("abc"), Payload.stop, "[DONE]"].map { ScriptedTransport.Piece.bytes(Chunk.event($0)) }
    let (answer, _) = try await ask(events + [.silence], expiringAt: .milliseconds(100_100))
    #expect(answer.error == nil)
    #expect(answer.usage == Usage())
  }

  @Test func `A19 with usage nothing is waited for`() async throws {
    let events = [Payload.text("abc"), Payload.stop, Payload.usage, "[DONE]"]
    let stage = Stage(.sse(events, done: false, then: [.silence]))
    let answer = try await stage.ask(stage.question())
    #expect(answer.error == nil)
    #expect(answer.usage == Usage(uncachedInput: 7, textOutput: 3))
    #expect(stage.transport.calls.map(\.pulls) == [4])
  }

  @Test func `A19 usage that comes behind DONE in time counts`() async throws {
    let stage = Stage(
      .sse([Payload.text("abc"), Payload.stop], then: [.bytes(Chunk.event(Payload.usage)), .silence]))
    #expect(try await stage.ask(stage.question()).usage == Usage(uncachedInput: 7, textOutput: 3))
  }

  @Test func `B32 DONE without a reason on an open line is an incomplete answer, not a slow one`() async throws {
    let events = [Payload.text("abc"), "[DONE]"].map { ScriptedTransport.Piece.bytes(Chunk.event($0)) }
    let (answer, _) = try await ask(events + [.silence], expiringAt: .milliseconds(100_100))
    #expect(answer.error?.code == .partial)
    #expect(answer.error?.message == "the answer is incomplete: the stream ended without a reason to finish")
  }

  @Test func `D79 an error body that does not end is read as far as it came`() async throws {
    let (answer, _) = try await ask([.bytes(Array("no more".utf8)), .silence], status: 500, expiringAt: .seconds(105))
    #expect(answer.error?.code == .server)
    #expect(answer.error?.message == "work (https://api.test) answered HTTP 500: no more")
  }
}
