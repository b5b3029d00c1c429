package import LLMCore
import Synchronization

/// Signals that only a test sends; none by default.
package final class QuietInterruption: Interruption {
  private struct State {
    var received: LLMError.Code?
    var cancellations: [Int: @Sendable () -> Void] = [:]
    var nextNumber = 0
  }

  private let state = Mutex(State())

  /// No signal has come.
  package init() {}

  package var received: LLMError.Code? { state.withLock { $0.received } }

  package func forgetInterrupt() {
    state.withLock { if $0.received == .interrupted { $0.received = nil } }
  }

  /// Does what the first signal does: cancels the work, now and later, and is remembered.
  package func interrupt(_ code: LLMError.Code = .interrupted) {
    let cancellations = state.withLock { state in
      state.received = state.received ?? code
      return Array(state.cancellations.values)
    }
    for cancel in cancellations { cancel() }
  }

  package func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await work() }
    let number = state.withLock { state in
      state.nextNumber += 1
      state.cancellations[state.nextNumber] = { task.cancel() }
      return state.nextNumber
    }
    defer { _ = state.withLock { $0.cancellations.removeValue(forKey: number) } }
    if received != nil { task.cancel() }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }
}
