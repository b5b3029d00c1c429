import LLMCore
import Testing

/// The circuit breaker that all processes share, by the case D86.
@Suite struct BreakerTests {
  private func caller(_ number: Int) -> Caller {
    Caller(process: ProcessIdentity(pid: Int32(number), start: "1"), number: 1)
  }

  private let nobody: (ProcessIdentity) -> Bool = { _ in false }

  /// Open since the third second.
  private var open: Breaker {
    var breaker = Breaker()
    for second in 1...3 { breaker.noteFailure(of: caller(second), at: .seconds(second), jitter: 0) }
    return breaker
  }

  @Test func `It opens at the third failure in a row, for five seconds`() {
    var breaker = Breaker()
    for second in 1...2 {
      breaker.noteFailure(of: caller(second), at: .seconds(second), jitter: 0)
      #expect(breaker.ask(caller(9), at: .seconds(second), isGone: nobody) == .allowed)
    }
    breaker.noteFailure(of: caller(3), at: .seconds(3), jitter: 0)
    #expect(breaker.ask(caller(9), at: .seconds(3), isGone: nobody) == .open(until: .seconds(8)))
  }

  @Test func `A success between, or more than a minute, begins anew`() {
    var breaker = Breaker()
    for second in [1, 2] { breaker.noteFailure(of: caller(1), at: .seconds(second), jitter: 0) }
    breaker.noteSuccess(leftAt: .seconds(3), at: .seconds(3))
    for second in [4, 5, 66] { breaker.noteFailure(of: caller(1), at: .seconds(second), jitter: 0) }
    #expect(breaker.openUntil == nil)
  }

  @Test func `D86 of twenty waiters exactly one probes`() {
    var breaker = open
    let verdicts = (1...20).map { breaker.ask(caller($0), at: .seconds(9), isGone: nobody) }
    #expect(verdicts.first == .probes)
    #expect(verdicts.dropFirst().allSatisfy { $0 == .probed })
    #expect(breaker.ask(caller(1), at: .seconds(9), isGone: nobody) == .probes)
  }

  @Test func `D86 a dead or silent probe is replaced by one other`() {
    var breaker = open
    #expect(breaker.ask(caller(1), at: .seconds(9), isGone: nobody) == .probes)
    #expect(breaker.ask(caller(2), at: .seconds(10), isGone: { $0.pid == 1 }) == .probes)
    #expect(breaker.ask(caller(3), at: .seconds(10), isGone: { $0.pid == 1 }) == .probed)
    #expect(breaker.ask(caller(3), at: .seconds(41), isGone: nobody) == .probes)
  }

  @Test func `Each failed probe doubles the rest, up to a minute, and jitter adds a quarter at most`() {
    var breaker = open
    var rests: [Duration] = []
    for _ in 0..<6 {
      let now = breaker.openUntil ?? .zero
      _ = breaker.ask(caller(1), at: now, isGone: nobody)
      breaker.noteFailure(of: caller(1), at: now, jitter: 0)
      rests.append((breaker.openUntil ?? .zero) - now)
    }
    #expect(rests == [10, 20, 40, 60, 60, 60].map { Duration.seconds($0) })
    let now = breaker.openUntil ?? .zero
    _ = breaker.ask(caller(1), at: now, isGone: nobody)
    breaker.noteFailure(of: caller(1), at: now, jitter: 1)
    #expect(breaker.openUntil == now + .seconds(75))
  }

  @Test func `A long answer that ends well in the middle of an outage does not close it`() {
    var breaker = open
    breaker.noteSuccess(leftAt: .milliseconds(500), at: .seconds(4))
    #expect(breaker == open)
    var counting = Breaker()
    for second in [2, 3] { counting.noteFailure(of: caller(1), at: .seconds(second), jitter: 0) }
    counting.noteSuccess(leftAt: .seconds(1), at: .seconds(4))
    counting.noteFailure(of: caller(1), at: .seconds(5), jitter: 0)
    #expect(counting.openUntil != nil)
  }

  @Test func `Failures of calls that left before it opened change nothing`() {
    var breaker = open
    let before = breaker
    for _ in 0..<20 { breaker.noteFailure(of: caller(7), at: .seconds(4), jitter: 1) }
    #expect(breaker == before)
  }

  @Test func `After it closed the calls at once double with each success, and then nothing is held back`() {
    var breaker = open
    var widths: [Int?] = []
    for _ in 0..<8 {
      breaker.noteSuccess(leftAt: .seconds(20), at: .seconds(20))
      widths.append(breaker.slowStart)
    }
    #expect(widths == [1, 2, 4, 8, 16, 32, nil, nil])
    #expect(breaker.ask(caller(1), at: .seconds(20), isGone: nobody) == .allowed)
  }

  @Test func `No stampede when it closes, however many pools the host has`() {
    var state = ResilienceState()
    state.breakers["https://api.test"] = open
    state.breakers["https://api.test"]?.noteSuccess(leftAt: .seconds(9), at: .seconds(9))
    let admissions = (1...40).map { number in
      state.admit(
        caller(number),
        on: CallRoute(pool: "pool \(number % 4)", host: "https://api.test", model: "model", isLocal: false),
        .background,
        CallCost(input: 1, output: 1), since: .seconds(9), at: .seconds(9), isGone: nobody)
    }
    #expect(admissions.count { $0 == .go(AdmittedCall()) } == 1)
  }

  @Test func `Calls that hang since before the outage hold nobody back after it`() {
    var state = ResilienceState()
    let route = CallRoute(pool: "pool", host: "https://api.test", model: "model", isLocal: false)
    let cost = CallCost(input: 1, output: 1)
    for number in 1...5 {
      _ = state.admit(caller(number), on: route, .background, cost, since: .zero, at: .zero, isGone: nobody)
    }
    state.breakers["https://api.test"] = open
    state.breakers["https://api.test"]?.noteSuccess(leftAt: .seconds(9), at: .seconds(9))
    let admission = state.admit(
      caller(6), on: route, .background, cost, since: .seconds(9), at: .seconds(9), isGone: nobody)
    #expect(admission == .go(AdmittedCall()))
  }

  @Test func `Who waits for a limit does not keep others from probing`() {
    var state = ResilienceState()
    state.breakers["https://api.test"] = open
    state.pools["full"] = PoolState()
    state.pools["full"]?.block(until: .seconds(30), reason: "HTTP 429")
    let cost = CallCost(input: 1, output: 1)
    let admissions = zip(1...3, ["full", "free", "free"]).map { number, pool in
      state.admit(
        caller(number), on: CallRoute(pool: pool, host: "https://api.test", model: "model", isLocal: false),
        .background,
        cost, since: .seconds(9), at: .seconds(9), isGone: nobody)
    }
    #expect(
      admissions == [
        .wait(until: .seconds(30), .blocked("HTTP 429")), .go(AdmittedCall()),
        .wait(until: .seconds(9) + .milliseconds(100), .probe),
      ])
  }
}
