/// Dates and times by RFC 3339, section 5.6, and durations by its appendix A.
enum CalendarFormat {
  static func isDateTime(_ text: Span<UInt8>) -> Bool {
    guard text.count > 11, text[10].isOne(of: "Tt") else { return false }
    return isDate(text.extracting(first: 10)) && isTime(text.extracting(droppingFirst: 11))
  }

  static func isDate(_ text: Span<UInt8>) -> Bool {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = decimal(text, 0, digits: 4), let month = decimal(text, 5, digits: 2),
      let day = decimal(text, 8, digits: 2), (1...12).contains(month)
    else { return false }
    return day >= 1 && day <= days(in: month, of: year)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// A leap second is one only where it is 23:59:60 in UTC.
  static func isTime(_ text: Span<UInt8>) -> Bool {
    guard text.count >= 9, text[2] == UInt8(ascii: ":"), text[5] == UInt8(ascii: ":"),
      let hour = decimal(text, 0, digits: 2), let minute = decimal(text, 3, digits: 2),
      let second = decimal(text, 6, digits: 2), hour < 24, minute < 60, second <= 60
    else { return false }
    var index = 8
    if text[index] == UInt8(ascii: ".") {
      let first = index + 1
      index = first
      while index < text.count, text[index].isDigit { index += 1 }
      guard index > first else { return false }
    }
    guard let offset = offset(text, index) else { return false }
    let minuteInUTC = (hour * 60 + minute - offset + 2 * 1_440) % 1_440
    return second < 60 || minuteInUTC == 1_439
  }

  /// The zone at the end, in minutes.
  private static func offset(_ text: Span<UInt8>, _ index: Int) -> Int? {
    guard index < text.count else { return nil }
    if text[index].isOne(of: "Zz") { return index + 1 == text.count ? 0 : nil }
    guard text[index].isOne(of: "+-"), index + 6 == text.count, text[index + 3] == UInt8(ascii: ":"),
      let hours = decimal(text, index + 1, digits: 2), let minutes = decimal(text, index + 4, digits: 2),
      hours < 24, minutes < 60
    else { return nil }
    return (text[index] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }

  /// Units may be left out at both ends, not in the middle: `P1Y2D` is none. Weeks stand alone.
  static func isDuration(_ text: Span<UInt8>) -> Bool {
    guard text.count > 2, text[0] == UInt8(ascii: "P") else { return false }
    if text[text.count - 1] == UInt8(ascii: "W") {
      for index in 1..<text.count - 1 where !text[index].isDigit { return false }
      return true
    }
    var index = 1
    guard readUnits("YMD", text, &index, mayBeEmpty: true) else { return false }
    guard index < text.count else { return true }
    guard text[index] == UInt8(ascii: "T") else { return false }
    index += 1
    return readUnits("HMS", text, &index, mayBeEmpty: false) && index == text.count
  }

  /// Reads numbers with their units, which follow each other without a gap.
  private static func readUnits(
    _ units: StaticString, _ text: Span<UInt8>, _ index: inout Int, mayBeEmpty: Bool
  ) -> Bool {
    var last: Int?
    while index < text.count, text[index].isDigit {
      while index < text.count, text[index].isDigit { index += 1 }
      guard index < text.count else { return false }
      let place = (0..<units.utf8CodeUnitCount).first { units.utf8Start[$0] == text[index] }
      guard let place, last.map({ place == $0 + 1 }) ?? true else { return false }
      last = place
      index += 1
    }
    return mayBeEmpty || last != nil
  }
}
