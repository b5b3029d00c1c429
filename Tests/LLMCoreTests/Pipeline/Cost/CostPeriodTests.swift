import Testing

@testable import LLMCore

/// Periods as they are typed. It is Sunday, 2026-11-22, 12:00 UTC; the first call was made on 2026-09-30.
@Suite struct CostPeriodTests {
  private static let reader = CostPeriodReader(
    calendar: LocalCalendar { _ in ZoneOffset(seconds: 3600, name: "CET") },
    now: Timestamp(milliseconds: 1_795_348_800_000), first: Timestamp(milliseconds: 1_790_769_600_000))

  @Test(
    "What is meant",
    arguments: [
      ("today", "2026-11-22", "2026-11-22"), ("yesterday", "2026-11-21", "2026-11-21"),
      ("week", "2026-11-16", "2026-11-22"), ("month", "2026-11-01", "2026-11-30"),
      ("all", "2026-09-30", "2026-11-22"), ("1d", "2026-11-22", "2026-11-22"), ("7d", "2026-11-16", "2026-11-22"),
      ("2026-02", "2026-02-01", "2026-02-28"), ("2026-11-09", "2026-11-09", "2026-11-09"),
      ("2026-11-09..2026-11-11", "2026-11-09", "2026-11-11"), ("2026-11-20..", "2026-11-20", "2026-11-22"),
      ("..2026-10-02", "2026-09-30", "2026-10-02"),
    ])
  func meaning(text: String, first: String, last: String) throws {
    let period = try Self.reader.period(text)
    #expect([period.firstDay, period.lastDay, period.zone] == [first, last, "CET"])
    #expect(period.start.rfc3339.hasSuffix("T23:00:00.000Z"))
    #expect(period.end.rfc3339.hasSuffix("T23:00:00.000Z"))
  }

  @Test(
    "What is none",
    arguments: [
      "", "tomorrow", "..", "0d", "-3d", "99999999999d", "2026-13", "2026-11-31", "2026-11-09...2026-11-11",
      "2026-11-11..2026-11-09", "2026-11-09..x", "TODAY", "2026",
    ])
  func nonsense(text: String) {
    #expect(throws: LLMError.self) { try Self.reader.period(text) }
  }
}
