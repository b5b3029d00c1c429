import LLMCore
import LLMTestKit
import Testing

/// The bounds of the generic cell rate algorithm, over random limits.
@Suite struct RateBucketTests {
  /// Takes one unit after the other as soon as allowed, and returns when.
  private func departures(_ limit: RateLimit, _ count: Int, _ random: inout SeededRandom) -> [Duration] {
    var bucket = RateBucket(limit)
    var now = Duration.seconds(random.integer(0...1000))
    return (0..<count).map { _ in
      // Now and then nobody wants anything for a while, which is when a burst gathers.
      if random.chance(0.02) { now += random.duration(.zero...limit.window) }
      now = bucket.earliest(for: 1, at: now)
      bucket.take(1, at: now)
      return now
    }
  }

  private func most(_ moments: [Duration], in window: Duration) -> Int {
    var (most, first) = (0, 0)
    for (last, moment) in moments.enumerated() {
      while moments[first] + window <= moment { first += 1 }
      most = max(most, last - first + 1)
    }
    return most
  }

  @Test(arguments: UInt64(0)..<200)
  func `No half-open window holds more than the limit`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let units = random.chance(0.3) ? random.integer(1...10) : random.integer(1...3000)
    let window = random.pick([
      Duration.seconds(1), .seconds(60), .seconds(3600), .milliseconds(random.integer(1...99_999)),
    ])
    let burst = random.chance(0.5) ? nil : random.integer(1...units)
    let limit = RateLimit(units: units, window: window, burst: burst, source: .configuration)
    #expect(most(departures(limit, min(3 * units, 4000), &random), in: window) <= units)
  }

  @Test(arguments: [1, 2, 3, 5, 10, 50, 59, 60, 61, 119, 120, 600, 3500, 10_000, 123_456])
  func `At least 95 % of a limit can be used`(units: Int) {
    for window in [Duration.seconds(1), .seconds(60), .seconds(3600)] {
      let limit = RateLimit(units: units, window: window, source: .headers)
      #expect(limit.span(of: units) <= window / 0.95, "\(units) in \(window)")
    }
  }

  @Test func `After a rest a burst may leave at once, and not one more`() {
    let limit = RateLimit(units: 600, burst: 7, source: .configuration)
    var bucket = RateBucket(limit)
    for _ in 0..<7 {
      #expect(bucket.earliest(for: 1, at: .seconds(100)) == .seconds(100))
      bucket.take(1, at: .seconds(100))
    }
    let next = bucket.earliest(for: 1, at: .seconds(100)) - .seconds(100)
    #expect(next > limit.span(of: 1) - .microseconds(1) && next <= limit.span(of: 1))
  }

  @Test func `What was taken too much comes back, and what was not foreseen is taken`() {
    let limit = RateLimit(units: 60_000, source: .configuration)
    var (refunded, exact, charged) = (RateBucket(limit), RateBucket(limit), RateBucket(limit))
    refunded.take(5000, at: .seconds(9))
    refunded.settle(taken: 5000, used: 2000)
    exact.take(2000, at: .seconds(9))
    charged.take(500, at: .seconds(9))
    charged.settle(taken: 500, used: 2000)
    for bucket in [refunded, charged] {
      #expect(abs((bucket.arrival - exact.arrival) / .microseconds(1)) < 1)
    }
  }

  @Test func `More than the burst waits until all is worked off, and is not refused for ever`() {
    var bucket = RateBucket(RateLimit(units: 6000, source: .configuration))
    bucket.take(300, at: .seconds(9))
    #expect(bucket.earliest(for: 1_000_000, at: .seconds(9)) == bucket.arrival)
  }

  @Test func `Replies that come late or out of order delay nobody again`() {
    let limit = RateLimit(units: 60, burst: 1, source: .headers)
    var bucket = RateBucket(limit)
    bucket.take(1, at: .seconds(100))
    let arrival = bucket.arrival
    bucket.learn(remaining: 0, leftAt: .seconds(100))
    bucket.learn(remaining: 0, leftAt: .seconds(70))
    bucket.learn(remaining: 59, leftAt: .seconds(100))
    #expect(bucket.arrival == arrival)
  }

  @Test func `A limit that others have used up delays the next call`() {
    var bucket = RateBucket(RateLimit(units: 600, source: .headers))
    bucket.learn(remaining: 0, leftAt: .seconds(100))
    #expect(bucket.earliest(for: 1, at: .seconds(100)) > .seconds(100))
  }

  @Test(arguments: [Int.min, -1, 0, 1, Int.max])
  func `No number breaks the arithmetic`(number: Int) {
    let limit = RateLimit(units: number, window: .seconds(number / 2), burst: number, source: .headers)
    var bucket = RateBucket(limit, arrival: .seconds(1_000_000_000))
    bucket.take(CallCost(input: number, output: number).units(of: .tokens), at: .zero)
    bucket.settle(taken: number / 2, used: number / 4)
    bucket.learn(remaining: number, leftAt: .zero)
    bucket.clamp(at: .zero)
    #expect(bucket.earliest(for: max(0, number), at: .zero) <= limit.window * 2)
  }
}
