/// Reads moments of the calendar, always as seconds since 1970-01-01 UTC.
///
/// The calendar arithmetic is Howard Hinnant's `days_from_civil`. Foundation's formatters are not in this program.
enum CalendarTime {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// RFC 3339, such as `2026-11-21T01:02:03.5Z` or with `+02:00` in place of the `Z`.
  static func rfc3339(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let year = integer(bytes[0..<4]), let month = integer(bytes[5..<7]), let day = integer(bytes[8..<10]),
      let clock = secondOfDay(bytes[11..<13], bytes[14..<16], bytes[17..<19]),
      let days = days(year, month, day)
    else { return nil }
    var rest = bytes[19...]
    var fraction = 0.0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      fraction = Double("0." + String(decoding: digits, as: UTF8.self)) ?? 0
      rest = rest.dropFirst(1 + digits.count)
    }
    guard let offset = offset(rest) else { return nil }
    return Double(days * 86_400 + clock - offset) + fraction
  }

  /// The date of HTTP headers, such as `Wed, 21 Oct 2015 07:28:00 GMT`.
  static func http(_ text: String) -> Double? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT", let day = Int(words[1]),
      let month = months.firstIndex(of: String(words[2])), let year = Int(words[3])
    else { return nil }
    let clock = words[4].split(separator: ":", omittingEmptySubsequences: false).map { ArraySlice($0.utf8) }
    guard clock.count == 3, let second = secondOfDay(clock[0], clock[1], clock[2]),
      let days = days(year, month + 1, day)
    else { return nil }
    return Double(days * 86_400 + second)
  }

  /// `Z`, `+HH:MM` or `-HH:MM`, in seconds east of Greenwich.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let sign = bytes.first else { return nil }
    if sign | 0x20 == UInt8(ascii: "z") { return bytes.count == 1 ? 0 : nil }
    let rest = Array(bytes.dropFirst())
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), rest.count == 5, rest[2] == UInt8(ascii: ":"),
      let seconds = secondOfDay(rest[0..<2], rest[3..<5], [0x30, 0x30])
    else { return nil }
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// A leap second counts as the second before it.
  private static func secondOfDay(
    _ hour: ArraySlice<UInt8>, _ minute: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>
  ) -> Int? {
    guard let hour = integer(hour), let minute = integer(minute), let second = integer(second), hour < 24, minute < 60,
      second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + min(second, 59)
  }

  private static func integer(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard (1...12).contains(month), (1...31).contains(day), (0...9999).contains(year) else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
