/// Threads for work that keeps processors busy, one for each processor that this process may use.
package protocol Workers: Sendable {
  /// How many threads work at once: at least one.
  var count: Int { get }

  /// Works off jobs that may add more jobs, and returns when none is left. Each thread calls `work` once, which takes one
  /// job after the other from the pile and keeps what it needs from one to the next to itself. Threads are started only
  /// when there are jobs for them; the calling thread is the first.
  func workOff<Job: UrgentJob>(_ jobs: [Job], _ work: @escaping @Sendable (JobPile<Job>) -> Void)
}

/// Something to be done, which knows what it may not be left behind for.
package protocol UrgentJob: Sendable {
  /// From 0 to 63; a job is taken before all that are less urgent.
  var urgency: Int { get }
}

/// What is to be done, shared by the threads that do it.
package struct JobPile<Job: UrgentJob>: Sendable {
  /// The most urgent job, of those the newest, once there is one; nil when none is left and nobody is at work that could
  /// add one. Asking for the next job says that the one before is done.
  package let next: @Sendable () -> Job?
  /// Puts jobs on top of those as urgent.
  package let add: @Sendable ([Job]) -> Void

  package init(next: @escaping @Sendable () -> Job?, add: @escaping @Sendable ([Job]) -> Void) {
    self.next = next
    self.add = add
  }
}
