internal import CProcessors
internal import Glibc
package import LLMCore

/// Threads of this process, one for each processor that it may use.
package struct LiveWorkers: Workers {
  private let processors: [Int32]

  package init() { processors = Processors.allowed }

  package var count: Int { max(1, processors.count) }

  package func workOff<Job: UrgentJob>(_ jobs: [Job], _ work: @escaping @Sendable (JobPile<Job>) -> Void) {
    let pile = Pile(jobs, threadLimit: count)
    let shared = JobPile<Job>(next: { pile.next() }, add: { pile.add($0) })
    // The calling thread stays where it is, and the others go elsewhere.
    let processors = Processors.startingHere(processors)
    pile.startThread = { [unowned pile] number in
      BlockingThread.startIfPossible {
        Processors.move(to: processors[number % processors.count])
        work(shared)
        pile.leave()
      }
    }
    pile.startThreads()
    work(shared)
    pile.leave()
    pile.waitForAll()
  }

  /// The jobs under one lock. All stored properties are touched only while it is held, except `startThread`, which is set
  /// before a second thread exists.
  private final class Pile<Job: UrgentJob>: @unchecked Sendable {
    var startThread: (@Sendable (Int) -> Bool)?

    private var jobs: JobHeap<Job>
    private let threadLimit: Int
    /// Threads that were started, the calling one included.
    private var threads = 1
    /// Threads that have not left yet.
    private var present = 1
    /// Threads that wait for a job.
    private var idle = 0
    /// Whether there is no job and nobody who could add one.
    private var isOver = false
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ jobs: [Job], threadLimit: Int) {
      self.jobs = JobHeap(jobs)
      self.threadLimit = threadLimit
      pthread_mutex_init(lock, nil)
      pthread_cond_init(change, nil)
    }

    deinit {
      pthread_cond_destroy(change)
      pthread_mutex_destroy(lock)
      change.deallocate()
      lock.deallocate()
    }

    func next() -> Job? {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      idle += 1
      while jobs.isEmpty, !isOver {
        // Whoever is at work may add jobs; when nobody is, there will be none.
        if idle == present {
          isOver = true
          pthread_cond_broadcast(change)
        } else {
          pthread_cond_wait(change, lock)
        }
      }
      idle -= 1
      return jobs.pop()
    }

    func add(_ more: [Job]) {
      pthread_mutex_lock(lock)
      jobs.push(more)
      if idle > 0 { pthread_cond_broadcast(change) }
      pthread_mutex_unlock(lock)
      startThreads()
    }

    /// Starts as many threads as there are jobs for.
    func startThreads() {
      pthread_mutex_lock(lock)
      let first = threads
      let wanted = max(0, min(threadLimit - threads, jobs.count - idle - (first == 1 ? 1 : 0)))
      threads += wanted
      present += wanted
      pthread_mutex_unlock(lock)
      for number in first..<first + wanted where startThread?(number) != true { leave() }
    }

    func leave() {
      pthread_mutex_lock(lock)
      present -= 1
      pthread_cond_broadcast(change)
      pthread_mutex_unlock(lock)
    }

    func waitForAll() {
      pthread_mutex_lock(lock)
      while present > 0 { pthread_cond_wait(change, lock) }
      pthread_mutex_unlock(lock)
    }
  }
}

/// The processors of this machine.
enum Processors {
  /// Those this process may use, by number; `taskset` and containers take some away.
  static var allowed: [Int32] {
    var numbers = [Int32](repeating: 0, count: 256)
    let count = Int(llmctl_allowed_processors(&numbers, Int32(numbers.count)))
    return count == 0 ? [0] : Array(numbers.prefix(count))
  }

  /// The same, the one that the calling thread runs on first.
  static func startingHere(_ processors: [Int32]) -> [Int32] {
    guard let here = processors.firstIndex(of: llmctl_current_processor()) else { return processors }
    return Array(processors[here...] + processors[..<here])
  }

  /// Moves the calling thread to a processor at once; the kernel may move it again as it likes.
  ///
  /// A new thread begins where its parent runs, and on some virtual machines the kernel takes tens of milliseconds to
  /// notice that another processor is free: longer than most counts take.
  static func move(to processor: Int32) { llmctl_move_to_processor(processor) }
}
