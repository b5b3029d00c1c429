/// The clocks, as a port: no decision in the core reads a clock of its own.
package protocol TimeSource: Sendable {
  /// A clock that never jumps and stands still while the machine sleeps, for measuring and for time limits.
  func monotonic() -> Duration
  /// The time since the machine was started, suspension included: one clock for all processes, which nobody can set.
  func sinceBoot() -> Duration
  /// Names which start of the machine that is.
  var bootID: String { get }
  /// The time of day.
  func now() -> Timestamp
  /// The processor time that this thread has used: what work costs, however busy the machine is.
  func processorTime() -> Duration
  /// How far the local clock is ahead of UTC at some moment.
  func zone(at moment: Timestamp) -> ZoneOffset
  /// Waits until `monotonic()` reaches `deadline`. Throws `CancellationError` when the task is cancelled.
  func sleep(until deadline: Duration) async throws
}

extension TimeSource {
  /// For a clock that knows of one thread only.
  package func processorTime() -> Duration { monotonic() }

  /// For a clock in Greenwich.
  package func zone(at moment: Timestamp) -> ZoneOffset { ZoneOffset(seconds: 0, name: "UTC") }
}

/// A moment of the day, in milliseconds since 1970-01-01 UTC.
package struct Timestamp: Sendable, Hashable, Comparable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The moment so long before this one.
  package static func - (moment: Self, age: Duration) -> Self {
    Self(milliseconds: moment.milliseconds - Int64(age.milliseconds))
  }

  package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  /// RFC 3339 in UTC with milliseconds, such as `2026-11-21T03:04:05.678Z`.
  ///
  /// The calendar arithmetic is Howard Hinnant's `civil_from_days`, valid for all years.
  package var rfc3339: String {
    let (days, millisecondOfDay) = Self.floorDivide(milliseconds, 86_400_000)
    let (era, dayOfEra) = Self.floorDivide(days + 719_468, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let second = millisecondOfDay / 1000
    return Self.pad(year, 4) + "-" + Self.pad(month, 2) + "-" + Self.pad(day, 2) + "T" + Self.pad(second / 3600, 2)
      + ":"
      + Self.pad(second / 60 % 60, 2) + ":" + Self.pad(second % 60, 2) + "." + Self.pad(millisecondOfDay % 1000, 3)
      + "Z"
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let remainder = (value % divisor + divisor) % divisor
    return ((value - remainder) / divisor, remainder)
  }

  private static func pad(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
