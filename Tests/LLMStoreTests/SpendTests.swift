import LLMCore
import Testing

@testable import LLMStore

/// What the ledger adds up, and what it sets aside.
struct SpendTests {
  /// 2027-01-15 08:00 UTC, a Friday.
  private static let start: Int64 = 1_800_000_000_000
  private static let hour: Int64 = 3_600_000
  private static let day = 24 * hour

  private let scratch: Scratch
  private let ledger: SQLiteLedger

  init() throws {
    scratch = try Scratch()
    ledger = scratch.ledger()
    scratch.clock.set(Self.start, step: 0)
  }

  /// Makes a call at a moment and closes it with a charge.
  @discardableResult
  private func call(
    at milliseconds: Int64 = 0, model: String = "gpt", command: String = "chat", repository: String? = nil,
    branch: String? = nil, tags: [JSONMember] = [], in conversation: String? = nil, _ charge: Charge?,
    verdict: CallOutcome.Verdict = .done, servedBy: String? = nil, errorCode: String? = nil, totalTime: Int = 10
  ) async throws -> CallID {
    scratch.clock.set(Self.start + milliseconds, step: 0)
    let id = try await ledger.open(
      CallIntent(
        command: command, provider: "openai", modelAsked: model, requestBytes: 1, tags: tags, repository: repository,
        branch: branch, conversation: conversation, prompt: "hello"))
    var outcome = CallOutcome(
      verdict: verdict, exitCode: .complete, errorCode: errorCode, usage: charge?.usage ?? Usage(),
      totalTime: totalTime, servedBy: servedBy)
    outcome.charge = charge
    try await ledger.close(id, outcome)
    return id
  }

  private static func told(_ femtodollars: Int128, input: Int = 10, output: Int = 5) -> Charge {
    Charge(
      .told, amount: Money(femtodollars: femtodollars), usage: Usage(uncachedInput: input, textOutput: output),
      explanation: .object([JSONMember("model", .string("m"))]))
  }

  private func cells(
    _ from: Int64 = -Self.hour, _ to: Int64 = Self.hour, _ split: SpendSplit = .label,
    of scope: SpendScope = .everything
  ) async throws -> [SpendCell] {
    let range = Timestamp(milliseconds: Self.start + from)..<Timestamp(milliseconds: Self.start + to)
    return try await ledger.spend(in: [range], by: split, of: scope)[0]
  }

  private func spent(_ from: Int64, _ to: Int64, of scope: SpendScope = .everything) async throws -> Int128 {
    try await cells(from, to, .model, of: scope).reduce(0) { $0 + $1.spend.spent.femtodollars }
  }

  private func used(_ from: Int64, _ to: Int64, _ scope: SpendScope = .everything) async throws -> Int128 {
    let range = Timestamp(milliseconds: Self.start + from)..<Timestamp(milliseconds: Self.start + to)
    return try await ledger.uses(of: [SpendWindow(scope: scope, stretch: range)])[0].spent.femtodollars
  }

  @Test func `a charge is read back with its call, to the last digit`() async throws {
    let charge = Self.told(123_456_789_012_345_678)
    let id = try await call(charge)
    guard case .closed(let outcome) = try #require(try await ledger.call(id.text)).state else {
      Issue.record("it is open")
      return
    }
    #expect(outcome.charge == charge)
  }

  @Test func `amounts are added up exactly, whatever is below a billionth of a dollar`() async throws {
    for _ in 0..<7 { try await call(Self.told(999_999)) }
    try await call(Self.told(1_000_001))
    #expect(try await spent(-Self.hour, Self.hour) == 7 * 999_999 + 1_000_001)
  }

  @Test func `each basis is counted as what it is`() async throws {
    let money = Money(femtodollars: 5_000_000)
    try await call(Charge(.told, amount: money))
    try await call(Charge(.estimated, amount: money + money))
    try await call(Charge(.possible, amount: money))
    try await call(Charge(.free, saved: money))
    try await call(Charge(.unpriced))
    try await call(nil, verdict: .failed)
    let spend = try #require(try await cells().first).spend
    #expect(spend.calls == 6)
    #expect(spend.failures == 1)
    #expect(spend.unpriced == 2)
    #expect([spend.told, spend.estimated, spend.possible, spend.saved] == [money, money + money, money, money])
  }

  @Test func `tries count for whom they were made of, and are no calls`() async throws {
    scratch.clock.set(Self.start, step: 0)
    let id = try await ledger.open(
      CallIntent(command: "chat", provider: "openai", modelAsked: "gpt", requestBytes: 1, prompt: "hello"))
    var attempt = AttemptRecord(
      number: 1, provider: "openai", model: "gpt", waited: 0, duration: 1, httpStatus: nil, errorCode: "timeout",
      requestID: nil, mayHaveBeenCharged: true, sequel: .fallback)
    attempt.charge = Charge(.possible, amount: Money(femtodollars: 7))
    try await ledger.add(attempt, to: id)
    var outcome = CallOutcome(
      verdict: .done, exitCode: .complete, totalTime: 1, attempts: 2, servedBy: "anthropic/claude")
    outcome.charge = Self.told(11)
    try await ledger.close(id, outcome)
    let cells = try await cells()
    #expect(cells.map(\.provider) == ["openai", "anthropic"])
    #expect(cells.map(\.spend.calls) == [0, 1])
    #expect(cells.map(\.spend.retries) == [1, 0])
    #expect(cells[0].spend.possible == Money(femtodollars: 7))
    #expect(cells[1].spend.told == Money(femtodollars: 11))
    #expect(try #require(try await ledger.call(id.text)).attempts.first?.charge == attempt.charge)
  }

  @Test func `sums are split by all that is known of calls`() async throws {
    let tags = [JSONMember("team", .string("core")), JSONMember("ci", .number("7"))]
    try await call(command: "review", repository: "/src/a", branch: "main", tags: tags, Self.told(3))
    try await call(Self.told(4))
    let cells = try await cells()
    let review = try #require(cells.first { $0.command == "review" })
    #expect([review.repository, review.branch] == ["/src/a", "main"])
    #expect(review.tags == ["ci=7", "team=core"])
    #expect(review.spend.told == Money(femtodollars: 3))
    for scope in [
      SpendScope(command: "review"), SpendScope(repository: "/src/a"), SpendScope(branch: "main"),
      SpendScope(tag: "team=core"), SpendScope(provider: "openai", model: "gpt", tag: "ci=7"),
    ] { #expect(try await spent(-Self.hour, Self.hour, of: scope) == (scope == SpendScope(command: "review") ? 3 : 3)) }
    #expect(try await spent(-Self.hour, Self.hour, of: SpendScope(tag: "team=cor")) == 0)
    #expect(try await spent(-Self.hour, Self.hour, of: SpendScope(provider: "anthropic")) == 0)
  }

  @Test(
    "A stretch of time holds what was begun in it, whatever days and quarters it is made of",
    arguments: [(0, 9), (15 * 60_000, 9), (-3 * day, 40), (-3 * day + 900_000, 3 * day), (-day, 2 * day + 4 * hour)]
      as [(Int64, Int64)])
  func stretches(from: Int64, length: Int64) async throws {
    var expected: Int128 = 0
    for step in -40..<40 {
      let moment = Int64(step) * (Self.day / 7 + 1_234_567)
      try await call(at: moment, Self.told(1 << (step & 7)))
      // Quarters of an hour count as a whole.
      let quarter = (Self.start + moment) / 900_000 * 900_000 - Self.start
      if quarter >= from / 900_000 * 900_000, quarter < from + length { expected += 1 << (step & 7) }
    }
    #expect(try await spent(from, from + length) == expected)
    #expect(try await used(from, from + length) == expected)
    #expect(try await used(from, from + length, SpendScope(command: "chat")) == expected)
    #expect(try await used(from, from + length, SpendScope(provider: "openai", model: "gpt")) == expected)
    #expect(try await used(from, from + length, SpendScope(branch: "none")) == 0)
    let labels = try await cells(from, from + length, .label).reduce(0) { $0 + $1.spend.spent.femtodollars }
    #expect(labels == expected)
  }

  @Test func `what calls took and how they failed is counted by model`() async throws {
    for time in [10, 10, 900, 12_000] { try await call(Self.told(1), totalTime: time) }
    try await call(Charge(.free), verdict: .failed, errorCode: "throttle")
    let range = Timestamp(milliseconds: Self.start - Self.hour)..<Timestamp(milliseconds: Self.start + Self.hour)
    let latencies = try await ledger.latencies(in: range)
    #expect(latencies.map(\.calls) == [2, 1, 1])
    #expect(latencies.map(\.total) == [20, 900, 12_000])
    #expect(latencies[2].bucket.range.contains(12_000))
    #expect(
      try await ledger.failures(in: range)
        == [FailureCount(provider: "openai", model: "gpt", error: "throttle", calls: 1)])
    #expect(try await ledger.glimpses(since: range.lowerBound).map(\.hasFailed) == [false, false, false, false, true])
  }

  @Test func `the dearest conversations are found in few calls and in many`() async throws {
    let cheap = try await call(Self.told(5))
    let dear = try await call(Self.told(50))
    try await call(in: cheap.text, Self.told(40))
    _ = try await ledger.rename(dear.text, to: "plan")
    try await call(at: -9 * Self.day, Self.told(1_000))
    let range = Timestamp(milliseconds: Self.start - Self.hour)..<Timestamp(milliseconds: Self.start + Self.hour)
    let found = try await ledger.conversationSpend(in: range, limit: 9)
    #expect(found.map(\.id) == [dear.text, cheap.text])
    #expect(found.map(\.title) == ["plan", "hello"])
    #expect(found.map(\.spend.told.femtodollars) == [50, 45])
    #expect(try await ledger.conversationSpend(in: range, limit: 1).map(\.id) == [dear.text])
  }

  @Test func `a better charge takes the place of an estimate, never of what the provider told`() async throws {
    let id = try await call(Charge(.estimated, amount: Money(femtodollars: 70), usage: Usage(textOutput: 3)))
    #expect(try await ledger.correct(id, Self.told(100)))
    #expect(try await spent(-Self.hour, Self.hour) == 100)
    #expect(try await !ledger.correct(id, Self.told(9)))
    let spend = try #require(try await cells().first).spend
    #expect(spend.told == Money(femtodollars: 100))
    #expect(spend.estimated == .zero)
    #expect(spend.calls == 1)
  }

  @Test func `what was spent outlives the call`() async throws {
    let id = try await call(Self.told(8))
    let raw = try Connection.open(LedgerFile(path: scratch.path), patience: .seconds(5))
    try raw.write { db in _ = try BoundStatement("DELETE FROM call WHERE id = ?", [.text(id.text)]).run(db) }
    #expect(try await ledger.call(id.text) == nil)
    #expect(try await spent(-Self.hour, Self.hour) == 8)
  }
}
