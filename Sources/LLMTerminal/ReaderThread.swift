internal import Glibc
internal import Synchronization

/// A thread that does one thing after the other, for an editor that blocks and that only one thread may use.
final class ReaderThread: Sendable {
  private let jobs = Mutex<[@Sendable () -> Void]>([])
  /// Counts the jobs that wait; guarded by itself.
  private nonisolated(unsafe) let count = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  /// Nil where the system refuses a thread.
  init?() {
    sem_init(count, 0, 0)
    // The thread keeps what it needs, and lives as long as the process.
    let box = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<ReaderThread>.fromOpaque(pointer).takeRetainedValue().work() }
        return nil
      }, box.toOpaque())
    guard result == 0 else {
      box.release()
      return nil
    }
    pthread_detach(thread)
  }

  /// Runs the work there and waits for it without blocking.
  func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      jobs.withLock { $0.append { continuation.resume(returning: work()) } }
      sem_post(count)
    }
  }

  private func work() {
    Self.holdSignals()
    Self.useUnicode()
    while true {
      while sem_wait(count) != 0 {}
      let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      job?()
    }
  }

  /// Others take signals in; those that report a fault of this thread stay its own.
  private static func holdSignals() {
    var signals = sigset_t()
    sigfillset(&signals)
    for fault in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS] { sigdelset(&signals, fault) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// libedit asks the C library what a character looks like, and in the C locale that knows none beyond ASCII. For this thread
  /// alone, whatever `LC_ALL` says: llmctl speaks UTF-8 everywhere.
  private static func useUnicode() {
    if let locale = newlocale(Int32(LC_CTYPE_MASK), "C.UTF-8", nil) { uselocale(locale) }
  }
}
