package import LLMCore
import Synchronization

/// Works jobs off one by one on the calling thread.
package struct InlineWorkers: Workers {
  private let takesOldestFirst: Bool

  /// Takes the newest job first, as real workers do, or the oldest.
  package init(takesOldestFirst: Bool = false) { self.takesOldestFirst = takesOldestFirst }

  package var count: Int { 1 }

  private final class Pile<Job: Sendable>: Sendable {
    let jobs: Mutex<[Job]>
    init(_ jobs: [Job]) { self.jobs = Mutex(jobs) }
  }

  package func workOff<Job: Sendable>(_ jobs: [Job], _ work: @escaping @Sendable (JobPile<Job>) -> Void) {
    let pile = Pile(jobs)
    let takesOldestFirst = takesOldestFirst
    work(
      JobPile(
        next: {
          pile.jobs.withLock { takesOldestFirst && !$0.isEmpty ? $0.removeFirst() : $0.popLast() }
        },
        add: { more in pile.jobs.withLock { $0 += more } }))
  }
}
