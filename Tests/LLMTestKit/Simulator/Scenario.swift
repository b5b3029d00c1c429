package import LLMCore

/// One simulated afternoon: who calls, whom, and what goes wrong meanwhile.
package struct Scenario: Sendable {
  /// What happens to the machine or to the shared state.
  package enum Accident: Sendable {
    case stateDeleted
    case stateIsGarbage
    /// The file was cut at some byte.
    case stateIsCut
    /// Somebody sets the clock on the wall; the duration may be negative.
    case wallClockSet(by: Duration)
    /// All processes die and the clock since the start begins anew.
    case reboot
    /// Ctrl-Z for one process, which sleeps on until told to go on.
    case processStopped(for: Duration)
  }

  /// Longer than any scenario without such a stop lasts.
  static let longStop = Duration.seconds(900)

  package var seed: UInt64
  /// How many calls there are.
  package var calls = 40
  /// How many processes run at once, as with `xargs -P`; the next starts when one ends.
  package var processes = 8
  /// The first call goes alone, and the others start when it has ended.
  package var goesAhead = false
  /// Between two starts of the first processes.
  package var gap: ClosedRange<Duration> = .zero...(.milliseconds(20))
  /// From the end of one process to the start of the next.
  package var pause: ClosedRange<Duration> = .milliseconds(1)...(.milliseconds(30))
  package var interactiveShare = 0.0
  package var killShare = 0.0
  package var maxWait = Duration.seconds(86_400)
  package var input: ClosedRange<Int> = 100...2000
  package var output: ClosedRange<Int> = 100...1000
  package var configured = ConfiguredLimits()
  package var provider = ProviderTraits()
  /// Pools on the same host; processes take turns.
  package var pools = 1
  package var accidents: [(moment: Duration, accident: Accident)] = []
  /// How often a transaction goes through the file's form.
  package var storedShare = 0.01

  package init(seed: UInt64) { self.seed = seed }
}
