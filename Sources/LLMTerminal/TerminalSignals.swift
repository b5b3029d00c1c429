internal import Glibc
internal import Synchronization

/// What happens to the terminal while the process runs: another size, Ctrl-Z, and going on after it.
///
/// The signals are blocked in every thread and taken in by one that waits for them, as `LiveInterruption` does with those that
/// end the process, so no code runs in signal context.
package final class TerminalSignals: Sendable {
  /// What happened.
  package enum Notice: Sendable, Equatable {
    /// The terminal has another size.
    case resized
    /// The process is about to be stopped; it is when all who asked to be told have returned.
    case suspending
    /// It goes on. Others may have written to the terminal meanwhile.
    case resumed
  }

  private static let signals = [SIGWINCH, SIGTSTP, SIGCONT]

  private let observers = Mutex<[Int: @Sendable (Notice) -> Void]>([:])
  private let nextID = Atomic<Int>(0)

  /// Blocks the signals; call it before any other thread exists, since threads inherit what is blocked.
  package init() {
    var signals = Self.set
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Starts the thread that waits for the signals. False where the system refuses one.
  @discardableResult
  package func listen() -> Bool {
    let box = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<TerminalSignals>.fromOpaque(pointer).takeRetainedValue().wait() }
        return nil
      }, box.toOpaque())
    guard result == 0 else {
      box.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  /// Has the function called on the thread that waits, from now on; it must not take long. Returns what `forget` wants.
  @discardableResult
  package func notify(_ observer: @escaping @Sendable (Notice) -> Void) -> Int {
    let id = nextID.add(1, ordering: .relaxed).newValue
    observers.withLock { $0[id] = observer }
    return id
  }

  /// Ends what `notify` began.
  package func forget(_ id: Int) { observers.withLock { $0[id] = nil } }

  /// The notices as a stream, for a task that draws. Those that nobody took yet are dropped but for the newest, since what
  /// counts is the size that the terminal has then.
  package var notices: AsyncStream<Notice> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let id = notify { continuation.yield($0) }
      continuation.onTermination = { [weak self] _ in self?.forget(id) }
    }
  }

  private static var set: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in signals { sigaddset(&set, number) }
    return set
  }

  private func wait() {
    var signals = Self.set
    var number: Int32 = 0
    while true {
      guard sigwait(&signals, &number) == 0 else { continue }
      switch number {
      case SIGWINCH: tell(.resized)
      case SIGCONT: tell(.resumed)
      default: suspend()
      }
    }
  }

  /// Stops the process with the terminal as it was found.
  private func suspend() {
    tell(.suspending)
    let modes = LiveTerminalModes.shared
    let wasSilent = modes.isSilent
    HiddenEcho.suspended {
      modes.restore()
      StopSignal.raise()
    }
    if wasSilent { modes.silence() }
    // Where nothing stopped it, no SIGCONT comes either; told twice is as good as told once.
    tell(.resumed)
  }

  private func tell(_ notice: Notice) {
    for observer in observers.withLock({ Array($0.values) }) { observer(notice) }
  }
}
