internal import Synchronization

/// Adds up how long something was waited for, by whichever task.
final class WaitMeter: Sendable {
  private let sum = Mutex(Duration.zero)

  func add(_ wait: Duration) { sum.withLock { $0 += wait } }

  var total: Duration { sum.withLock { $0 } }
}
