internal import Glibc
internal import LLMCore
internal import Synchronization

/// What a test asks of the probe while it reads.
final class Requests: Sendable {
  private let read = Mutex<Task<LineEntry, any Error>?>(nil)
  private let cancelled = Atomic<Bool>(false)

  /// Blocks the signals; to be made before other threads exist.
  init() {
    var signals = Self.set
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  var isCancelled: Bool { cancelled.load(ordering: .sequentiallyConsistent) }

  /// Has the second signal cancel this task.
  func cancelling(_ task: Task<LineEntry, any Error>) { read.withLock { $0 = task } }

  /// Starts the thread that waits for the signals.
  func serve(_ reader: any LineReader) {
    let box = Unmanaged.passRetained(Box { [self] in wait(reader) })
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work() }
        return nil
      }, box.toOpaque())
  }

  private final class Box: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }

  private func wait(_ reader: any LineReader) {
    var signals = Self.set
    var number: Int32 = 0
    while sigwait(&signals, &number) == 0 {
      if number == SIGUSR1 {
        reader.wake()
      } else {
        cancelled.store(true, ordering: .sequentiallyConsistent)
        read.withLock { $0 }?.cancel()
      }
    }
  }

  private static var set: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGUSR1)
    sigaddset(&set, SIGUSR2)
    return set
  }
}
