package import LLMCore
import Synchronization

/// Works jobs off one by one on the calling thread.
package struct InlineWorkers: Workers {
  private let takesOldestFirst: Bool

  /// Of jobs as urgent takes the newest first, as real workers do, or the oldest.
  package init(takesOldestFirst: Bool = false) { self.takesOldestFirst = takesOldestFirst }

  package var count: Int { 1 }

  private final class Pile<Job: UrgentJob>: Sendable {
    let jobs: Mutex<[Job]>
    init(_ jobs: [Job]) { self.jobs = Mutex(jobs) }
  }

  package func workOff<Job: UrgentJob>(_ jobs: [Job], _ work: @escaping @Sendable (JobPile<Job>) -> Void) {
    let pile = Pile(jobs)
    let takesOldestFirst = takesOldestFirst
    work(
      JobPile(
        next: {
          pile.jobs.withLock { jobs in
            guard let urgency = jobs.map(\.urgency).max() else { return nil }
            let index =
              takesOldestFirst
              ? jobs.firstIndex { $0.urgency == urgency } : jobs.lastIndex { $0.urgency == urgency }
            return index.map { jobs.remove(at: $0) }
          }
        },
        add: { more in pile.jobs.withLock { $0 += more } }))
  }
}
