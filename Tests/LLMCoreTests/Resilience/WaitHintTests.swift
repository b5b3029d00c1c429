import LLMCore
import Testing

/// How long a server asks to wait, by the cases D68 and D69.
@Suite struct WaitHintTests {
  /// 2026-11-21T01:00:00Z.
  private let now = Timestamp(milliseconds: 1_795_222_800_000)

  @Test(arguments: [
    ("6m0s", Duration.seconds(360)), ("12ms", .milliseconds(12)), ("2m59.56s", .milliseconds(179_560)),
    ("1h2m3.5s", .milliseconds(3_723_500)), ("30", .seconds(30)), ("0.25", .milliseconds(250)),
    ("2026-11-21T01:02:03Z", .seconds(123)), ("2026-11-21T01:02:03.5Z", .milliseconds(123_500)),
    ("2026-11-21T03:02:03+02:00", .seconds(123)), ("1795222830", .seconds(30)),
    ("1795222830500", .milliseconds(30_500)),
    ("Sat, 21 Nov 2026 01:00:30 GMT", .seconds(30)), (" 30\t", .seconds(30)), ("0", .zero),
    ("900us", .microseconds(900)),
    ("900µs", .microseconds(900)), ("5ns", .nanoseconds(5)), ("1.5e1", .seconds(15)),
  ])
  func `D69 one parser for all forms of a reset`(text: String, wait: Duration) throws {
    let read = try #require(WaitHint.duration(text, now: now))
    let error = read > wait ? read - wait : wait - read
    #expect(error <= .microseconds(1), "\(text) is \(read)")
  }

  @Test(arguments: [
    "-1", "", " ", "abc", "inf", "nan", "0x10", "1e999", "6m0", "6 m", "m", "1.2.3s", "-5s", "2026-13-21T01:02:03Z",
    "2026-11-21T25:02:03Z", "2026-11-21 01:02", "Sat, 41 Nov 2026 01:00:30 GMT", "Sat, 21 Nov 2026 01:00:30 CET",
    "999999999h",
  ])
  func `D69 anything else is unknown`(text: String) { #expect(WaitHint.duration(text, now: now) == nil) }

  @Test(arguments: ["1763688000", "1763688000000", "2025-11-21T01:02:03Z", "Wed, 21 Oct 2015 07:28:00 GMT"])
  func `D69 a moment that is past is no wait at all`(text: String) {
    #expect(WaitHint.duration(text, now: now) == .zero)
  }

  @Test(arguments: ["inf", "1e999", "-5", "abc", "0", "Wed, 21 Oct 2015 07:28:00 GMT", ""])
  func `D68 a hint that is nonsense, zero or past is none`(text: String) {
    #expect(WaitHint.wait(in: [HTTPHeader("retry-after", text)], now: now) == nil)
  }

  @Test func `D68 milliseconds are more exact than seconds`() {
    let headers = [HTTPHeader("retry-after", "60"), HTTPHeader("retry-after-ms", "250")]
    #expect(WaitHint.wait(in: headers, now: now) == .milliseconds(250))
  }

  @Test func `D68 a day is read as a day`() {
    #expect(WaitHint.wait(in: [HTTPHeader("retry-after", "86400")], now: now) == .seconds(86_400))
  }

  @Test func `Nonsense in milliseconds does not hide the seconds`() {
    let headers = [HTTPHeader("retry-after", "60"), HTTPHeader("retry-after-ms", "soon")]
    #expect(WaitHint.wait(in: headers, now: now) == .seconds(60))
  }
}
