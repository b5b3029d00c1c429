/// Watches over the time between pieces of content. A state machine without a clock: it is told the time and says until
/// when to sleep and what then is to be said.
package struct ContentWatchdog: Sendable {
  /// What has to be done when time is up.
  package enum Verdict: Sendable, Equatable {
    /// Sleep until this moment and ask again.
    case wait(until: Duration)
    /// Nothing at all came in time.
    case firstContentOverdue
    /// Pings may have come, content has not.
    case contentStalled
    /// Not a single byte came.
    case silent
    /// The answer is complete and the server merely keeps the line open.
    case finished
  }

  /// How long usage may take to follow the end of the answer.
  private static let afterFinish = Duration.seconds(2)
  private static let afterEnd = Duration.milliseconds(100)

  private enum Phase { case beforeContent, streaming, finished, atEnd }

  private let limits: TimeLimits
  private var phase = Phase.beforeContent
  private var since: Duration
  private var lastByteAt: Duration

  /// Starts at the moment the head of the reply came.
  package init(limits: TimeLimits, now: Duration) {
    self.limits = limits
    self.since = now
    self.lastByteAt = now
  }

  /// Bytes came, of whatever kind.
  package mutating func noteBytes(at now: Duration) { lastByteAt = now }

  /// Text, reasoning or a tool call came.
  package mutating func noteContent(at now: Duration) {
    if phase == .beforeContent { phase = .streaming }
    if phase == .streaming { since = now }
  }

  /// The provider said that the answer is over.
  package mutating func noteFinish(at now: Duration) { enter(.finished, at: now) }

  /// The provider said that nothing more will come.
  package mutating func noteEnd(at now: Duration) { enter(.atEnd, at: now) }

  /// When something has to be done if nothing comes until then.
  package var deadline: Duration { min(phaseDeadline, silenceDeadline) }

  private var silenceDeadline: Duration { lastByteAt + limits.idleBytes }

  private var phaseDeadline: Duration {
    switch phase {
    case .beforeContent: since + limits.firstContent
    case .streaming: since + limits.idleContent
    case .finished: since + Self.afterFinish
    case .atEnd: since + Self.afterEnd
    }
  }

  /// What is to be done at this moment.
  package func verdict(at now: Duration) -> Verdict {
    guard now >= deadline else { return .wait(until: deadline) }
    if now < phaseDeadline { return phase == .finished || phase == .atEnd ? .finished : .silent }
    return switch phase {
    case .beforeContent: .firstContentOverdue
    case .streaming: .contentStalled
    case .finished, .atEnd: .finished
    }
  }

  private mutating func enter(_ next: Phase, at now: Duration) {
    guard phase != next, phase != .atEnd else { return }
    phase = next
    since = now
  }
}
