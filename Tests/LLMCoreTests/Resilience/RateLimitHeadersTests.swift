import LLMCore
import Testing

/// The limits that headers tell, in the forms of the providers.
@Suite struct RateLimitHeadersTests {
  /// 2026-11-21T01:00:00Z.
  private let now = Timestamp(milliseconds: 1_795_222_800_000)

  private func readings(_ headers: [(String, String)]) -> [RateLimitHeaders.Reading] {
    RateLimitHeaders(headers.map { HTTPHeader($0.0, $0.1) }, now: now).readings
  }

  @Test func `OpenAI tells requests and tokens of a minute`() throws {
    let found = readings([
      ("x-ratelimit-limit-requests", "10000"), ("x-ratelimit-remaining-requests", "9999"),
      ("x-ratelimit-reset-requests", "6ms"), ("x-ratelimit-limit-tokens", "200000"),
      ("x-ratelimit-remaining-tokens", "199000"), ("x-ratelimit-reset-tokens", "300ms"),
    ])
    #expect(found.map(\.dimension) == [.requests, .tokens])
    #expect(found.map(\.limit.units) == [10_000, 200_000])
    #expect(found.map(\.limit.window) == [.seconds(60), .seconds(60)])
    #expect(found.map(\.remaining) == [9999, 199_000])
    #expect(found.map(\.reset) == [.milliseconds(6), .milliseconds(300)])
    #expect(found.allSatisfy { $0.limit.source == .headers })
  }

  @Test(arguments: ["-1", "0", "many", ""])
  func `Azure's -1 and other nonsense is no limit`(limit: String) {
    #expect(readings([("x-ratelimit-limit-requests", limit), ("x-ratelimit-remaining-requests", "-1")]).isEmpty)
  }

  @Test func `A remaining count below zero is unknown`() throws {
    let found = readings([("x-ratelimit-limit-requests", "60"), ("x-ratelimit-remaining-requests", "-1")])
    #expect(found.first?.limit.units == 60)
    #expect(found.first?.remaining == nil)
  }

  @Test func `Groq's requests are those of a day, its tokens those of a minute`() {
    let found = readings([
      ("x-ratelimit-limit-requests", "14400"), ("x-ratelimit-remaining-requests", "14370"),
      ("x-ratelimit-reset-requests", "2m59.56s"), ("x-ratelimit-limit-tokens", "18000"),
      ("x-ratelimit-remaining-tokens", "17997"), ("x-ratelimit-reset-tokens", "7.66ms"),
    ])
    #expect(found.first?.limit.window == .seconds(86_400))
    #expect(found.last?.limit.window == .seconds(60))
  }

  @Test func `Anthropic tells four limits with the moment of their reset`() throws {
    var headers: [(String, String)] = []
    for name in ["requests", "tokens", "input-tokens", "output-tokens"] {
      headers.append(("anthropic-ratelimit-\(name)-limit", "1000"))
      headers.append(("anthropic-ratelimit-\(name)-remaining", "500"))
      headers.append(("anthropic-ratelimit-\(name)-reset", "2026-11-21T01:00:30Z"))
    }
    let found = readings(headers)
    #expect(Set(found.map(\.dimension)) == Set(LimitDimension.allCases))
    #expect(found.allSatisfy { $0.reset == .seconds(30) && $0.limit.window == .seconds(60) })
  }

  @Test func `Plain headers count requests, and name the moment of their reset`() {
    let found = readings([
      ("x-ratelimit-limit", "20"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1795222860000"),
    ])
    #expect(found.count == 1)
    #expect(found.first?.dimension == .requests)
    #expect(found.first?.reset == .seconds(60))
    #expect(found.first?.limit.window == .seconds(60))
  }

  @Test(arguments: [1, 5, 10, 30, 59])
  func `A minute about to end is not a shorter window`(left: Int) {
    for remaining in [0, 50, 99] {
      let found = readings([
        ("x-ratelimit-limit-requests", "100"), ("x-ratelimit-remaining-requests", "\(remaining)"),
        ("x-ratelimit-reset-requests", "\(left)s"),
      ])
      #expect((found.first?.limit.window ?? .zero) >= .seconds(60))
    }
  }
}
