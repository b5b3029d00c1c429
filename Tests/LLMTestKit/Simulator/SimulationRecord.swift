import LLMCore

/// What happened in a simulation.
package struct SimulationRecord: Sendable {
  /// A call that was told to go.
  package struct Departure: Sendable {
    package let moment: Duration
    package let process: Int
  }

  package var departures: [Departure] = []
  package var processes: [SimulatedProcess] = []
  /// How many processes have ended.
  package var ended = 0
  package var events = 0
  package var transactions = 0
  /// When calls were rejected for their number, at the provider.
  package var rejections: [Rejection] = []
  /// When the host failed, at the provider.
  package var failures: [Duration] = []
  /// When other failures than rejections were tried again.
  package var retries: [Duration] = []
  /// When somebody was told that the breaker is open.
  package var opens: [Duration] = []
  package var accidents: [Duration] = []
  /// When the provider took a call.
  package var acceptances: [Duration] = []
  /// Tokens of the answered calls.
  package var input = 0
  package var output = 0
  package var mostAtProvider = 0
  /// The longest anybody was told to sleep at once.
  package var longestSleep = Duration.zero

  /// A call that came too early for the provider.
  package struct Rejection: Sendable {
    package let moment: Duration
    package let process: Int
  }

  mutating func noteWait(until moment: Duration, at now: Duration) { longestSleep = max(longestSleep, moment - now) }

  mutating func noteOpen(at now: Duration) { opens.append(now) }

  mutating func noteReply(_ error: LLMError?, to process: Int, at now: Duration) {
    switch error?.code {
    case nil: acceptances.append(now)
    case .throttle?: rejections.append(Rejection(moment: now, process: process))
    case .quota?: break
    default: failures.append(now)
    }
  }

  /// How many calls were answered.
  package var answered: Int { processes.count { $0.end == .answered } }

  /// From the first start to the last end.
  package var elapsed: Duration {
    (processes.map(\.endedAt).max() ?? .zero) - (processes.map(\.since).min() ?? .zero)
  }

  /// The tokens that the answered calls really took, as a share of what the limit would have let through meanwhile.
  package func utilisation(ofTokens limit: HiddenLimit) -> Double {
    let used = CallCost(input: input, output: output).units(of: limit.dimension)
    return Double(used) / (Double(limit.units) * (elapsed / .seconds(60)))
  }

  /// The longest that a process lived.
  package var longestLife: Duration { processes.map { $0.endedAt - $0.since }.max() ?? .zero }

  /// The most calls that left in any half-open window of this length.
  package func mostDepartures(in window: Duration) -> Int {
    var (most, first) = (0, 0)
    for (last, departure) in departures.enumerated() {
      while departures[first].moment + window <= departure.moment { first += 1 }
      most = max(most, last - first + 1)
    }
    return most
  }

  /// How many calls the provider took, as a share of what this many a minute would have been, from the first to the last. Who
  /// went ahead alone is left out, and so is who was stopped for long.
  package func utilisation(of units: Int, of scenario: Scenario) -> Double {
    let taken = acceptances.dropFirst(scenario.goesAhead ? 1 : 0).filter { $0 < Scenario.longStop }
    guard let first = taken.first, let last = taken.last, last > first else { return 1 }
    return Double(taken.count - 1) / (Double(units) * ((last - first) / .seconds(60)))
  }
}
