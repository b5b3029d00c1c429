import LLMCore
import Testing

/// Days and their bounds where the clock is moved.
@Suite struct LocalCalendarTests {
  private static let utc = LocalCalendar { _ in ZoneOffset(seconds: 0, name: "UTC") }

  /// Central Europe in 2026: an hour later from March 29 to October 25, changed at 01:00 UTC.
  private static let berlin = LocalCalendar { moment in
    let isSummer = (1_774_746_000_000..<1_792_890_000_000).contains(moment.milliseconds)
    return ZoneOffset(seconds: isSummer ? 7200 : 3600, name: isSummer ? "CEST" : "CET")
  }

  private static func moment(_ text: String) throws -> Timestamp {
    try #require(
      (0..<40_000).lazy.map { Timestamp(milliseconds: Int64($0) * 86_400_000) }
        .first { $0.rfc3339.hasPrefix(text) })
  }

  @Test(
    "What hours, days, weeks and months are called",
    arguments: [
      (0 as Int64, "1970-01-01 00:00", "1970-01-01", "1970-W01", "1970-01"),
      (1_798_758_000_000, "2026-12-31 23:00", "2026-12-31", "2026-W53", "2026-12"),
      (1_798_761_600_000, "2027-01-01 00:00", "2027-01-01", "2026-W53", "2027-01"),
      (951_782_400_000, "2000-02-29 00:00", "2000-02-29", "2000-W09", "2000-02"),
      (-86_400_000, "1969-12-31 00:00", "1969-12-31", "1970-W01", "1969-12"),
    ])
  func names(milliseconds: Int64, hour: String, day: String, week: String, month: String) {
    let moment = Timestamp(milliseconds: milliseconds)
    #expect(Self.utc.name(.hour, of: moment) == hour)
    #expect(Self.utc.name(.day, of: moment) == day)
    #expect(Self.utc.name(.week, of: moment) == week)
    #expect(Self.utc.name(.month, of: moment) == month)
  }

  @Test func `a day on which the clock is moved has 23 or 25 hours`() throws {
    let spring = Self.berlin.stretch(.day, around: try Self.moment("2026-03-29"))
    #expect(spring.upperBound.milliseconds - spring.lowerBound.milliseconds == 23 * 3_600_000)
    #expect(Self.berlin.clock(spring.lowerBound) == "2026-03-29 00:00")
    let autumn = Self.berlin.stretch(.day, around: try Self.moment("2026-10-25"))
    #expect(autumn.upperBound.milliseconds - autumn.lowerBound.milliseconds == 25 * 3_600_000)
    #expect(Self.berlin.stretches(.hour, in: autumn).count == 25)
    #expect(Self.berlin.stretches(.hour, in: spring).count == 23)
  }

  @Test func `weeks begin on Mondays and months on their first day`() throws {
    let sunday = try Self.moment("2026-11-22")
    let week = Self.berlin.stretch(.week, around: sunday)
    #expect(Self.berlin.clock(week.lowerBound) == "2026-11-16 00:00")
    #expect(Self.berlin.clock(week.upperBound) == "2026-11-23 00:00")
    let month = Self.berlin.stretch(.month, around: try Self.moment("2026-10-25"))
    #expect(Self.berlin.clock(month.lowerBound) == "2026-10-01 00:00")
    #expect(Self.berlin.clock(month.upperBound) == "2026-11-01 00:00")
  }

  @Test func `stretches of a range follow each other without gaps, cut at its ends`() throws {
    let range =
      Timestamp(milliseconds: try Self.moment("2026-10-20").milliseconds + 5)..<(try Self.moment("2026-11-22"))
    for unit in LocalCalendar.Unit.allCases {
      let stretches = Self.berlin.stretches(unit, in: range)
      #expect(stretches.first?.lowerBound == range.lowerBound)
      #expect(stretches.last?.upperBound == range.upperBound)
      #expect(zip(stretches, stretches.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    }
  }

  @Test(
    "Days are read as they are written, and nothing else is",
    arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-00", "+026-01-01", ""])
  func noDay(text: String) { #expect(LocalCalendar.Date(text) == nil) }

  @Test func `a leap day is one`() { #expect(LocalCalendar.Date("2028-02-29")?.text == "2028-02-29") }
}
