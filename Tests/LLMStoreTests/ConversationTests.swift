import LLMCore
import LLMStore
import Testing

struct ConversationTests {
  @Test("A prompt without a conversation begins one under the id of its call")
  func begin() async throws {
    let scratch = try Scratch()
    scratch.clock.set(1_800_000_000_000)
    let start = Timestamp(milliseconds: 1_800_000_000_000)
    let ledger = scratch.ledger()
    let id = try await ledger.open(.asking("why?", system: "be brief"))
    var outcome = CallOutcome.answered("because")
    outcome.usage = Usage(uncachedInput: 3, textOutput: 5)
    try await ledger.close(id, outcome)
    #expect(
      try await ledger.storedConversation(nil)
        == ConversationRecord(
          id: id.text, startedAt: start, system: "be brief", model: "openai/gpt-5",
          turns: [
            ConversationTurn(
              sequence: 1, call: id, startedAt: start, system: "be brief", prompt: "why?", answer: "because",
              verdict: .done, isRunning: false, model: "openai/gpt-5", usage: Usage(uncachedInput: 3, textOutput: 5))
          ]))
  }

  @Test("Going on adds turns, and the newest one says system and model")
  func goOn() async throws {
    let scratch = try Scratch()
    let ledger = scratch.ledger()
    let first = try await ledger.open(.asking("one", system: "old"))
    try await ledger.close(first, .answered("1"))
    var next = CallIntent.asking("two", in: first.text, system: "new")
    next.provider = "local"
    next.modelAsked = "qwen"
    let second = try await scratch.ledger().open(next)
    try await scratch.ledger().close(second, .answered("2"))
    let conversation = try #require(try await ledger.storedConversation(first.text))
    #expect(conversation.messages.map(\.content) == ["one", "1", "two", "2"])
    #expect(conversation.system == "new")
    #expect(conversation.model == "local/qwen")
    #expect(try await ledger.storedConversation(second.text) == nil)
  }

  @Test(
    "Only turns with an answer are gone on with",
    arguments: [
      (CallOutcome.answered("yes", .done), true, false), (.answered("ye", .partial), true, true),
      (.answered("y", .cancelled), true, true), (.answered("", .cancelled), false, true),
      (.answered(nil, .cancelled), false, true), (.answered("no", .refused), false, true),
      (.answered(nil, .failed), false, true), (.answered("", .done), false, false),
    ])
  func outcomes(outcome: CallOutcome, isAnswered: Bool, isIncomplete: Bool) async throws {
    let ledger = try Scratch().ledger()
    let first = try await ledger.open(.asking("one"))
    try await ledger.close(first, .answered("1"))
    let second = try await ledger.open(.asking("two", in: first.text))
    try await ledger.close(second, outcome)
    let conversation = try #require(try await ledger.storedConversation(first.text))
    #expect(conversation.messages.map(\.content) == ["one", "1"] + (isAnswered ? ["two", outcome.answer] : []))
    #expect(conversation.lastTurnIsIncomplete == isIncomplete)
  }

  @Test("An open turn is left out and leaves the conversation incomplete, alive or not", arguments: [true, false])
  func openTurn(isAlive: Bool) async throws {
    let scratch = try Scratch()
    let id = try await scratch.ledger(process: ProcessIdentity(pid: 7, start: "1")).open(.asking())
    let conversation = try #require(try await scratch.ledger { _ in isAlive }.storedConversation(nil))
    #expect(conversation.id == id.text)
    #expect(conversation.messages == [])
    #expect(conversation.turns.map(\.isRunning) == [isAlive])
    #expect(conversation.lastTurnIsIncomplete)
  }

  @Test("Turns asked at once stand in the order in which they started, also where the clock was set back")
  func branches() async throws {
    let scratch = try Scratch()
    let ledger = scratch.ledger()
    let first = try await ledger.open(.asking("one"))
    try await ledger.close(first, .answered("1"))
    let second = try await ledger.open(.asking("two", in: first.text))
    scratch.clock.set(1_000_000)
    let third = try await scratch.ledger().open(.asking("three", in: first.text))
    try await ledger.close(third, .answered("3"))
    try await ledger.close(second, .answered("2"))
    let conversation = try #require(try await ledger.storedConversation(first.text))
    #expect(conversation.messages.map(\.content) == ["one", "1", "two", "2", "three", "3"])
  }

  @Test("Without an id it is the conversation of the newest call, not the one begun last")
  func newest() async throws {
    let ledger = try Scratch().ledger()
    let first = try await ledger.open(.asking("one"))
    let other = try await ledger.open(.asking("other"))
    #expect(try await ledger.storedConversation(nil)?.id == other.text)
    _ = try await ledger.open(.asking("two", in: first.text))
    #expect(try await ledger.storedConversation(nil)?.id == first.text)
  }

  @Test("A conversation that is gone is begun again under its id, so that the call is recorded")
  func goneConversation() async throws {
    let ledger = try Scratch().ledger()
    let id = try await ledger.open(.asking("two", in: "01ARYZ6S410000000000000000"))
    #expect(try await ledger.call(id.text)?.intent.conversation == "01ARYZ6S410000000000000000")
    #expect(try await ledger.storedConversation("01ARY")?.lastTurnIsIncomplete == true)
  }
}
