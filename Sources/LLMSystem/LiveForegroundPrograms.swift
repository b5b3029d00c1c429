internal import Glibc
package import LLMCore
internal import Synchronization

/// Runs programs in our place: in our process group, so that the terminal and its keys are theirs as they are ours, with our
/// environment but for what opens our stored keys, and all three standard streams.
package struct LiveForegroundPrograms: ForegroundPrograms {
  private let interruption: LiveInterruption
  private let hidden: Set<String>

  /// - Parameters:
  ///   - interruption: takes in the signals that are passed on.
  ///   - hidden: variables that the programs do not get.
  package init(interruption: LiveInterruption, hiding hidden: Set<String> = SecretVariables.own) {
    (self.interruption, self.hidden) = (interruption, hidden)
  }

  package func run(_ words: [[UInt8]], environment: [String: String]) async throws(FileError) -> Int32 {
    let child = InheritingChild()
    let variables = ChildEnvironment.entries(hiding: hidden, adding: environment)
    // From before the start on, or a signal in between would end this process and leave the program alone.
    let result = await interruption.passing(to: { child.send($0) }) {
      await BlockingThread.run { Result { () throws(FileError) in try child.run(words, variables) } }
    }
    return try result.get()
  }
}

/// One program with our standard streams.
private final class InheritingChild: Sendable {
  private struct State {
    /// Nil before it is started and from the moment its number may be another process's.
    var process: pid_t?
    /// What came before it was started.
    var early: [Int32] = []
    var isOver = false
  }

  private let state = Mutex(State())

  /// Sends a signal, unless it has ended.
  func send(_ number: Int32) {
    state.withLock { state in
      if let process = state.process {
        kill(process, number)
      } else if !state.isOver {
        state.early.append(number)
      }
    }
  }

  /// Starts it and waits for its end. Blocks its thread.
  func run(_ words: [[UInt8]], _ variables: [[UInt8]]) throws(FileError) -> Int32 {
    let started = state.withLock { state in
      let result = Result { () throws(FileError) in try Self.spawn(words, variables) }
      if case .success(let process) = result {
        state.process = process
        for number in state.early { kill(process, number) }
      } else {
        state.isOver = true
      }
      return result
    }
    let process = try started.get()
    // Looked at first and collected under the lock, so that no signal goes to another process with its number.
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return state.withLock { state in
      (state.process, state.isOver) = (nil, true)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
  }

  /// Signals that this process blocks do what they did when it was started, and a closed pipe what it usually does. What the parent
  /// chose to ignore stays ignored.
  private static func spawn(_ words: [[UInt8]], _ variables: [[UInt8]]) throws(FileError) -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var usual = sigset_t()
    sigemptyset(&usual)
    sigaddset(&usual, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments = pointers(words)
    var environment = pointers(variables)
    defer { for pointer in arguments + environment { free(pointer) } }
    guard let program = arguments[0] else { throw .notFound }
    var child = pid_t()
    let code = posix_spawnp(&child, program, nil, &attributes, &arguments, &environment)
    guard code == 0 else { throw LiveFiles.error(code) }
    return child
  }

  /// Words as C has a list of them.
  private static func pointers(_ words: [[UInt8]]) -> [UnsafeMutablePointer<CChar>?] {
    words.map { word in strdup(word.map { CChar(bitPattern: $0) } + [0]) } + [nil]
  }
}
