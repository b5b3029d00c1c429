internal import Glibc

/// Runs work that blocks on a thread of its own, so that it cannot hold up the few threads all tasks share.
enum BlockingThread {
  /// The work, passed through C as a reference.
  private final class Box: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }

  static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      start { continuation.resume(returning: work()) }
    }
  }

  /// Starts a detached thread. Where the system refuses one, the work runs here.
  static func start(_ work: @escaping @Sendable () -> Void) {
    if !startIfPossible(work) { work() }
  }

  /// Starts a detached thread. Returns false where the system refuses one.
  static func startIfPossible(_ work: @escaping @Sendable () -> Void) -> Bool {
    let box = Unmanaged.passRetained(Box(work))
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work() }
        return nil
      }, box.toOpaque())
    guard result == 0 else {
      box.release()
      return false
    }
    pthread_detach(thread)
    return true
  }
}
