/// A moment as prices look at it: the day, and the minute of the week.
struct UTCMoment: Equatable {
  /// Such as 20261121. The calendar is Howard Hinnant's `civil_from_days`.
  let day: UInt32
  /// Minutes since Monday 00:00 UTC.
  let minuteOfWeek: Int

  init(_ timestamp: Timestamp) {
    let minutes = Self.floorDivide(timestamp.milliseconds, 60_000).quotient
    let days = Self.floorDivide(minutes, 1440).quotient
    // 1970-01-01 was a Thursday.
    minuteOfWeek = Int(Self.floorDivide(minutes + 3 * 1440, 7 * 1440).remainder)
    let (era, dayOfEra) = Self.floorDivide(days + 719_468, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let number = year * 10_000 + month * 100 + dayOfYear - (153 * monthIndex + 2) / 5 + 1
    day = UInt32(clamping: number)
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let remainder = (value % divisor + divisor) % divisor
    return ((value - remainder) / divisor, remainder)
  }
}
