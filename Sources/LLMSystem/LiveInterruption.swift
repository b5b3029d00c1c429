internal import Glibc
package import LLMCore
internal import Synchronization

/// Ctrl-C, SIGTERM and SIGHUP of this process.
///
/// The signals are blocked in every thread and taken in by one that waits for them, so no code runs in signal context. The
/// first one cancels the work under way; a second one, or one that finds no such work, ends the process at once.
package final class LiveInterruption: Interruption {
  private struct State {
    var signal: Int32?
    var cancellations: [Int: @Sendable () -> Void] = [:]
    var nextID = 0
    /// Who gets the signals instead.
    var receiver: (@Sendable (Int32) -> Void)?
  }

  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  private let state = Mutex(State())
  private let lastWords: @Sendable () -> Void

  /// Begins to listen; call it before any other thread exists, since threads inherit what is blocked. `lastWords` is called
  /// before a signal ends the process, to leave the terminal as it was.
  package init(lastWords: @escaping @Sendable () -> Void = {}) {
    self.lastWords = lastWords
    var signals = sigset_t()
    sigemptyset(&signals)
    // What the parent chose to ignore, as nohup does with SIGHUP, stays ignored.
    for number in Self.signals where !Self.isIgnored(number) { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  package var received: LLMError.Code? {
    switch state.withLock({ $0.signal }) {
    case nil: nil
    case SIGTERM: .terminated
    case SIGHUP: .hangup
    default: .interrupted
    }
  }

  package func forgetInterrupt() {
    state.withLock { if $0.signal == SIGINT { $0.signal = nil } }
  }

  /// Starts the thread that waits for signals.
  package func listen() {
    // Made here: the first allocation of a thread has glibc make it a heap of its own, for which start-up has no time.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in Self.signals { sigaddset(&signals, number) }
    BlockingThread.start { [self, signals] in
      while true {
        var signals = signals
        var information = siginfo_t()
        let number = sigwaitinfo(&signals, &information)
        guard number > 0 else { continue }
        // The kernel's own are the terminal's, which sends them to all processes of the foreground.
        take(number, isTerminals: information.si_code > 0)
      }
    }
  }

  package func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    // Registered before it begins, or a signal in between would find nothing to cancel and end the process.
    let running = Mutex<(task: Task<Value, any Error>?, isCancelled: Bool)>((nil, received != nil))
    let id = state.withLock { state -> Int in
      state.nextID += 1
      state.cancellations[state.nextID] = {
        running.withLock { running in
          running.isCancelled = true
          running.task?.cancel()
        }
      }
      return state.nextID
    }
    let task = Task { try await work() }
    running.withLock { running in
      running.task = task
      if running.isCancelled { task.cancel() }
    }
    defer { state.withLock { $0.cancellations[id] = nil } }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// Ends the process by the signal that came, so that the shell and `make` see a program that was interrupted, not one
  /// that failed. Returns where no signal came.
  package func reraise() {
    guard let number = state.withLock({ $0.signal }) else { return }
    Self.die(by: number)
  }

  /// Hands signals to a program in the foreground while `work` runs, instead of ending anything here. Those of the terminal it
  /// gets by itself.
  func passing<Value: Sendable>(
    to receiver: @escaping @Sendable (Int32) -> Void, while work: () async -> Value
  ) async -> Value {
    state.withLock { $0.receiver = receiver }
    defer { state.withLock { $0.receiver = nil } }
    return await work()
  }

  private func take(_ number: Int32, isTerminals: Bool) {
    let (isSecond, cancellations, receiver) = state.withLock { state in
      defer { state.signal = state.signal ?? number }
      return (state.signal != nil, Array(state.cancellations.values), state.receiver)
    }
    if let receiver {
      if !isTerminals { receiver(number) }
      return
    }
    // With nothing under way that could be cancelled, a signal does what it always does.
    if isSecond || cancellations.isEmpty {
      lastWords()
      Self.die(by: number)
    }
    for cancel in cancellations { cancel() }
  }

  private static func die(by number: Int32) {
    signal(number, SIG_DFL)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, number)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    kill(getpid(), number)
    // In the rare case that another thread has to be woken for it first.
    pause()
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
