/// Reads how long a server asks to wait, in every form that providers put into headers and error bodies.
///
/// All of them become a duration from now; what cannot be read, is negative or endless is nil: a hint that is nonsense must
/// not stop or hurry anybody.
package enum WaitHint {
  /// A number this large is a moment since 1970: in seconds from 2001 on, in milliseconds from 2001 on.
  private static let smallestEpochSecond = 1e9
  private static let smallestEpochMillisecond = 1e12

  /// Longer waits than this are no advice.
  private static let longest = Duration.seconds(400 * 86_400)

  /// The wait that a reply asks for: `retry-after-ms`, which is the more exact, before `retry-after`.
  package static func wait(in headers: [HTTPHeader], now: Timestamp) -> Duration? {
    if let text = value(of: "retry-after-ms", in: headers), let milliseconds = number(text) {
      return positive(milliseconds / 1000)
    }
    guard let wait = value(of: "retry-after", in: headers).flatMap({ duration($0, now: now) }) else { return nil }
    return wait > .zero ? wait : nil
  }

  /// A wait in one of the forms `6m0s`, `12ms`, `1h2m3.5s` (Go), `30` (seconds), `2026-11-21T01:02:03Z` (RFC 3339),
  /// `1763688000` (seconds since 1970), `1763688000000` (milliseconds since 1970), `Wed, 21 Oct 2015 07:28:00 GMT` (HTTP).
  ///
  /// A moment that is past is zero.
  package static func duration(_ text: String, now: Timestamp) -> Duration? {
    let text = trimmed(text)
    if let number = number(text) {
      if number >= smallestEpochMillisecond { return wait(until: number / 1000, now) }
      return number >= smallestEpochSecond ? wait(until: number, now) : nonNegative(number)
    }
    if let duration = goDuration(text) { return duration }
    return CalendarTime.rfc3339(text).map { wait(until: $0, now) }
      ?? CalendarTime.http(text).map { wait(until: $0, now) }
  }

  /// A sum of numbers with units, as Go prints durations and Google's APIs print seconds: `2m59.56s`, `900ms`.
  package static func goDuration(_ text: String) -> Duration? {
    let units: [(String, Double)] = [
      ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("μs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
    ]
    var rest = text[...]
    var seconds = 0.0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { "0123456789.".contains($0) }
      guard let value = Double(digits), value.isFinite else { return nil }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { !"0123456789.".contains($0) }
      guard let unit = units.first(where: { $0.0 == name }) else { return nil }
      seconds += value * unit.1
      rest = rest.dropFirst(name.count)
    }
    return nonNegative(seconds)
  }

  private static func value(of name: String, in headers: [HTTPHeader]) -> String? {
    headers.first { $0.name == name }.map { trimmed($0.value) }
  }

  /// A plain decimal number. `Double` alone would also read `inf`, `nan` and hexadecimal.
  private static func number(_ text: String) -> Double? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else {
      return nil
    }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func wait(until second: Double, _ now: Timestamp) -> Duration {
    nonNegative(second - Double(now.milliseconds) / 1000) ?? .zero
  }

  private static func positive(_ seconds: Double) -> Duration? {
    nonNegative(seconds).flatMap { $0 > .zero ? $0 : nil }
  }

  private static func nonNegative(_ seconds: Double) -> Duration? {
    guard seconds >= 0, seconds <= Double(longest.components.seconds) else { return nil }
    return .nanoseconds(Int64(seconds * 1e9))
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
