import LLMCore
import Testing

/// A limit that nobody knew when the first calls of a crowd left, and that the headers of the first rejection tell: five
/// requests a second.
@Suite struct LearnedLimitTests {
  private let route = CallRoute(pool: "pool", host: "https://api.test", model: "model", isLocal: false)
  private let cost = CallCost(input: 1, output: 1)
  private let reading = RateLimitHeaders.Reading(
    dimension: .requests, limit: RateLimit(units: 300, source: .headers), remaining: 0, reset: .seconds(1))

  private func caller(_ number: Int) -> Caller {
    Caller(process: ProcessIdentity(pid: 1, start: "1"), number: number)
  }

  private func ask(_ number: Int, _ state: inout ResilienceState, at now: Duration) -> Admission {
    state.admit(caller(number), on: route, .background, cost, since: .zero, at: now, isGone: { _ in false })
  }

  /// The state after a crowd that left at once, of which all but the first few were rejected.
  private func crowd(_ count: Int, accepted: Int) -> ResilienceState {
    var state = ResilienceState()
    for number in 0..<count {
      guard case .go = ask(number, &state, at: .zero) else {
        Issue.record("no limit is known, and \(number) has to wait")
        continue
      }
    }
    for number in 0..<count {
      let report = number < accepted ? CallReport(.answered) : rejection
      _ = state.conclude(caller(number), on: route, foreseen: cost, report, at: .milliseconds(100), jitter: 0.5)
    }
    return state
  }

  private var rejection: CallReport {
    CallReport(.rejected(wait: .seconds(1), reason: "throttle"), readings: [reading], isRetryable: true)
  }

  /// Has so many ask again and again, and returns when each of them left.
  private func departures(_ count: Int, _ state: inout ResilienceState) -> [Duration] {
    (100..<100 + count).map { number in
      var now = Duration.milliseconds(100)
      while case .wait(let moment, _) = ask(number, &state, at: now) { now = moment }
      return now
    }
  }

  @Test func `those behind a rejected crowd leave when the server said, however many were rejected`() throws {
    for count in [10, 40, 200] {
      var state = crowd(count, accepted: 5)
      let moments = departures(20, &state)
      #expect(moments.allSatisfy { $0 >= .milliseconds(1100) }, "\(moments)")
      #expect(try #require(moments.first) < .milliseconds(1500), "\(count): \(moments)")
      #expect(try #require(moments.last) < .milliseconds(5600), "\(count): \(moments)")
    }
  }

  @Test func `they leave no faster than the limit`() {
    var state = crowd(40, accepted: 5)
    let moments = departures(60, &state)
    for (index, moment) in moments.enumerated().dropFirst(10) {
      #expect(moment - moments[index - 10] >= .milliseconds(1600), "\(moments)")
    }
  }

  @Test func `calls that were answered stay counted`() {
    // Those that left before the limit was known and took of it: they are worked off before anybody else goes.
    var state = ResilienceState()
    for number in 0..<31 { _ = ask(number, &state, at: .zero) }
    _ = state.conclude(caller(30), on: route, foreseen: cost, rejection, at: .milliseconds(100), jitter: 0.5)
    for number in 0..<30 {
      _ = state.conclude(caller(number), on: route, foreseen: cost, CallReport(.answered), at: .seconds(1), jitter: 0.5)
    }
    #expect(departures(1, &state).allSatisfy { $0 > .seconds(5) })
  }
}
