import Synchronization

/// The watchdog over the content of one reply, shared by the task that reads and the one that waits for it to bark.
final class ContentWatch: Sendable {
  /// Time is up, and this is what that means.
  struct Expired: Error { let verdict: ContentWatchdog.Verdict }

  private struct State {
    var watchdog: ContentWatchdog
    /// Sleeps until the deadline that held when it began.
    var sleeper: Task<Void, Never>?
    var sleepsUntil = Duration.zero
  }

  private let state: Mutex<State>

  init(_ watchdog: ContentWatchdog) { state = Mutex(State(watchdog: watchdog)) }

  /// Tells the watchdog what happened. A deadline that comes nearer wakes the sleeper, so that it looks again.
  func update(at now: Duration, _ tell: (inout ContentWatchdog, Duration) -> Void) {
    state.withLock { state in
      tell(&state.watchdog, now)
      if state.watchdog.deadline < state.sleepsUntil { state.sleeper?.cancel() }
    }
  }

  /// Waits until the watchdog barks.
  ///
  /// Throws `Expired` then, and `CancellationError` when the reading came to its end first.
  func bark(_ time: any TimeSource) async throws {
    while true {
      try Task.checkCancellation()
      switch state.withLock({ $0.watchdog.verdict(at: time.monotonic()) }) {
      case .wait(let deadline): await sleep(until: deadline, time)
      case let verdict: throw Expired(verdict: verdict)
      }
    }
  }

  /// Sleeps until the deadline, or until it is woken because there is an earlier one.
  private func sleep(until deadline: Duration, _ time: any TimeSource) async {
    // The only error is that of being woken, and whoever wakes wants no more than that.
    let sleeper = Task { _ = try? await time.sleep(until: deadline) }
    state.withLock { state in
      (state.sleeper, state.sleepsUntil) = (sleeper, deadline)
      // It came nearer before anybody could be woken.
      if state.watchdog.deadline < deadline { sleeper.cancel() }
    }
    await withTaskCancellationHandler {
      await sleeper.value
    } onCancel: {
      sleeper.cancel()
    }
  }
}
