package import LLMCore
import Synchronization

/// A clock that stands still until a test moves it.
package final class ManualClock: TimeSource {
  private struct Sleeper {
    let number: Int
    let deadline: Duration
    let wake: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var monotonic: Duration
    var wallTime: Timestamp
    var suspended = Duration.zero
    var bootID = "boot-1"
    var sleepers: [Sleeper] = []
    var cancelledEarly: Set<Int> = []
    var nextNumber = 0
    var deadlines: [Duration] = []
  }

  private let windsItself: Bool
  private let longestWinding: Duration
  private let state: Mutex<State>

  /// A clock at the times given. One that `windsItself` jumps to the end of each sleep at once: the right one for code that
  /// waits between attempts, the wrong one for code that races a time limit against work, unless that limit is over
  /// `longestWinding`.
  package init(
    monotonic: Duration = .zero, now: Timestamp = Timestamp(milliseconds: 1_763_694_245_678), windsItself: Bool = false,
    longestWinding: Duration = .seconds(Int32.max)
  ) {
    self.windsItself = windsItself
    self.longestWinding = longestWinding
    state = Mutex(State(monotonic: monotonic, wallTime: now))
  }

  package func monotonic() -> Duration { state.withLock { $0.monotonic } }

  package func now() -> Timestamp { state.withLock { $0.wallTime } }

  package func sinceBoot() -> Duration { state.withLock { $0.monotonic + $0.suspended } }

  package var bootID: String { state.withLock { $0.bootID } }

  /// Lets the machine sleep: the time of day and the time since the start go on, the monotonic clock stands still.
  package func suspend(for pause: Duration) {
    state.withLock { state in
      state.suspended += pause
      state.wallTime = Timestamp(milliseconds: state.wallTime.milliseconds + Int64(pause.milliseconds))
    }
  }

  /// The deadline of every sleep so far, in the order they were begun.
  package var deadlines: [Duration] { state.withLock { $0.deadlines } }

  /// How many tasks sleep now.
  package var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  /// Waits until at least this many tasks sleep, so that an advance cannot come too early. Returns false when that has not
  /// happened in time.
  package func waitForSleepers(_ count: Int = 1, atMost patience: Duration = Monotonic.patience) async throws -> Bool {
    try await Monotonic.wait(atMost: patience) { sleeperCount >= count }
  }

  /// Moves both clocks on, and wakes everybody whose time has come: the earliest first, and of two with the same deadline
  /// the one that slept first. Each is woken at its own deadline, as far as the clock shows.
  package func advance(by step: Duration) {
    let target = monotonic() + step
    while let sleeper = popSleeper(until: target) { sleeper.wake.resume() }
    state.withLock { Self.move(&$0, to: target) }
  }

  /// Sets the time of day, also backwards, as an operator or NTP does. Sleepers do not notice.
  package func setWallTime(_ time: Timestamp) { state.withLock { $0.wallTime = time } }

  package func sleep(until deadline: Duration) async throws {
    try Task.checkCancellation()
    let number: Int? = state.withLock { state in
      state.deadlines.append(deadline)
      if windsItself, deadline > state.monotonic, deadline - state.monotonic <= longestWinding {
        Self.move(&state, to: deadline)
      }
      guard deadline > state.monotonic else { return nil }
      state.nextNumber += 1
      return state.nextNumber
    }
    guard let number else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { wake in
        enqueue(Sleeper(number: number, deadline: deadline, wake: wake))
      }
    } onCancel: {
      cancel(number)
    }
  }

  private func enqueue(_ sleeper: Sleeper) {
    let outcome: Result<Void, any Error>? = state.withLock { state in
      if state.cancelledEarly.remove(sleeper.number) != nil { return .failure(CancellationError()) }
      // The clock may have moved between the look at it and this line.
      if sleeper.deadline <= state.monotonic { return .success(()) }
      state.sleepers.append(sleeper)
      return nil
    }
    if let outcome { sleeper.wake.resume(with: outcome) }
  }

  private func cancel(_ number: Int) {
    let sleeper: Sleeper? = state.withLock { state in
      if let place = state.sleepers.firstIndex(where: { $0.number == number }) {
        return state.sleepers.remove(at: place)
      }
      state.cancelledEarly.insert(number)
      return nil
    }
    sleeper?.wake.resume(throwing: CancellationError())
  }

  private func popSleeper(until target: Duration) -> Sleeper? {
    state.withLock { state in
      let due = state.sleepers.indices.filter { state.sleepers[$0].deadline <= target }
      let next = due.min {
        let (left, right) = (state.sleepers[$0], state.sleepers[$1])
        return (left.deadline, left.number) < (right.deadline, right.number)
      }
      guard let next else { return nil }
      let sleeper = state.sleepers.remove(at: next)
      Self.move(&state, to: sleeper.deadline)
      return sleeper
    }
  }

  private static func move(_ state: inout State, to target: Duration) {
    guard target > state.monotonic else { return }
    let (seconds, attoseconds) = (target - state.monotonic).components
    state.monotonic = target
    state.wallTime = Timestamp(
      milliseconds: state.wallTime.milliseconds + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
  }
}
