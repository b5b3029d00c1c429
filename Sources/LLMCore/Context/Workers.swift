/// Threads for work that keeps processors busy, one for each processor that this process may use.
package protocol Workers: Sendable {
  /// How many threads work at once: at least one.
  var count: Int { get }

  /// Works off jobs that may add more jobs, and returns when none is left. Each thread calls `work` once, which takes one
  /// job after the other from the pile and keeps what it needs from one to the next to itself. Threads are started only
  /// when there are jobs for them; the calling thread is the first.
  func workOff<Job: Sendable>(_ jobs: [Job], _ work: @escaping @Sendable (JobPile<Job>) -> Void)
}

/// What is to be done, shared by the threads that do it.
package struct JobPile<Job: Sendable>: Sendable {
  /// The newest job, once there is one; nil when none is left and nobody is at work that could add one. Asking for the
  /// next job says that the one before is done.
  package let next: @Sendable () -> Job?
  /// Puts jobs on top.
  package let add: @Sendable ([Job]) -> Void

  package init(next: @escaping @Sendable () -> Job?, add: @escaping @Sendable ([Job]) -> Void) {
    self.next = next
    self.add = add
  }
}
