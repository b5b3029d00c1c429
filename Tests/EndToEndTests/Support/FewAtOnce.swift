import Synchronization
import Testing

/// Lets only a few tests of the whole bundle run at a time: each starts processes, and a hundred of them at once would
/// measure nothing but how long they wait for each other.
struct FewAtOnce: SuiteTrait, TestTrait, TestScoping {
  private struct State {
    var free = 6
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private static let state = Mutex(State())

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    // Asked for each case, and not again for the suite around it.
    guard testCase != nil else { return try await function() }
    await Self.enter()
    defer { Self.leave() }
    try await function()
  }

  private static func enter() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state -> Bool in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  private static func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}

extension Trait where Self == FewAtOnce {
  /// Runs beside a few other tests only.
  static var fewAtOnce: FewAtOnce { FewAtOnce() }
}
