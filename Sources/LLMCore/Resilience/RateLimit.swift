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

  package var units: Int
  package var window: Duration
  /// How many units may be taken at once after a rest.
  package var burst: Int
  package var source: Source

  /// Without a burst of its own, what the limit allows in a second: servers that count by the minute often watch over
  /// seconds too.
  package init(units: Int, window: Duration = .seconds(60), burst: Int? = nil, source: Source) {
    self.units = max(1, units)
    self.window = max(window, .milliseconds(1))
    self.burst = min(max(1, burst ?? Int(Double(max(1, units)) / (self.window / .seconds(1)))), max(1, units))
    self.source = source
  }

  /// The time one unit takes up.
  ///
  /// With an interval of `window / units` and a burst on top, a window could hold more than it may: at most
  /// `burst - 1 + ceil(window / interval)`. Spreading only the rest keeps that at `units`.
  package var interval: Duration { window / max(1, units - burst + 1) }
}
