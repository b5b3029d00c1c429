import LLMCore
import Testing

@Suite struct TimestampTests {
  @Test(
    arguments: zip(
      [
        0, -1, -62_135_596_800_000, 951_782_400_000, 951_868_799_999, 951_868_800_000, 1_709_164_800_000,
        4_107_542_400_000, 4_107_456_000_000, -86_400_000, 1_795_230_245_678, 253_402_300_799_999, -2_203_891_200_000,
      ] as [Int64],
      [
        "1970-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z", "2000-02-29T00:00:00.000Z",
        "2000-02-29T23:59:59.999Z", "2000-03-01T00:00:00.000Z", "2024-02-29T00:00:00.000Z", "2100-03-01T00:00:00.000Z",
        "2100-02-28T00:00:00.000Z", "1969-12-31T00:00:00.000Z", "2026-11-21T03:04:05.678Z", "9999-12-31T23:59:59.999Z",
        "1900-03-01T00:00:00.000Z",
      ]))
  func rfc3339(_ milliseconds: Int64, _ text: String) {
    #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
  }

  @Test func `every day of four centuries follows the one before`() {
    var (year, month, day) = (1900, 1, 1)
    for number in 0..<146_097 {
      let text = Timestamp(milliseconds: (Int64(number) - 25_567) * 86_400_000).rfc3339
      let digits = text.prefix(10).split(separator: "-").compactMap { Int($0) }
      guard digits == [year, month, day] else {
        Issue.record("day \(number) is \(text), not \(year)-\(month)-\(day)")
        return
      }
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
      day += 1
      if day > length { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
  }

  @Test func order() {
    #expect(Timestamp(milliseconds: -1) < Timestamp(milliseconds: 0))
    #expect(Timestamp(milliseconds: 5) == Timestamp(milliseconds: 5))
  }
}
