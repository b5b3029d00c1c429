/// A thread for a test that blocks, as one does that starts programs: on Swift's own few threads it would hold up the tests
/// that wait for something to happen in time.
package enum OwnThread {
  /// Runs the work there and gives what comes of it.
  package static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      do {
        try Worker { continuation.resume(with: Result { try work() }) }.detach()
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }
}
