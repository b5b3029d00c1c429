/// A day as lists and people write it: `2026-11-22`.
package enum ListedDay {
  /// The day as a number, such as 20261122. Nil for what is none, and before the year 2000.
  package static func number(_ text: String) -> UInt32? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = UInt32(parts[0]), let month = UInt32(parts[1]), let day = UInt32(parts[2]),
      (2000...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return year * 10_000 + month * 100 + day
  }

  /// The day of a moment, in UTC.
  package static func number(_ moment: Timestamp) -> UInt32 { UTCMoment(moment).day }
}
