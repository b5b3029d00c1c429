/// The hours in which a model costs less, as LiteLLM's price list writes them.
struct OffPeakHours {
  /// Stretches of the week in minutes since Monday 00:00 UTC, in their order.
  let windows: [Range<Int>]

  private static let day = 1440

  /// Throws `UnusableEntry` for hours that cannot be read, and for those of a place that is not named by UTC.
  init(_ entry: PriceListEntry) throws(UnusableEntry) {
    if let zone = entry["weekday_timezone"], zone != "UTC" {
      throw UnusableEntry("off_peak_pricing has days of another time zone")
    }
    var isOffPeak = Array(repeating: false, count: 7 * Self.day)
    if let hours = entry["hours_utc"] { try Self.mark(hours, Array(1...7), &isOffPeak) }
    for window in entry["windows"]?.elements ?? [] {
      var days = Array(1...7)
      if let named = window["weekdays"]?.elements { days = named.compactMap(\.integer) }
      guard let hours = window["hours_utc"], days.allSatisfy((1...7).contains) else { throw Self.unreadable }
      try Self.mark(hours, days, &isOffPeak)
    }
    var windows: [Range<Int>] = []
    var start: Int?
    for minute in 0...isOffPeak.count {
      let isIn = minute < isOffPeak.count && isOffPeak[minute]
      if isIn, start == nil { start = minute }
      if !isIn, let first = start { (windows, start) = (windows + [first..<minute], nil) }
    }
    self.windows = windows
  }

  private static var unreadable: UnusableEntry { UnusableEntry("off_peak_pricing has hours that cannot be read") }

  /// - Parameters:
  ///   - hours: `16:30-00:30`, or several of these. What ends before it begins goes on after midnight, of the same day.
  ///   - days: from 1 for Monday.
  private static func mark(_ hours: JSONValue, _ days: [Int], _ minutes: inout [Bool]) throws(UnusableEntry) {
    for stretch in hours.elements ?? [hours] {
      let ends = (stretch.text ?? "").split(separator: "-").map { $0.split(separator: ":").map { Int($0) ?? -1 } }
      guard ends.count == 2, ends.allSatisfy({ $0.count == 2 && (0...24).contains($0[0]) && (0..<60).contains($0[1]) })
      else { throw unreadable }
      let (start, end) = (min(ends[0][0] * 60 + ends[0][1], day), min(ends[1][0] * 60 + ends[1][1], day))
      for weekday in days {
        let parts = start < end ? [start..<end] : [start..<day, 0..<end]
        for minute in parts.joined() { minutes[(weekday - 1) * day + minute] = true }
      }
    }
  }
}
