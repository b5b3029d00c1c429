package import LLMCore
internal import Synchronization

/// Reminders that are remembered as long as the test.
package final class MemoryReminders: Reminders {
  private let said = Mutex<[String: Timestamp]>([:])

  package init() {}

  /// What was said at least once, sorted.
  package var subjects: [String] { said.withLock { $0.keys.sorted() } }

  package func claim(_ subject: String, every interval: Duration, now: Timestamp) -> Bool {
    said.withLock { said in
      if let last = said[subject], now.milliseconds - last.milliseconds < Int64(interval.milliseconds) { return false }
      said[subject] = now
      return true
    }
  }
}
