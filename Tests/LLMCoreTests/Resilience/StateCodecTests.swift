import LLMCore
import LLMTestKit
import Testing

/// The stored form of the shared state: it comes back as it was, and no damage to it stops or traps anybody.
@Suite struct StateCodecTests {
  private let now = Duration.seconds(5000)
  private let wall = Timestamp(milliseconds: 1_795_222_800_000)

  private func codec(boot: String = "boot", sinceBoot: Duration? = nil, wall: Timestamp? = nil) -> StateCodec {
    StateCodec(at: StateCodec.Moment(boot: boot, sinceBoot: sinceBoot ?? now, wall: wall ?? self.wall))
  }

  private func caller(_ number: Int) -> Caller {
    Caller(process: ProcessIdentity(pid: Int32(number), start: "\(number) boot"), number: number)
  }

  private func route(_ limits: ConfiguredLimits = ConfiguredLimits()) -> CallRoute {
    CallRoute(pool: "pool", host: "https://api.test", model: "model", isLocal: false, limits: limits)
  }

  /// A state with something of everything.
  private var full: ResilienceState {
    var state = ResilienceState()
    var limits = ConfiguredLimits()
    (limits.requests, limits.tokens, limits.concurrency) = (2, 100_000, 2)
    let cost = CallCost(input: 700, output: 300)
    for number in 1...4 {
      _ = state.admit(
        caller(number), on: route(limits), number == 3 ? .interactive : .background, cost, since: now, at: now,
        isGone: { _ in false })
    }
    let reading = RateLimitHeaders.Reading(
      dimension: .inputTokens, limit: RateLimit(units: 5000, source: .headers), remaining: 4000, reset: .seconds(9))
    let report = CallReport(
      .rejected(wait: .seconds(7), reason: "throttle"), readings: [reading], streamBroke: true,
      repair: .rename("max_tokens", to: "max_completion_tokens"), isRetryable: true)
    _ = state.conclude(caller(1), on: route(limits), foreseen: cost, report, at: now, jitter: 0.5)
    for number in 1...3 {
      let report = CallReport(.hostFailed, repair: .drop("seed"), isRetryable: true)
      _ = state.conclude(caller(number), on: route(limits), foreseen: cost, report, at: now, jitter: 0.5)
    }
    state.breakers["https://api.test"]?.probe = Breaker.Probe(caller: caller(4), expiresAt: now + .seconds(20))
    return state
  }

  @Test func `What was written is read again`() throws {
    let state = full
    let read = try #require(codec().decode(codec().encode(state)))
    // A moment is stored to the microsecond.
    #expect(codec().encode(read) == codec().encode(state))
    #expect(read.breakers == state.breakers)
    #expect(read.endpoints == state.endpoints)
    #expect(read.pools["pool"]?.waiters.map(\.caller) == state.pools["pool"]?.waiters.map(\.caller))
    #expect(read.pools["pool"]?.block == state.pools["pool"]?.block)
    #expect(read.pools["pool"]?.retryBudget == state.pools["pool"]?.retryBudget)
    #expect(state.pools["pool"]?.waiters.isEmpty == false)
    #expect(state.endpoints["https://api.test model"]?.repairs.count == 2)
  }

  @Test(arguments: ["", "{", "null", "[]", "{}", "17", "\u{0}\u{1}", #"{"version":"x"}"#, #"{"version":1}"#])
  func `D85 what cannot be read is an empty state`(text: String) {
    #expect(codec().decode(Array(text.utf8)) == ResilienceState())
  }

  @Test func `What a newer llmctl wrote is left alone`() {
    #expect(codec().decode(Array(#"{"version":2,"pools":{}}"#.utf8)) == nil)
  }

  @Test func `After a restart of the machine the time on the wall has passed, and nobody waits any more`() throws {
    let later = Timestamp(milliseconds: wall.milliseconds + 4000)
    let state = try #require(codec(boot: "other", sinceBoot: .seconds(1), wall: later).decode(codec().encode(full)))
    let pool = try #require(state.pools["pool"])
    #expect(pool.waiters.isEmpty && pool.leases.isEmpty)
    #expect(pool.block?.until == .seconds(1) + .seconds(3))
  }

  @Test(arguments: [Int64.min, -1_000_000_000_000, 0, 1_000_000_000_000_000, Int64.max / 2])
  func `A clock on the wall that was set keeps nobody waiting`(milliseconds: Int64) throws {
    let moment = Timestamp(milliseconds: milliseconds)
    var state = try #require(codec(boot: "other", sinceBoot: .seconds(1), wall: moment).decode(codec().encode(full)))
    state.breakers = [:]
    let admission = state.admit(
      caller(9), on: route(), .background, CallCost(input: 1, output: 1), since: .seconds(1), at: .seconds(1),
      isGone: { _ in false })
    if case .wait(let moment, _) = admission { #expect(moment <= .seconds(300)) }
  }

  @Test func `D85 no moment from the future keeps anybody waiting for hours`() throws {
    let bytes = codec(sinceBoot: now + .seconds(1_000_000)).encode(full)
    var state = try #require(codec(sinceBoot: .seconds(3)).decode(bytes))
    #expect(state.breakers.values.allSatisfy { ($0.openUntil ?? .zero) <= .seconds(78) })
    #expect(state.pools["pool"]?.retryBudget?.countedAt == .seconds(3))
    state.breakers = [:]
    state.pools["pool"]?.block = nil
    let admission = state.admit(
      caller(9), on: route(), .background, CallCost(input: 1, output: 1), since: .seconds(3), at: .seconds(3),
      isGone: { _ in true })
    if case .wait(let moment, _) = admission { #expect(moment <= .seconds(300)) }
  }

  /// Bytes of a state with some of its numbers and characters changed.
  private func damaged(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var text = bytes
    for _ in 0..<random.integer(1...6) {
      let place = random.integer(0...(text.count - 1))
      if random.chance(0.2) {
        text[place] = UInt8(truncatingIfNeeded: random.next())
        continue
      }
      // A number after the place becomes another one.
      guard let start = text[place...].firstIndex(where: { (0x30...0x39).contains($0) }) else { continue }
      let end = text[start...].firstIndex { !(0x30...0x39).contains($0) } ?? text.endIndex
      let number = random.pick([
        "0", "-1", "1", "9223372036854775807", "-9223372036854775808", "1e300", "-1e18", "4611686018427387904",
        "9999999999999999", "-9999999999999999", "1e-9", "null", "99999999999999999999999", "2147483648",
      ])
      text.replaceSubrange(start..<end, with: Array(number.utf8))
    }
    return text
  }

  @Test(arguments: UInt64(0)..<8)
  func `D85 whatever the file says, calls come and go, and nothing traps`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let bytes = codec().encode(full)
    for _ in 0..<150 {
      guard var state = codec().decode(damaged(bytes, &random)) else { continue }
      var limits = ConfiguredLimits()
      if random.chance(0.5) { limits.requests = random.pick([1, 60, Int.max]) }
      var moment = now
      for step in 1...4 {
        let cost = CallCost(input: random.pick([0, 1000, Int.max]), output: random.pick([0, Int.max]))
        let jitter = random.fraction()
        _ = state.admit(
          caller(step), on: route(limits), .background, cost, since: moment, at: moment, isGone: { $0.pid % 2 == 0 })
        let ending = random.pick([
          CallReport.Ending.answered, .hostFailed, .unknown, .rejected(wait: .seconds(30_000_000), reason: "x"),
        ])
        let report = CallReport(ending, used: cost, streamBroke: true, isRetryable: true)
        _ = state.conclude(caller(step), on: route(limits), foreseen: cost, report, at: moment, jitter: jitter)
        moment += .seconds(random.integer(0...1000))
      }
      #expect(codec(sinceBoot: moment).decode(codec(sinceBoot: moment).encode(state)) != nil)
      state.shift(by: .seconds(-1000))
      _ = codec(boot: "other", sinceBoot: .seconds(1)).decode(codec(sinceBoot: moment).encode(state))
    }
  }
}
