import LLMCore

/// One llmctl process that makes one call.
package struct SimulatedProcess: Sendable {
  package enum End: Sendable, Equatable {
    case answered
    /// Killed, or gone with the machine.
    case killed
    /// The breaker was open.
    case open
    /// It would have waited longer than its user wants.
    case tooLong
    /// It gave up after an error, with this code.
    case failed(String)
  }

  let caller: Caller
  let route: CallRoute
  let priority: Priority
  let cost: CallCost
  let used: CallCost
  /// When it wanted to go.
  package let since: Duration
  var attempt = 0
  /// It sleeps through everything until then.
  var stoppedUntil = Duration.zero
  package var end: End?
  package var endedAt = Duration.zero
  /// When it left for the last time.
  package var leftAt: Duration?
}
