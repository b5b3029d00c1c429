@preconcurrency import Dispatch

/// Runs the ledger's work, one piece at a time, on a thread of its own: SQLite blocks while it waits for the disk or for
/// another process, and a blocked thread of the concurrency pool would hold up the stream of the answer.
final class DatabaseThread: SerialExecutor {
  private let queue = DispatchQueue(label: "llmctl.ledger", qos: .userInitiated)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedSerialExecutor()
    queue.async { job.runSynchronously(on: executor) }
  }
}
