import LLMCore
import LLMStore
import Testing

struct LookupTests {
  @Test("The newest calls come first, no more than asked for", arguments: [(-1, 0), (0, 0), (1, 1), (3, 3), (9, 5)])
  func recent(limit: Int, count: Int) async throws {
    let ledger = try Scratch().ledger()
    var ids: [CallID] = []
    for _ in 0..<5 { ids.append(try await ledger.open(.asking())) }
    #expect(try await ledger.recent(limit: limit).map(\.id) == Array(ids.reversed().prefix(count)))
  }

  @Test("An empty ledger has no last call, no conversation and no rows")
  func empty() async throws {
    let ledger = try Scratch().ledger()
    #expect(try await ledger.call("last") == nil)
    #expect(try await ledger.call("01") == nil)
    #expect(try await ledger.storedConversation(nil) == nil)
    #expect(try await ledger.storedConversation("01") == nil)
    #expect(try await ledger.recent(limit: 5) == [])
  }

  @Test("Calls of other commands hold no conversation that somebody goes on with")
  func others() async throws {
    let ledger = try Scratch().ledger()
    let chat = try await ledger.open(.asking())
    var review = CallIntent.asking()
    review.command = "review"
    let other = try await ledger.open(review)
    #expect(try await ledger.storedConversation(nil)?.id == chat.text)
    #expect(try await ledger.conversations(containing: nil, limit: 9).map(\.id) == [chat.text])
    #expect(try await ledger.storedConversation(other.text)?.id == other.text)
  }

  @Test("A call is found by any prefix that fits no other, in either case")
  func prefixes() async throws {
    let scratch = try Scratch()
    let ledger = scratch.ledger()
    scratch.clock.set(1_800_000_000_000)
    let early = try await ledger.open(.asking())
    scratch.clock.set(1_900_000_000_000)
    let late = try await ledger.open(.asking())
    let distinct = zip(early.text, late.text).prefix { $0 == $1 }.count + 1
    #expect(distinct > 1)
    for length in distinct...26 {
      #expect(try await ledger.call(String(early.text.prefix(length)))?.id == early)
      #expect(try await ledger.call(String(late.text.prefix(length)).lowercased())?.id == late)
    }
    for length in 1..<distinct {
      let prefix = String(early.text.prefix(length))
      await #expect(throws: LedgerError.ambiguous(prefix)) { try await ledger.call(prefix) }
      await #expect(throws: LedgerError.ambiguous(prefix)) { try await ledger.storedConversation(prefix) }
    }
  }

  @Test("What is the start of no id finds nothing", arguments: ["", "Z", "%", "_", "01%", "\0", "~", "é", "last "])
  func noMatch(reference: String) async throws {
    let ledger = try Scratch().ledger()
    _ = try await ledger.open(.asking())
    #expect(try await ledger.call(reference) == nil)
    #expect(try await ledger.storedConversation(reference) == nil)
  }

  @Test("An open call runs while its process does, and is interrupted afterwards")
  func states() async throws {
    let scratch = try Scratch()
    let living = ProcessIdentity(pid: 7, start: "1-boot")
    let dead = ProcessIdentity(pid: 7, start: "0-boot")
    _ = try await scratch.ledger(process: dead).open(.asking())
    _ = try await scratch.ledger(process: living).open(.asking())
    let ledger = scratch.ledger { $0 == living }
    _ = try await ledger.open(.asking())
    let closed = try await ledger.open(.asking())
    try await ledger.close(closed, .answered("yes"))
    #expect(
      try await ledger.recent(limit: 9).map(\.state) == [
        .closed(.answered("yes")), .running, .running, .interrupted,
      ])
  }

  @Test("Only open calls make the ledger ask who is alive")
  func closedCallsAreNotAsked() async throws {
    let scratch = try Scratch()
    let ledger = scratch.ledger { process in
      Issue.record("asked for \(process.pid)")
      return true
    }
    let other = scratch.ledger(process: ProcessIdentity(pid: 7, start: "1"))
    let id = try await other.open(.asking())
    try await other.close(id, .answered("yes"))
    #expect(try await ledger.recent(limit: 9).count == 1)
  }
}
