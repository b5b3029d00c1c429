import Glibc

/// The real clock of the machine, for the kit's own time limits. Code under test gets a `ManualClock` instead.
package enum Monotonic {
  /// How long a test waits for what is going to happen before it takes it for a hang: much longer than anything takes, since
  /// other tests may keep all processors busy meanwhile.
  package static let patience = Duration.seconds(60)

  /// Time since an arbitrary start; never jumps.
  package static func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// What is left until `deadline`, as `poll` wants it: rounded up, so that the deadline has passed when it returns;
  /// -1, which means for ever, for no deadline.
  static func millisecondsLeft(until deadline: Duration?) -> Int32 {
    guard let deadline else { return -1 }
    let left = deadline - now()
    guard left > .zero else { return 0 }
    let (seconds, attoseconds) = left.components
    return Int32(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  /// Waits until the condition holds, at most for `patience`, and says whether it does. For state that other threads
  /// change and that has no event to wait for.
  package static func wait(
    atMost patience: Duration = patience, until condition: () -> Bool
  ) async throws -> Bool {
    let deadline = now() + patience
    while !condition() {
      guard now() < deadline else { return false }
      try await Task.sleep(for: .milliseconds(2))
    }
    return true
  }
}
