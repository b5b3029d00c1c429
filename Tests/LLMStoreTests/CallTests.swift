import LLMCore
import LLMStore
import Testing

struct CallTests {
  @Test("Everything known of a call is read back as it was written")
  func roundTrip() async throws {
    let scratch = try Scratch()
    let ledger = scratch.ledger()
    scratch.clock.set(1_800_000_000_000)
    var intent = CallIntent(
      command: "review", provider: "anthropic", modelAsked: "claude", requestBytes: 4096, contentHash: "ab12",
      tags: [
        JSONMember("team", .string("a \"b\" c")), JSONMember("run", .number("1.50")), JSONMember("team", .null),
      ],
      repository: "/src/project", branch: "main", system: "be brief", prompt: "what is 🜁?")
    let outcome = CallOutcome(
      verdict: .partial, exitCode: .partial, errorCode: "partial",
      usage: Usage(
        uncachedInput: 1, cacheRead: 0, cacheWriteShort: 3, cacheWriteLong: 4, textOutput: 5, reasoningOutput: 6),
      finishReason: "length", modelServed: "claude-2", requestID: "req_1", httpStatus: 200, timeToFirstToken: 340,
      totalTime: 1200, responseBytes: 9000, answerBytes: 7, answer: "air it")
    let id = try await ledger.open(intent)
    try await ledger.close(id, outcome)

    intent.conversation = id.text
    let expected = CallRecord(
      id: id, startedAt: Timestamp(milliseconds: 1_800_000_000_000), intent: intent, state: .closed(outcome))
    #expect(try await ledger.call(id.text) == expected)
    #expect(try await scratch.ledger().recent(limit: 10) == [expected])
    #expect(id.text.count == 26)
  }

  @Test("What was not known stays unknown")
  func unknowns() async throws {
    let scratch = try Scratch()
    let ledger = scratch.ledger()
    var intent = CallIntent(command: "ask", provider: "p", modelAsked: "m", requestBytes: 0, prompt: "hm")
    let outcome = CallOutcome(verdict: .failed, exitCode: .unavailable, errorCode: "network", totalTime: 3)
    let id = try await ledger.open(intent)
    try await ledger.close(id, outcome)
    intent.conversation = id.text
    let record = try #require(try await ledger.call("last"))
    #expect(record.intent == intent)
    #expect(record.state == .closed(outcome))
  }

  @Test(
    "Every verdict and exit code is stored",
    arguments: [
      (CallOutcome.Verdict.done, ExitCode.complete), (.partial, .partial), (.refused, .refusedByModel),
      (.cancelled, .interrupted), (.failed, .temporaryFailure),
    ])
  func verdicts(verdict: CallOutcome.Verdict, exitCode: ExitCode) async throws {
    let ledger = try Scratch().ledger()
    let id = try await ledger.open(.asking())
    try await ledger.close(id, CallOutcome(verdict: verdict, exitCode: exitCode, totalTime: 1))
    guard case .closed(let outcome) = try #require(try await ledger.call("last")).state else {
      Issue.record("the call is still open")
      return
    }
    #expect(outcome.verdict == verdict)
    #expect(outcome.exitCode == exitCode)
  }

  @Test("Without a prompt neither text nor hash nor answer is stored, and there is no conversation")
  func withoutText() async throws {
    let scratch = try Scratch()
    let ledger = scratch.ledger()
    let other = try await ledger.open(.asking())
    try await ledger.close(other, .answered("because"))
    let id = try await ledger.open(.asking(nil, in: other.text, system: "secret system"))
    try await ledger.close(id, .answered("secret answer"))

    let record = try #require(try await ledger.call(id.text))
    #expect(record.intent.contentHash == nil)
    #expect(record.intent.system == nil)
    #expect(record.intent.conversation == nil)
    #expect(record.state == .closed(.answered(nil)))
    #expect(try await ledger.storedConversation(nil)?.id == other.text)
    for suffix in ["", "-wal"] {
      let content = String(decoding: try scratch.bytes(scratch.path + suffix), as: UTF8.self)
      #expect(!content.contains("secret"))
    }
  }

  @Test("Closing what is not open is an error", arguments: [true, false])
  func closingTwice(known: Bool) async throws {
    let ledger = try Scratch().ledger()
    var id = try await ledger.open(.asking())
    try await ledger.close(id, .answered("first"))
    if !known { id = CallID("01ARYZ6S410000000000000000") }
    await #expect(throws: LedgerError.unavailable("it has no open call with this id")) {
      try await ledger.close(id, .answered("second"))
    }
    #expect(try await ledger.storedConversation(nil)?.messages.last?.content == "first")
  }

  @Test("A NUL does not cut off the text behind it")
  func embeddedNUL() async throws {
    let ledger = try Scratch().ledger()
    let id = try await ledger.open(.asking("before\0behind"))
    try await ledger.close(id, .answered("\0"))
    let record = try #require(try await ledger.call(id.text))
    #expect(record.intent.prompt == "before\u{FFFD}behind")
    #expect(record.state == .closed(.answered("\u{FFFD}")))
  }

  @Test("A call is recorded when its task is cancelled")
  func cancelledTask() async throws {
    let ledger = try Scratch().ledger()
    let id = try await ledger.open(.asking())
    let closing = Task {
      withUnsafeCurrentTask { task in task?.cancel() }
      try await ledger.close(id, .answered("so far", .cancelled))
    }
    try await closing.value
    #expect(try await ledger.call("last")?.state == .closed(.answered("so far", .cancelled)))
  }
}
