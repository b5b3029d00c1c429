import LLMCore
import Testing

/// When something is out of the ordinary, and when it is not.
@Suite struct AlertRuleTests {
  private static let now = Timestamp(milliseconds: 1_800_000_000_000)

  private static func calls(_ durations: [Int], failed: Int = 0) -> [CallGlimpse] {
    durations.enumerated().map { index, duration in
      CallGlimpse(startedAt: now, duration: duration, hasFailed: index < failed, input: 10, output: 10)
    }
  }

  private static func dollars(_ text: String) throws -> Money { try #require(Money(decimal: text)) }

  @Test func `an hour above one and a half times the usual`() throws {
    let hours = try (["0.10", "0.20", "0", "0.30", "0.20", "0.20"]).map(Self.dollars)
    #expect(try AlertRules.spending(last: Self.dollars("0.31"), hours: hours, event: "e")?.kind == .spending)
    #expect(try AlertRules.spending(last: Self.dollars("0.30"), hours: hours, event: "e") == nil)
  }

  @Test func `nobody knows what is usual after a few hours, and cents are no alarm`() throws {
    let few = try (["0.10", "0.20"]).map(Self.dollars)
    #expect(try AlertRules.spending(last: Self.dollars("9"), hours: few, event: "e") == nil)
    let small = try Array(repeating: Self.dollars("0.001"), count: 9)
    #expect(try AlertRules.spending(last: Self.dollars("0.009"), hours: small, event: "e") == nil)
  }

  @Test func `slow answers are told by their 95th percentile`() {
    #expect(AlertRules.latency(Self.calls(Array(repeating: 900, count: 19) + [20_000]), event: "e") == nil)
    #expect(
      AlertRules.latency(Self.calls(Array(repeating: 900, count: 18) + [10_001, 20_000]), event: "e")?.text
        == "95 of 100 answers of the last 5 minutes took up to 10.0 s")
    #expect(AlertRules.latency(Self.calls([20_000, 20_000]), event: "e") == nil)
  }

  @Test func `failures above five in a hundred`() {
    let twenty = Array(repeating: 10, count: 20)
    #expect(AlertRules.failures(Self.calls(twenty, failed: 1), event: "e") == nil)
    #expect(AlertRules.failures(Self.calls(twenty, failed: 2), event: "e")?.kind == .failures)
    #expect(AlertRules.failures(Self.calls([1, 1], failed: 2), event: "e") == nil)
  }

  @Test func `a budget above its mark, and one that is used up, are two events`() throws {
    let budget = Budget(unit: .day, limit: .money(try Self.dollars("1")))
    func alert(_ spent: String) throws -> Alert? {
      AlertRules.budget(budget, SpendUse(spent: try Self.dollars(spent)), window: "2026-11-22")
    }
    #expect(try alert("0.8") == nil)
    #expect(try alert("0.81")?.event == "day-2026-11-22-warning")
    #expect(try alert("1")?.event == "day-2026-11-22-over")
  }

  @Test func `answers that became much shorter`() {
    func call(_ minutesAgo: Int64, _ output: Int) -> CallGlimpse {
      CallGlimpse(
        startedAt: Timestamp(milliseconds: Self.now.milliseconds - minutesAgo * 60_000), duration: 1, hasFailed: false,
        input: 1000, output: output)
    }
    let usual = (0..<30).map { call(1000 + Int64($0), 400) }
    let short = (0..<20).map { call(Int64($0), 150) }
    #expect(AlertRules.completionRatio(usual + short, at: Self.now, event: "e")?.kind == .completionRatio)
    #expect(AlertRules.completionRatio(usual + usual, at: Self.now, event: "e") == nil)
  }
}
