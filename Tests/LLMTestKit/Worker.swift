import Glibc

/// A thread of the operating system, for work that blocks and so must not sit on Swift's own few threads.
struct Worker: Sendable {
  private let thread: pthread_t

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts the work. Throws what `pthread_create` reports.
  init(_ work: @escaping @Sendable () -> Void) throws(SystemError) {
    var thread = pthread_t()
    let body = Unmanaged.passRetained(Body(work))
    let failure = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, body.toOpaque())
    guard failure == 0 else {
      body.release()
      throw SystemError("pthread_create", number: failure)
    }
    self.thread = thread
  }

  /// Lets the work end on its own. Either this or `join` must be called, once.
  func detach() { pthread_detach(thread) }

  /// Waits for the end of the work.
  func join() { pthread_join(thread, nil) }
}
