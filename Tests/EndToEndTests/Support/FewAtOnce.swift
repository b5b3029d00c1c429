import Synchronization
import Testing

/// Lets only a few tests of the whole bundle run at a time: each starts processes, and a hundred of them at once would
/// measure nothing but how long they wait for each other.
struct FewAtOnce: SuiteTrait, TestTrait, TestScoping {
  private struct State {
    var free = FewAtOnce.all
    var waiting: [(places: Int, turn: CheckedContinuation<Void, Never>)] = []
  }

  fileprivate static let all = 6
  private static let state = Mutex(State())

  /// How many of the places a test takes.
  fileprivate let places: Int

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    // Asked for each case, and not again for the suite around it.
    guard testCase != nil else { return try await function() }
    await enter()
    defer { leave() }
    try await function()
  }

  private func enter() async {
    await withCheckedContinuation { turn in
      Self.state.withLock { $0.waiting.append((places, turn)) }
      Self.admit()
    }
  }

  private func leave() {
    Self.state.withLock { $0.free += places }
    Self.admit()
  }

  /// Lets in whoever is first in the queue, for as long as there are places; nobody overtakes.
  private static func admit() {
    let turns = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      var turns: [CheckedContinuation<Void, Never>] = []
      while let first = state.waiting.first, first.places <= state.free {
        state.free -= first.places
        turns.append(state.waiting.removeFirst().turn)
      }
      return turns
    }
    for turn in turns { turn.resume() }
  }
}

extension Trait where Self == FewAtOnce {
  /// Runs beside a few other tests only.
  static var fewAtOnce: FewAtOnce { FewAtOnce(places: 1) }

  /// Runs beside no other test of the bundle, for those that keep the whole machine busy.
  static var alone: FewAtOnce { FewAtOnce(places: FewAtOnce.all) }
}
