/// Hours, days, weeks and months where the user is.
///
/// The calendar arithmetic is Howard Hinnant's `civil_from_days` and `days_from_civil`. Weeks are those of ISO 8601: they begin on
/// Mondays, and the one with the year's first Thursday is its first.
package struct LocalCalendar: Sendable {
  /// A day as people name it.
  package struct Date: Sendable, Hashable, Comparable {
    package let year: Int
    package let month: Int
    package let day: Int

    package init(year: Int, month: Int, day: Int) { (self.year, self.month, self.day) = (year, month, day) }

    package static func < (left: Self, right: Self) -> Bool {
      (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// `2026-11-22`.
    package var text: String {
      "\(LocalCalendar.padded(year, 4))-\(LocalCalendar.padded(month, 2))-\(LocalCalendar.padded(day, 2))"
    }

    /// Reads `2026-11-22`; nil for what is no day.
    package init?(_ text: String) {
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
        parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let year = Int(parts[0]),
        let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month), day >= 1
      else { return nil }
      self.init(year: year, month: month, day: day)
      // The 31st of a shorter month is a day of the next one.
      guard LocalCalendar.date(LocalCalendar.days(self)) == self else { return nil }
    }
  }

  /// Stretches that time is cut into.
  package enum Unit: String, Sendable, CaseIterable { case hour, day, week, month }

  private let zone: @Sendable (Timestamp) -> ZoneOffset

  /// - Parameter zone: how far the local clock is ahead at a moment.
  package init(zone: @escaping @Sendable (Timestamp) -> ZoneOffset) { self.zone = zone }

  package init(_ time: any TimeSource) { self.init { time.zone(at: $0) } }

  /// What the zone is called at a moment.
  package func zoneName(at moment: Timestamp) -> String { zone(moment).name }

  /// The local date of a moment.
  package func date(of moment: Timestamp) -> Date { Self.date(Self.floorDivide(localSeconds(moment), 86_400)) }

  /// The local hour of a moment, from 0 to 23.
  package func hour(of moment: Timestamp) -> Int {
    let seconds = localSeconds(moment)
    return (seconds - Self.floorDivide(seconds, 86_400) * 86_400) / 3600
  }

  /// A moment as people write it: `2026-11-22 06:12`.
  package func clock(_ moment: Timestamp) -> String {
    let seconds = localSeconds(moment)
    let minutes = (seconds - Self.floorDivide(seconds, 86_400) * 86_400) / 60
    return "\(date(of: moment).text) \(Self.padded(minutes / 60, 2)):\(Self.padded(minutes % 60, 2))"
  }

  /// Where a local day begins: at midnight, or where the clock jumps over that, at the first moment behind it.
  package func start(of date: Date) -> Timestamp {
    let midnight = Self.days(date) * 86_400
    // Twice, because the offset that holds there is known only there.
    var guess = midnight - offset(midnight)
    guess = midnight - offset(guess)
    if self.date(of: Self.moment(guess)) < date { guess = midnight - offset(guess - 86_400) }
    return Self.moment(guess)
  }

  /// The stretch that a moment falls into.
  package func stretch(_ unit: Unit, around moment: Timestamp) -> Range<Timestamp> {
    let date = date(of: moment)
    switch unit {
    case .hour:
      let seconds = Self.floorDivide(Int(moment.milliseconds), 1000)
      let local = seconds + offset(seconds)
      let start = seconds - (local - Self.floorDivide(local, 3600) * 3600)
      return Self.moment(start)..<Self.moment(start + 3600)
    case .day: return start(of: date)..<start(of: self.date(date, plus: 1))
    case .week:
      let monday = self.date(date, plus: -weekday(date))
      return start(of: monday)..<start(of: self.date(monday, plus: 7))
    case .month:
      let next =
        date.month == 12
        ? Date(year: date.year + 1, month: 1, day: 1) : Date(year: date.year, month: date.month + 1, day: 1)
      return start(of: Date(year: date.year, month: date.month, day: 1))..<start(of: next)
    }
  }

  /// All stretches of a kind that a range of time touches, cut at its ends.
  package func stretches(_ unit: Unit, in range: Range<Timestamp>) -> [Range<Timestamp>] {
    var stretches: [Range<Timestamp>] = []
    var next = range.lowerBound
    while next < range.upperBound {
      let whole = stretch(unit, around: next)
      // A clock that is set back can name an hour twice; time goes on all the same.
      let end = max(whole.upperBound, Timestamp(milliseconds: next.milliseconds + 1))
      stretches.append(next..<min(end, range.upperBound))
      next = end
    }
    return stretches
  }

  /// What a stretch is called: `2026-11-22 14:00`, `2026-11-22`, `2026-W47`, `2026-11`.
  package func name(_ unit: Unit, of moment: Timestamp) -> String {
    let date = date(of: moment)
    switch unit {
    case .hour: return "\(date.text) \(Self.padded(hour(of: moment), 2)):00"
    case .day: return date.text
    case .week:
      // The Thursday decides which year a week is of.
      let thursday = self.date(date, plus: 3 - weekday(date))
      let first = Date(year: thursday.year, month: 1, day: 1)
      let number = (Self.days(thursday) - Self.days(first)) / 7 + 1
      return "\(Self.padded(thursday.year, 4))-W\(Self.padded(number, 2))"
    case .month: return "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))"
    }
  }

  /// Some days later, or earlier.
  package func date(_ date: Date, plus days: Int) -> Date { Self.date(Self.days(date) + days) }

  /// From 0 for Monday; 1970-01-01 was a Thursday.
  private func weekday(_ date: Date) -> Int {
    let days = Self.days(date) + 3
    return days - Self.floorDivide(days, 7) * 7
  }

  // MARK: Arithmetic

  private func localSeconds(_ moment: Timestamp) -> Int {
    let seconds = Self.floorDivide(Int(moment.milliseconds), 1000)
    return seconds + offset(seconds)
  }

  private func offset(_ seconds: Int) -> Int { zone(Self.moment(seconds)).seconds }

  private static func moment(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(seconds) * 1000) }

  private static func date(_ days: Int) -> Date {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let index = (5 * dayOfYear + 2) / 153
    let month = index < 10 ? index + 3 : index - 9
    return Date(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: dayOfYear - (153 * index + 2) / 5 + 1)
  }

  private static func days(_ date: Date) -> Int {
    let year = date.month <= 2 ? date.year - 1 : date.year
    let era = floorDivide(year, 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (date.month > 2 ? date.month - 3 : date.month + 9) + 2) / 5 + date.day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  fileprivate static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
