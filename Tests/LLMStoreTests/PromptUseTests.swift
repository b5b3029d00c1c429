import LLMCore
import Testing

@testable import LLMStore

/// The calls that were made of a template, for comparing its versions.
struct PromptUseTests {
  private let scratch: Scratch
  private let ledger: SQLiteLedger

  init() throws {
    scratch = try Scratch()
    ledger = scratch.ledger()
  }

  @discardableResult
  private func call(
    _ name: String? = "t", number: Int = 1, replayOf: CallID? = nil, attempts: [AttemptRecord] = [],
    _ change: (inout CallOutcome) -> Void = { _ in }
  ) async throws -> CallID {
    var intent = CallIntent.asking()
    intent.promptVersion = name.map { PromptVersion(name: $0, number: number, contentHash: "h\(number)") }
    intent.replayOf = replayOf
    let id = try await ledger.open(intent)
    for attempt in attempts { try await ledger.add(attempt, to: id) }
    var outcome = CallOutcome.answered("yes")
    outcome.charge = Charge(.told, amount: Money(femtodollars: 5))
    change(&outcome)
    try await ledger.close(id, outcome)
    return id
  }

  private func uses(since milliseconds: Int64 = 0) async throws -> [PromptUse] {
    try await ledger.promptUses(of: "t", since: Timestamp(milliseconds: milliseconds))
  }

  @Test func `calls of a template, the oldest first`() async throws {
    try await call()
    try await call("other")
    try await call(nil)
    try await call(number: 2) { $0.usage = Usage(uncachedInput: 3, textOutput: 4) }
    let uses = try await uses()
    #expect(
      uses == [
        PromptUse(
          version: PromptVersion(name: "t", number: 1, contentHash: "h1"), command: "chat", verdict: .done,
          duration: 1200, cost: Money(femtodollars: 5)),
        PromptUse(
          version: PromptVersion(name: "t", number: 2, contentHash: "h2"), command: "chat", verdict: .done,
          duration: 1200, cost: Money(femtodollars: 5), input: 3, output: 4),
      ])
  }

  @Test func `form, cache and replays are told`() async throws {
    let first = try await call { $0.reading = ["steps": [], "problems": .integer(2), "reasks": .integer(1)] }
    try await call(replayOf: first) { $0.isFromCache = true }
    let uses = try await uses()
    #expect(uses.first?.form == PromptUse.Form(problems: 2, reasks: 1))
    #expect(uses.map(\.isFromCache) == [false, true])
    #expect(uses.map(\.isReplay) == [false, true])
  }

  @Test func `all tries of a call count, and one without a price leaves the sum unknown`() async throws {
    var attempt = AttemptRecord(
      number: 1, provider: "openai", model: "gpt-5", waited: 0, duration: 5, httpStatus: 200, errorCode: "schema",
      requestID: nil, mayHaveBeenCharged: true, usage: Usage(uncachedInput: 7, textOutput: 1), sequel: .reask)
    attempt.charge = Charge(.told, amount: Money(femtodollars: 1_000_002))
    try await call(attempts: [attempt]) { $0.usage = Usage(uncachedInput: 3, textOutput: 4) }
    attempt.charge = Charge(.unpriced)
    try await call(attempts: [attempt])
    try await call { $0.charge = nil }
    let uses = try await uses()
    #expect(uses.map(\.cost) == [Money(femtodollars: 1_000_007), nil, nil])
    #expect(uses.first?.input == 10)
    #expect(uses.first?.output == 5)
  }

  @Test func `calls that are open, were held back or are old are left out`() async throws {
    scratch.clock.set(1_800_000_000_000)
    try await call()
    scratch.clock.set(1_800_000_100_000)
    try await call(number: 2)
    try await call(number: 3) { ($0.verdict, $0.exitCode) = (.failed, .refusedBeforeSending) }
    var open = CallIntent.asking()
    open.promptVersion = PromptVersion(name: "t", number: 4, contentHash: "h4")
    _ = try await ledger.open(open)
    #expect(try await uses(since: 1_800_000_050_000).map(\.version.number) == [2])
    #expect(try await uses().map(\.version.number) == [1, 2])
  }
}
