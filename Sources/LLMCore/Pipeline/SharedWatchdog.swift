import Synchronization

/// The watchdog between the task that reads and the task that sleeps for it.
final class SharedWatchdog: Sendable {
  private struct State {
    var watchdog: ContentWatchdog
    /// The sleep that goes on now, and until when.
    var nap: Task<Void, Never>?
    var napsUntil = Duration.zero
  }

  private let state: Mutex<State>

  init(_ watchdog: ContentWatchdog) { state = Mutex(State(watchdog: watchdog)) }

  /// Notes what came. A deadline that comes nearer, as the end of the answer or a short limit between pieces of content
  /// brings it, ends the nap.
  func note(content: Bool, finished: Bool, ended: Bool, at now: Duration) {
    state.withLock { state in
      state.watchdog.noteBytes(at: now)
      if content { state.watchdog.noteContent(at: now) }
      if finished { state.watchdog.noteFinish(at: now) }
      if ended { state.watchdog.noteEnd(at: now) }
      if state.watchdog.deadline < state.napsUntil { state.nap?.cancel() }
    }
  }

  /// Sleeps until something has to be done and says what it is. Throws `CancellationError`.
  func bark(_ time: any TimeSource) async throws -> ContentWatchdog.Verdict {
    while true {
      let (verdict, nap) = state.withLock { state in
        let verdict = state.watchdog.verdict(at: time.monotonic())
        guard case .wait(let deadline) = verdict else { return (verdict, Task<Void, Never>?.none) }
        // The only error is that of being woken, and whoever wakes wants no more than that.
        state.nap = Task { try? await time.sleep(until: deadline) }
        state.napsUntil = deadline
        return (verdict, state.nap)
      }
      guard let nap else { return verdict }
      await withTaskCancellationHandler {
        await nap.value
      } onCancel: {
        nap.cancel()
      }
      try Task.checkCancellation()
    }
  }
}
