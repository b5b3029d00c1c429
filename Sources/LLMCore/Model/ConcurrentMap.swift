internal import Synchronization

/// Does the same with many things on all processors.
package enum ConcurrentMap {
  /// What becomes of each number below `count`, in their order.
  ///
  /// - Parameters:
  ///   - tasks: how many work at the same time, at most; each takes the next number when it is done with one.
  ///   - worker: makes for one task what turns a number into a value, with whatever only one task may use.
  package static func values<Value: Sendable>(
    count: Int, tasks: Int = usualTasks, worker: @escaping @Sendable () -> (Int) -> Value
  ) async -> [Value] {
    let queue = NumberQueue(count: count)
    var values = [Value?](repeating: nil, count: count)
    await withTaskGroup(of: [(Int, Value)].self) { group in
      for _ in 0..<min(tasks, count) {
        group.addTask { @concurrent in
          let work = worker()
          var values: [(Int, Value)] = []
          while let number = queue.next() { values.append((number, work(number))) }
          return values
        }
      }
      for await part in group { for (number, value) in part { values[number] = value } }
    }
    return values.compactMap { $0 }
  }

  /// More find no processors on most machines.
  package static let usualTasks = 8
}

/// Gives out numbers from 0 on, each once.
private final class NumberQueue: Sendable {
  private let count: Int
  private let taken = Atomic(0)

  init(count: Int) { self.count = count }

  /// The next number; nil when all were given out.
  func next() -> Int? {
    let number = taken.add(1, ordering: .relaxed).oldValue
    return number < count ? number : nil
  }
}
