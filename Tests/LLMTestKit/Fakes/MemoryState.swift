package import LLMCore
import Synchronization

/// A shared state that lives as long as the test; several contexts may share it, as processes do.
package final class MemoryState: SharedState {
  private struct Content {
    var record: [UInt8] = []
    var failure: SharedStateError?
    var updates = 0
  }

  private let content = Mutex(Content())

  /// An empty record; with a `failure`, one that cannot be had.
  package init(failure: SharedStateError? = nil) { content.withLock { $0.failure = failure } }

  package var path: String? { "/state.json" }

  /// The record as it stands.
  package var record: [UInt8] {
    get { content.withLock { $0.record } }
    set { content.withLock { $0.record = newValue } }
  }

  /// How often it was asked for.
  package var updates: Int { content.withLock { $0.updates } }

  package func look() throws(SharedStateError) -> [UInt8] {
    let (record, failure) = content.withLock { ($0.record, $0.failure) }
    if let failure { throw failure }
    return record
  }

  package func update<Value: Sendable>(
    _ change: @escaping @Sendable (inout [UInt8]) -> Value
  ) async throws(SharedStateError) -> Value {
    let result = content.withLock { content -> Result<Value, SharedStateError> in
      content.updates += 1
      if let failure = content.failure { return .failure(failure) }
      return .success(change(&content.record))
    }
    return try result.get()
  }
}
