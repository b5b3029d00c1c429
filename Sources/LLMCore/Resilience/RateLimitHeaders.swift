/// The limits that the headers of a reply tell.
///
/// Families: `x-ratelimit-{limit,remaining,reset}-{requests,tokens}` (OpenAI, Azure, Groq, most gateways),
/// `anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}`, and the plain
/// `x-ratelimit-{limit,remaining,reset}` of OpenRouter and GitHub, which counts requests.
package struct RateLimitHeaders: Sendable, Equatable {
  /// One limit as told.
  package struct Reading: Sendable, Equatable {
    package var dimension: LimitDimension
    package var limit: RateLimit
    package var remaining: Int?
    /// When nothing is taken any more.
    package var reset: Duration?

    package init(dimension: LimitDimension, limit: RateLimit, remaining: Int?, reset: Duration?) {
      self.dimension = dimension
      self.limit = limit
      self.remaining = remaining
      self.reset = reset
    }
  }

  package let readings: [Reading]

  /// Windows that providers have. None is taken for shorter than a minute: a minute's window that is about to end looks like
  /// one of a second, and to mistake it would let everybody go at once.
  private static let windows: [Duration] = [.seconds(60), .seconds(3600), .seconds(86_400)]

  package init(_ headers: [HTTPHeader], now: Timestamp) {
    let names: [(LimitDimension, (String) -> String)] = [
      (.requests, { "x-ratelimit-\($0)-requests" }), (.tokens, { "x-ratelimit-\($0)-tokens" }),
      (.requests, { "anthropic-ratelimit-requests-\($0)" }), (.tokens, { "anthropic-ratelimit-tokens-\($0)" }),
      (.inputTokens, { "anthropic-ratelimit-input-tokens-\($0)" }),
      (.outputTokens, { "anthropic-ratelimit-output-tokens-\($0)" }), (.requests, { "x-ratelimit-\($0)" }),
    ]
    var readings: [Reading] = []
    for (dimension, name) in names where !readings.contains(where: { $0.dimension == dimension }) {
      func value(_ part: String) -> String? { headers.first { $0.name == name(part) }?.value }
      // Azure has sent -1 and 0 for what it does not know.
      guard let units = value("limit").flatMap({ Int($0) }), units > 0 else { continue }
      let remaining = value("remaining").flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 }
      let reset = value("reset").flatMap { WaitHint.duration($0, now: now) }
      readings.append(
        Reading(
          dimension: dimension,
          limit: RateLimit(units: units, window: Self.window(units, remaining, reset), source: .headers),
          remaining: remaining, reset: reset))
    }
    self.readings = readings
  }

  /// The window is never told, but the time until the limit is whole again is. What fits into a minute is taken for one: for
  /// a limit of a day that is hardly used it does no harm. Else, in a bucket that fills evenly, what is missing takes that
  /// long; where that fits no window, it is the end of a fixed one, which is not shorter.
  private static func window(_ units: Int, _ remaining: Int?, _ reset: Duration?) -> Duration {
    // A few seconds more are the fault of two clocks.
    guard let reset, reset > .seconds(65) else { return .seconds(60) }
    if let remaining, remaining < units {
      let told = reset / .seconds(1) * (Double(units) / Double(units - remaining))
      if let exact = windows.first(where: { abs(told / ($0 / .seconds(1)) - 1) < 0.1 }) { return exact }
    }
    return windows.first { reset <= $0 + .seconds(5) } ?? .seconds(86_400)
  }
}
