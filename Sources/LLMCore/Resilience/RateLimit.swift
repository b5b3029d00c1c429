/// One limit of a provider: so many units in every window of this length.
package struct RateLimit: Sendable, Equatable {
  /// Where it is known from, from the weakest up.
  package enum Source: String, Sendable {
    /// Guessed from what the provider rejected and what it let through.
    case rejections
    /// Told by the headers of a reply.
    case headers
    case configuration
  }

  /// More than any provider offers; keeps the arithmetic within its bounds, whatever a file or a server says.
  private static let mostUnits = 10_000_000_000
  private static let longestWindow = Duration.seconds(31 * 86_400)
  /// The share of a limit that may be taken at once; what a burst takes, the steady rate loses. Half a second's worth of a
  /// minute: the first calls of a crowd take some time to arrive, and those behind them must not arrive with them.
  private static let shareOfBurst = 120
  /// Calls are spread over so many hundredths of the window, since they do not all need the same time to arrive: two that
  /// leave a window apart may arrive within it.
  private static let stretch = 102

  package var units: Int
  package var window: Duration
  /// How many units may be taken at once after a rest.
  package var burst: Int
  package var source: Source

  /// Without a burst of its own, what the limit of a minute allows in half a second: servers that count by the minute
  /// often watch over seconds too.
  package init(units: Int, window: Duration = .seconds(60), burst: Int? = nil, source: Source) {
    self.units = min(max(1, units), Self.mostUnits)
    self.window = min(max(window, .milliseconds(1)), Self.longestWindow)
    self.burst = min(max(1, burst ?? self.units / Self.shareOfBurst), self.units)
    self.source = source
  }

  /// The time that so many units take up; four windows at most, so that a call larger than the limit is let through at some
  /// time.
  ///
  /// With `window / units` for one unit and a burst on top, a window could hold more than it may: at most
  /// `burst - 1 + ceil(window / interval)`. Spreading only the rest keeps that at `units`.
  package func span(of units: Int) -> Duration {
    let exact =
      window * (Self.stretch * min(max(-Self.mostUnits, units), Self.mostUnits))
      / (100 * max(1, self.units - burst + 1))
    return min(max(window * -4, exact), window * 4)
  }
}
