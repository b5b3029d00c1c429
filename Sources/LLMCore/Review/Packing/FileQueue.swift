internal import Synchronization

/// Gives out the places of a list, each once, to tasks that run at the same time.
final class FileQueue: Sendable {
  private let count: Int
  private let taken = Atomic(0)

  init(count: Int) { self.count = count }

  /// The next place; nil when all were given out.
  func next() -> Int? {
    let place = taken.add(1, ordering: .relaxed).oldValue
    return place < count ? place : nil
  }
}
