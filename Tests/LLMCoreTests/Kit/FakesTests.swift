import LLMCore
import LLMTestKit
import Synchronization
import Testing

@Suite struct FakesTests {
  private final class Woken: Sendable {
    private let numbers = Mutex<[Int]>([])
    var all: [Int] { numbers.withLock { $0 } }
    func append(_ number: Int) { numbers.withLock { $0.append(number) } }
  }

  @Test func `a manual clock wakes sleepers in the order of their deadlines`() async throws {
    let clock = ManualClock()
    let woken = Woken()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, seconds) in [3, 1, 2].enumerated() {
        group.addTask {
          try await clock.sleep(until: .seconds(seconds))
          woken.append(seconds)
        }
        #expect(try await clock.waitForSleepers(index + 1))
      }
      clock.advance(by: .milliseconds(999))
      #expect(clock.sleeperCount == 3)
      for count in 1...3 {
        clock.advance(by: .seconds(1))
        #expect(try await Monotonic.wait { woken.all.count == count })
      }
      try await group.waitForAll()
    }
    #expect(woken.all == [1, 2, 3])
    #expect(clock.monotonic() == .milliseconds(3999))
    #expect(clock.deadlines == [.seconds(3), .seconds(1), .seconds(2)])
  }

  @Test func `a manual clock lets cancelled sleepers go`() async throws {
    let clock = ManualClock()
    let task = Task { try await clock.sleep(until: .seconds(1)) }
    #expect(try await clock.waitForSleepers())
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(clock.sleeperCount == 0)
  }

  @Test func `wall time may go backwards and follows the clock`() async throws {
    let clock = ManualClock(now: Timestamp(milliseconds: 1_000_000), windsItself: true)
    clock.setWallTime(Timestamp(milliseconds: 500))
    try await clock.sleep(until: .milliseconds(250))
    #expect(clock.now() == Timestamp(milliseconds: 750))
    #expect(clock.monotonic() == .milliseconds(250))
    try await clock.sleep(until: .milliseconds(100))
    #expect(clock.monotonic() == .milliseconds(250))
  }

  @Test func `a scripted transport replies, breaks and remembers`() async throws {
    let url = try #require(Endpoint("http://test/v1"))
    let broken = TransportError(.reset, "cut")
    let transport = ScriptedTransport([
      .failure(TransportError(.refused, "nobody")),
      .sse(["a"], done: false, then: [.failure(broken)]),
      .json(200, "{}"),
    ])
    let call = HTTPCall(.post, url, headers: [], body: [1])
    await #expect(throws: TransportError(.refused, "nobody")) {
      try await transport.send(call, limits: TimeLimits()) { _ in }
    }
    await #expect(throws: broken) {
      try await transport.send(call, limits: TimeLimits()) { reply in
        #expect(try await reply.nextChunk() == Chunk.event("a"))
        _ = try await reply.nextChunk()
      }
    }
    let status = try await transport.send(call, limits: TimeLimits()) { reply in
      while try await reply.nextChunk() != nil {}
      return reply.status
    }
    #expect(status == 200)
    #expect(transport.calls.map(\.pulls) == [0, 2, 2])
    #expect(transport.calls.allSatisfy { $0.isOver && $0.request == call })
  }

  @Test func `silence ends when the call is cancelled`() async throws {
    let url = try #require(Endpoint("http://test/v1"))
    let transport = ScriptedTransport([.silence])
    let task = Task { try await transport.send(HTTPCall(.get, url, headers: []), limits: TimeLimits()) { _ in } }
    #expect(try await Monotonic.wait { transport.calls.count == 1 })
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `a console can fail after some bytes`() throws {
    let console = RecordingConsole(failure: .closed, after: 2)
    try console.write([1, 2])
    #expect(throws: ConsoleError.closed) { try console.write([3]) }
    console.note("a line")
    #expect(console.output == [1, 2])
    #expect(console.notes == ["a line"])
  }

  @Test func `files in memory`() throws {
    let files = MemoryFiles(texts: ["a.txt": "one", "sub/b.txt": "two", "/etc/c": "three"])
    #expect(try files.read("/project/a.txt", limit: 3) == Array("one".utf8))
    #expect(throws: FileError.tooLarge(limit: 2)) { try files.read("a.txt", limit: 2) }
    #expect(throws: FileError.isDirectory) { try files.read("sub", limit: 9) }
    #expect(throws: FileError.notFound) { try files.read("x", limit: 9) }
    #expect(files.kind(of: "sub") == .directory)
    #expect(files.kind(of: "/etc/c") == .regular)
    #expect(files.kind(of: "x") == nil)
    #expect(files.matches(of: "*.txt") == ["a.txt"])
    #expect(files.matches(of: "*/*.txt") == ["sub/b.txt"])
    #expect(files.matches(of: "/etc/?") == ["/etc/c"])
  }

  @Test func `a ledger in memory goes on with a conversation`() async throws {
    let ledger = MemoryLedger()
    let first = try await ledger.open(intent(prompt: "one"))
    try await ledger.close(first, CallOutcome(verdict: .done, exitCode: .complete, totalTime: 1, answer: "eins"))
    let second = try await ledger.open(intent(prompt: "two", conversation: first.text))
    let stored = try #require(try await ledger.storedConversation(nil))
    #expect(stored.id == first.text)
    #expect(stored.messages == [Message(.user, "one"), Message(.assistant, "eins")])
    #expect(stored.lastTurnIsIncomplete)
    #expect(try await ledger.recent(limit: 9).map(\.id) == [second, first])
    #expect(try await ledger.call("last")?.id == second)
    await #expect(throws: LedgerError.ambiguous("01")) { try await ledger.call("01") }
    ledger.fail(with: .unavailable("disk"))
    await #expect(throws: LedgerError.unavailable("disk")) { try await ledger.recent(limit: 1) }
  }

  @Test func `a ledger in memory forks, names, searches and adopts`() async throws {
    let ledger = MemoryLedger()
    let first = try await ledger.open(intent(prompt: "one"))
    try await ledger.close(first, CallOutcome(verdict: .done, exitCode: .complete, totalTime: 1, answer: "eins"))
    let second = try await ledger.open(intent(prompt: "two", conversation: first.text))
    try await ledger.adopt(second, answer: "not while it runs")
    ledger.interrupt(second)
    try await ledger.adopt(second, answer: "zw")
    let fork = try await ledger.fork(first.text, keeping: 2...9, summary: "it began")
    _ = try await ledger.open(intent(prompt: "three", conversation: fork))
    let record = try #require(try await ledger.storedConversation(nil))
    #expect(record.id == fork)
    #expect(record.parent == first.text)
    #expect(record.turns.map(\.sequence) == [2, 3])
    #expect(record.turns.map(\.verdict) == [.partial, nil])
    #expect(record.messages.suffix(2).map(\.content) == ["two", "zw"])
    #expect(record.messages.count == 4)
    try await ledger.rename(fork, to: "plan")
    await #expect(throws: LedgerError.nameTaken("plan")) { try await ledger.rename(first.text, to: "plan") }
    #expect(try await ledger.storedConversation("plan")?.id == fork)
    #expect(try await ledger.conversations(containing: "EINS", limit: 9).map(\.id) == [first.text])
    #expect(try await ledger.conversations(containing: "zw plan", limit: 9).map(\.id) == [fork])
    await #expect(throws: LedgerError.missing("conversation 'nowhere'")) {
      try await ledger.fork("nowhere", keeping: nil, summary: nil)
    }
  }

  @Test func `an interruption cancels what runs`() async throws {
    let interruption = QuietInterruption()
    let clock = ManualClock()
    let task = Task { try await interruption.cancelling { try await clock.sleep(until: .seconds(1)) } }
    #expect(try await clock.waitForSleepers())
    interruption.interrupt(.terminated)
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(interruption.received == .terminated)
  }

  @Test func `a sealed context traps with advice`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = AppContext.sealed().time.now()
    }
    let advice = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(advice.contains("a ManualClock"))
  }

  private func intent(prompt: String, conversation: String? = nil) -> CallIntent {
    CallIntent(
      command: "chat", provider: "p", modelAsked: "m", requestBytes: 1, conversation: conversation, prompt: prompt)
  }
}
