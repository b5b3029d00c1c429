import LLMCore
import Testing

@testable import LLMStore

/// Money set aside for calls under way.
struct ReservationTests {
  private static let limit = Money(femtodollars: 100)

  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    scratch.clock.set(1_800_000_000_000, step: 0)
  }

  private func open(_ ledger: SQLiteLedger) async throws -> CallID {
    try await ledger.open(CallIntent(command: "chat", provider: "p", modelAsked: "m", requestBytes: 1, prompt: "hello"))
  }

  private static let window = SpendWindow(
    scope: .everything,
    stretch: Timestamp(milliseconds: 1_799_996_400_000)..<Timestamp(milliseconds: 1_800_003_600_000))

  private func reserve(
    _ amount: Int128, for id: CallID, number: Int = 1, in ledger: SQLiteLedger
  ) async throws -> SpendReservation {
    let most = Money(femtodollars: amount)
    return try await ledger.reserve(
      SpendClaim(call: id, number: number, provider: "p", model: "m", most: most, tokens: 10),
      in: { _ in [Self.window] }, admits: { uses in uses.allSatisfy { $0.money + most <= Self.limit } })
  }

  @Test func `what is set aside counts until the call is closed`() async throws {
    let ledger = scratch.ledger()
    let first = try await open(ledger)
    #expect(try await reserve(60, for: first, in: ledger).isAdmitted)
    let second = try await open(ledger)
    let refused = try await reserve(60, for: second, in: ledger)
    #expect(!refused.isAdmitted)
    #expect(refused.uses.map(\.reserved.femtodollars) == [60])
    var outcome = CallOutcome(verdict: .done, exitCode: .complete, totalTime: 1)
    outcome.charge = Charge(.told, amount: Money(femtodollars: 25))
    try await ledger.close(first, outcome)
    let admitted = try await reserve(60, for: second, in: ledger)
    #expect(admitted.isAdmitted)
    #expect(admitted.uses.map(\.spent.femtodollars) == [25])
    #expect(admitted.uses.map(\.reserved) == [.zero])
  }

  @Test func `a try that is recorded gives back what was set aside for it`() async throws {
    let ledger = scratch.ledger()
    let id = try await open(ledger)
    #expect(try await reserve(100, for: id, in: ledger).isAdmitted)
    var attempt = AttemptRecord(
      number: 1, provider: "p", model: "m", waited: 0, duration: 1, httpStatus: 503, errorCode: "overload",
      requestID: nil, mayHaveBeenCharged: false, sequel: .retry)
    attempt.charge = Charge(.free)
    try await ledger.add(attempt, to: id)
    #expect(try await reserve(100, for: id, number: 2, in: ledger).isAdmitted)
  }

  @Test func `what a killed process had set aside may have been charged`() async throws {
    let other = ProcessIdentity(pid: 7, start: "1-boot")
    let dying = scratch.ledger(process: other, isAlive: { _ in true })
    let lost = try await open(dying)
    #expect(try await reserve(80, for: lost, in: dying).isAdmitted)
    let living = scratch.ledger(isAlive: { _ in true })
    #expect(try await living.uses(of: [Self.window]).map(\.reserved.femtodollars) == [80])
    let next = scratch.ledger(isAlive: { _ in false })
    let uses = try await next.uses(of: [Self.window])
    #expect(uses.map(\.reserved.femtodollars) == [0])
    #expect(uses.map(\.spent.femtodollars) == [80])
    let cells = try await next.spend(in: [Self.window.stretch], by: .model, of: .everything)[0]
    #expect(cells.map(\.spend.possible.femtodollars) == [80])
    #expect(cells.map(\.spend.calls) == [1])
    // Looking again does not count it twice.
    #expect(try await next.uses(of: [Self.window]).map(\.spent.femtodollars) == [80])
  }

  @Test func `a process that was wrongly taken for dead is counted once`() async throws {
    let other = ProcessIdentity(pid: 7, start: "1-boot")
    let elsewhere = scratch.ledger(process: other, isAlive: { _ in true })
    let id = try await open(elsewhere)
    #expect(try await reserve(80, for: id, in: elsewhere).isAdmitted)
    let here = scratch.ledger(isAlive: { _ in false })
    #expect(try await here.uses(of: [Self.window]).map(\.spent.femtodollars) == [80])
    var outcome = CallOutcome(verdict: .done, exitCode: .complete, totalTime: 1)
    outcome.charge = Charge(.told, amount: Money(femtodollars: 25))
    try await elsewhere.close(id, outcome)
    let spend = try #require(try await here.spend(in: [Self.window.stretch], by: .model, of: .everything)[0].first)
      .spend
    #expect(spend.told.femtodollars == 25)
    #expect(spend.possible == .zero)
    #expect([spend.calls, spend.failures] == [1, 0])
  }

  @Test func `many processes at once never exceed a limit`() async throws {
    let scratch = scratch
    let admitted = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<24 {
        group.addTask {
          let ledger = scratch.ledger(
            process: ProcessIdentity(pid: Int32(number + 10), start: "1-boot"), patience: .seconds(60),
            isAlive: { _ in true })
          let id = try await ledger.open(
            CallIntent(command: "chat", provider: "p", modelAsked: "m", requestBytes: 1, prompt: "hello"))
          let most = Money(femtodollars: 7)
          return try await ledger.reserve(
            SpendClaim(call: id, number: 1, provider: "p", model: "m", most: most, tokens: 1),
            in: { _ in [Self.window] }, admits: { uses in uses.allSatisfy { $0.money + most <= Self.limit } }
          ).isAdmitted
        }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(admitted == 14)
    let uses = try await scratch.ledger(isAlive: { _ in true }).uses(of: [Self.window])
    #expect(uses.map(\.reserved.femtodollars) == [98])
  }
}
