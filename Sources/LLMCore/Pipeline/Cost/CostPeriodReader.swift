/// Reads periods as they are typed.
struct CostPeriodReader {
  let calendar: LocalCalendar
  let now: Timestamp
  /// When the first call was made; nil where there is none.
  let first: Timestamp?

  static let forms = "today, yesterday, week, month, all, 7d, 2026-11, 2026-11-22, or FROM..TO with days"

  /// Days that can be asked for at once: a hundred years.
  private static let mostDays = 36_500

  /// Throws `LLMError` of kind `usage` for what is no period.
  func period(_ text: String) throws(LLMError) -> CostPeriod {
    let today = calendar.date(of: now)
    switch text {
    case "today": return days(text, today, today)
    case "yesterday":
      let yesterday = calendar.date(today, plus: -1)
      return days(text, yesterday, yesterday)
    case "week": return period(text, calendar.stretch(.week, around: now))
    case "month": return period(text, calendar.stretch(.month, around: now))
    case "all": return days(text, first.map { min(calendar.date(of: $0), today) } ?? today, today)
    default: break
    }
    if text.hasSuffix("d"), let count = Int(text.dropLast()), (1...Self.mostDays).contains(count) {
      return days(text, calendar.date(today, plus: 1 - count), today)
    }
    if let month = LocalCalendar.Date(text + "-01") {
      return period(text, calendar.stretch(.month, around: calendar.start(of: month)))
    }
    if let day = LocalCalendar.Date(text) { return days(text, day, day) }
    return try range(text, today)
  }

  private func range(_ text: String, _ today: LocalCalendar.Date) throws(LLMError) -> CostPeriod {
    let ends = Array(text.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard ends.count == 3, ends[1].isEmpty, !(ends[0].isEmpty && ends[2].isEmpty) else { throw mistake(text) }
    func day(_ bytes: ArraySlice<UInt8>, _ open: LocalCalendar.Date) throws(LLMError) -> LocalCalendar.Date {
      if bytes.isEmpty { return open }
      guard let day = LocalCalendar.Date(String(decoding: bytes, as: UTF8.self)) else { throw mistake(text) }
      return day
    }
    let from = try day(ends[0], first.map { calendar.date(of: $0) } ?? today)
    let to = try day(ends[2], today)
    guard from <= to else {
      throw LLMError(.usage, "the period \(SafeText.line(text).text) ends before it begins")
    }
    return days(text, from, to)
  }

  private func mistake(_ text: String) -> LLMError {
    LLMError(.usage, "'\(SafeText.line(text).text)' is no period", advice: "Periods are \(Self.forms)")
  }

  private func days(_ name: String, _ from: LocalCalendar.Date, _ to: LocalCalendar.Date) -> CostPeriod {
    period(name, calendar.start(of: from)..<calendar.start(of: calendar.date(to, plus: 1)))
  }

  private func period(_ name: String, _ range: Range<Timestamp>) -> CostPeriod {
    let last = Timestamp(milliseconds: range.upperBound.milliseconds - 1)
    return CostPeriod(
      name: name, start: range.lowerBound, end: range.upperBound, firstDay: calendar.date(of: range.lowerBound).text,
      lastDay: calendar.date(of: last).text, zone: calendar.zoneName(at: range.lowerBound))
  }
}
