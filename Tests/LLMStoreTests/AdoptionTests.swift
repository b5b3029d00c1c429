import LLMCore
import LLMStore
import Testing

struct AdoptionTests {
  private static let dead = ProcessIdentity(pid: 7, start: "1-boot")

  @Test("The answer of a killed process is kept, sent along and found")
  func adopted() async throws {
    let scratch = try Scratch()
    let id = try await scratch.ledger(process: Self.dead).open(.asking("why?"))
    let ledger = scratch.ledger()
    try await ledger.adopt(id, answer: "because of Rayleigh")
    let expected = CallOutcome(
      verdict: .partial, exitCode: .partial, errorCode: "partial", totalTime: 0, answerBytes: 19,
      answer: "because of Rayleigh")
    #expect(try await ledger.call(id.text)?.state == .closed(expected))
    let record = try #require(try await ledger.storedConversation(nil))
    #expect(record.messages.map(\.content) == ["why?", "because of Rayleigh"])
    #expect(record.lastTurnIsIncomplete)
    #expect(record.turns.first?.isRunning == false)
    #expect(try await ledger.conversations(containing: "rayleigh", limit: 9).count == 1)
  }

  @Test("Where its process lives, nothing happens", arguments: [Scratch.here, dead])
  func living(process: ProcessIdentity) async throws {
    let scratch = try Scratch()
    let id = try await scratch.ledger(process: process).open(.asking())
    let ledger = scratch.ledger { _ in true }
    try await ledger.adopt(id, answer: "because")
    #expect(try await ledger.call(id.text)?.state == .running)
    #expect(try await ledger.storedConversation(nil)?.turns.first?.isRunning == true)
    try await ledger.close(id, .answered("really"))
  }

  @Test("A row that is closed or unknown, and an empty answer, are left alone")
  func nothing() async throws {
    let scratch = try Scratch()
    let ledger = scratch.ledger(process: Self.dead)
    let closed = try await ledger.open(.asking())
    try await ledger.close(closed, .answered("all of it"))
    let open = try await ledger.open(.asking())
    let other = scratch.ledger()
    try await other.adopt(closed, answer: "half of it")
    try await other.adopt(open, answer: "")
    try await other.adopt(CallID("01ARYZ6S410000000000000000"), answer: "whose?")
    #expect(try await other.recent(limit: 9).map(\.state) == [.interrupted, .closed(.answered("all of it"))])
  }

  @Test("Of many that adopt at once, one does, and the others do not mind")
  func race() async throws {
    let scratch = try Scratch()
    let id = try await scratch.ledger(process: Self.dead).open(.asking())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 { group.addTask { try await scratch.ledger().adopt(id, answer: "answer \(number)") } }
      try await group.waitForAll()
    }
    let answer = try #require(try await scratch.ledger().storedConversation(nil)).turns.first?.answer
    #expect(answer?.hasPrefix("answer ") == true)
  }

  @Test("Without a stored prompt the row is closed and the text is not kept")
  func unlogged() async throws {
    let scratch = try Scratch()
    let id = try await scratch.ledger(process: Self.dead).open(.asking(nil))
    try await scratch.ledger().adopt(id, answer: "secret")
    guard case .closed(let outcome) = try await scratch.ledger().call(id.text)?.state else {
      Issue.record("the call is still open")
      return
    }
    #expect(outcome.answer == nil)
    #expect(outcome.answerBytes == 6)
  }
}
