/// A circuit breaker that short-lived processes share: it opens when a host failed three times in a row within a minute,
/// whoever it was that called.
package struct Breaker: Sendable, Equatable {
  private static let failuresToOpen = 3
  private static let failureWindow = Duration.seconds(60)
  private static let shortestRest = Duration.seconds(5)
  private static let longestRest = Duration.seconds(60)
  /// A probe that says nothing for this long is taken for lost.
  private static let probeLease = Duration.seconds(30)

  /// The one process that tries whether the host is back.
  package struct Probe: Sendable, Equatable {
    package var caller: Caller
    package var expiresAt: Duration

    package init(caller: Caller, expiresAt: Duration) {
      self.caller = caller
      self.expiresAt = expiresAt
    }
  }

  /// What a call may do.
  package enum Verdict: Sendable, Equatable {
    case allowed
    /// It may go, alone: what comes of it decides for all.
    case probes
    /// Somebody tries it now; the answer is not far.
    case probed
    /// Nobody goes before this moment.
    case open(until: Duration)
  }

  /// Failures since the last success, and when the first of them was.
  package var failures = 0
  package var firstFailureAt = Duration.zero
  /// Set while it is open; past it, the next call is the probe.
  package var openUntil: Duration?
  package var rest = Duration.zero
  package var probe: Probe?
  /// After it closed, so many calls may run at once; every success doubles it, until it is nil and there is no limit.
  package var slowStart: Int?
  /// When it closed last.
  package var closedAt = Duration.zero

  /// Above this many at once there is no need to hold anybody back.
  static let endOfSlowStart = 64

  package init() {}

  /// Asks for a call. `isGone` says whether a process has ended.
  package mutating func ask(
    _ caller: Caller, at now: Duration, isGone: (ProcessIdentity) -> Bool
  ) -> Verdict {
    guard let openUntil else { return .allowed }
    if now < openUntil { return .open(until: openUntil) }
    if let probe, probe.caller != caller, now < probe.expiresAt, !isGone(probe.caller.process) { return .probed }
    probe = Probe(caller: caller, expiresAt: now + Self.probeLease)
    return .probes
  }

  /// The host answered, whatever it said. An answer to a call that left before the first failure says nothing about the host
  /// now: long answers end well while new calls fail. `leftAt` is nil where it is not known.
  package mutating func noteSuccess(leftAt: Duration?, at now: Duration) {
    if failures > 0, let leftAt, leftAt < firstFailureAt { return }
    if openUntil != nil {
      (slowStart, closedAt) = (1, now)
    } else if let width = slowStart, leftAt.map({ $0 >= closedAt }) ?? true {
      slowStart = width >= Self.endOfSlowStart / 2 ? nil : width * 2
    }
    (failures, openUntil, rest, probe) = (0, nil, .zero, nil)
  }

  /// The host failed. `jitter` is a random number from 0 to 1, so that machines do not come back all at once.
  package mutating func noteFailure(of caller: Caller, at now: Duration, jitter: Double) {
    if let openUntil {
      // Calls that left before it opened say nothing new.
      guard now >= openUntil, probe?.caller == caller else { return }
      return open(at: now, jitter)
    }
    if failures == 0 || now - firstFailureAt > Self.failureWindow { (failures, firstFailureAt) = (0, now) }
    failures += 1
    if failures >= Self.failuresToOpen { open(at: now, jitter) }
  }

  /// The probe ended without telling anything about the host: the next call probes again.
  package mutating func releaseProbe(of caller: Caller) {
    if probe?.caller == caller { probe = nil }
  }

  /// Takes back what no working clock and no call of ours can have brought about.
  package mutating func clamp(at now: Duration) {
    let latest = now + Self.longestRest * 1.25
    openUntil = openUntil.map { min($0, latest) }
    rest = min(max(.zero, rest), Self.longestRest)
    if let probe { self.probe?.expiresAt = min(probe.expiresAt, now + Self.probeLease) }
    (firstFailureAt, closedAt) = (min(firstFailureAt, now), min(closedAt, now))
    failures = min(max(0, failures), Self.failuresToOpen)
  }

  private mutating func open(at now: Duration, _ jitter: Double) {
    rest = min(max(Self.shortestRest, rest * 2), Self.longestRest)
    openUntil = now + rest * (1 + 0.25 * jitter)
    probe = nil
    slowStart = nil
  }
}
