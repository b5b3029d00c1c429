internal import Glibc
internal import Synchronization

/// The first thread of the process, which is not one of those that tasks share and so may wait for one of them.
package enum MainThread {
  private final class Result<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }

  /// Runs asynchronous work to its end.
  package static func wait<Value: Sendable>(for work: @escaping @Sendable () async -> Value) -> Value {
    let result = Result<Value>()
    let done = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(done, 0, 0)
    let signal = Signal(semaphore: done)
    Task {
      let value = await work()
      result.value.withLock { $0 = value }
      signal.send()
    }
    while true {
      while sem_wait(done) != 0 {}
      // The task has stored its value before it signalled, so this is true at the first turn.
      if let value = result.value.withLock({ $0 }) { return value }
    }
  }

  /// A POSIX semaphore, which is made to be used by several threads; the pointer stays valid for the whole process.
  private struct Signal: @unchecked Sendable {
    let semaphore: UnsafeMutablePointer<sem_t>
    func send() { sem_post(semaphore) }
  }
}
