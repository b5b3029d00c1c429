internal import Glibc
internal import LLMCore
internal import Synchronization

/// The settings of the terminal this process was started on, put back however it ends.
///
/// There is one terminal, so there is one of these: what the settings were is found out when it is first asked for.
package final class LiveTerminalModes: TerminalModes {
  private struct State {
    var found: termios?
    var isSilent = false
    /// Bytes that came before the terminal was silent and have not been read.
    var earlyBytes = 0
  }

  /// The process's own.
  package static let shared = LiveTerminalModes()

  /// Attributes off, cursor shown, lines wrapped, frames and pastes no longer bracketed.
  private static let cleanSlate: StaticString = "\u{1B}[0m\u{1B}[?25h\u{1B}[?7h\u{1B}[?2026l\u{1B}[?2004l"

  /// What signals find, since they cannot take a lock: the settings as found, or nil while they are in force. Written with the
  /// lock held, before and after the settings change.
  private nonisolated(unsafe) static let pending = UnsafeMutablePointer<termios>.allocate(capacity: 1)
  private static let isPending = Atomic<Bool>(false)
  private static let hasScreen = Atomic<Bool>(false)

  private let state = Mutex(State())

  private init() {}

  /// Has the settings put back at the end of the process, and when it crashes. Call it once, before threads exist; a signal
  /// that ends the process otherwise needs `restore` before it does.
  package func guardExit() {
    atexit { LiveTerminalModes.putBack() }
    for number in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS] {
      var action = sigaction()
      // Once only, and the signal is then raised again with its default action.
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | Int32(SA_NODEFER)
      action.__sigaction_handler.sa_handler = { number in
        LiveTerminalModes.putBack()
        raise(number)
      }
      sigaction(number, &action, nil)
    }
  }

  package func silence() {
    state.withLock { state in
      guard isatty(STDIN_FILENO) == 1 else { return }
      if state.found == nil {
        var found = termios()
        guard tcgetattr(STDIN_FILENO, &found) == 0 else { return }
        state.found = found
        Self.pending.initialize(to: found)
        Self.hasScreen.store(Self.knowsSequences, ordering: .relaxed)
      }
      guard var settings = state.found else { return }
      let madeLineFeeds = settings.c_iflag & UInt32(ICRNL) != 0
      settings.c_lflag &= ~UInt32(ECHO | ICANON | IEXTEN)
      settings.c_lflag |= UInt32(ISIG)
      // Enter stays what it is, so that the editor can tell it from Ctrl-J.
      settings.c_iflag &= ~UInt32(ICRNL)
      settings.c_cc.6 = 1  // VMIN
      settings.c_cc.5 = 0  // VTIME
      Self.isPending.store(true, ordering: .sequentiallyConsistent)
      tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
      if !state.isSilent {
        var count: Int32 = 0
        if madeLineFeeds, ioctl(STDIN_FILENO, UInt(FIONREAD), &count) == 0 { state.earlyBytes = Int(count) }
      }
      state.isSilent = true
    }
  }

  package func restore() {
    HiddenEcho.end()
    state.withLock { state in
      guard state.isSilent else { return }
      Self.putBack()
      state.isSilent = false
    }
  }

  /// Whether `silence` was the last that was asked for.
  var isSilent: Bool { state.withLock { $0.isSilent } }

  /// How many bytes are waiting in which Enter is a line feed, since they were typed before the terminal was silent. Tells it
  /// once.
  func takeEarlyBytes() -> Int {
    state.withLock { state in
      defer { state.earlyBytes = 0 }
      return state.earlyBytes
    }
  }

  /// Takes no lock and allocates nothing: signals call it.
  private static func putBack() {
    HiddenEcho.putBack()
    guard isPending.exchange(false, ordering: .sequentiallyConsistent) else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, pending)
    guard hasScreen.load(ordering: .relaxed) else { return }
    _ = write(STDOUT_FILENO, cleanSlate.utf8Start, cleanSlate.utf8CodeUnitCount)
  }

  private static var knowsSequences: Bool {
    guard isatty(STDOUT_FILENO) == 1, let kind = getenv("TERM") else { return false }
    return strcmp(kind, "dumb") != 0 && strcmp(kind, "") != 0
  }
}
