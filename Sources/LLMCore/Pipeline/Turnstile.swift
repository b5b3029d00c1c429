internal import Synchronization

/// Lets so many calls be asked at the same time; others wait in the order in which they came. What has to be done before a call leaves
/// and after its answer came is done meanwhile.
final class Turnstile: Sendable {
  private struct State {
    var free: Int
    var newest = 0
    var waiting: [Waiter] = []
    /// Those that were cancelled before they began to wait.
    var cancelled: Set<Int> = []
  }

  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Bool, Never>
  }

  private let state: Mutex<State>

  init(places: Int) { state = Mutex(State(free: max(1, places))) }

  /// Waits for a place, which `leave` gives back.
  ///
  /// Throws `CancellationError`; then there is nothing to give back.
  func enter() async throws(CancellationError) {
    let number = state.withLock { state in
      state.newest += 1
      return state.newest
    }
    let isIn = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isIn = state.withLock { state -> Bool? in
          if state.cancelled.contains(number) { return false }
          if state.free > 0 {
            state.free -= 1
            return true
          }
          state.waiting.append(Waiter(number: number, continuation: continuation))
          return nil
        }
        if let isIn { continuation.resume(returning: isIn) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let place = state.waiting.firstIndex(where: { $0.number == number }) else {
          state.cancelled.insert(number)
          return nil
        }
        return state.waiting.remove(at: place)
      }
      waiter?.continuation.resume(returning: false)
    }
    state.withLock { _ = $0.cancelled.remove(number) }
    guard isIn else { throw CancellationError() }
  }

  /// Gives a place back.
  func leave() {
    let next = state.withLock { state -> Waiter? in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.continuation.resume(returning: true)
  }
}
