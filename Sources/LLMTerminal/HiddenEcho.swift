internal import Glibc
internal import Synchronization

/// The settings of a terminal that does not show what is typed, put back however that ends. There is one question at a time, so
/// there is one of these.
enum HiddenEcho {
  /// The settings as found and where they belong, for signals, which cannot take a lock: written while `descriptor` is -1.
  private nonisolated(unsafe) static let found = UnsafeMutablePointer<termios>.allocate(capacity: 1)
  private static let descriptor = Atomic<Int32>(-1)
  private static let isSuspended = Atomic<Bool>(false)
  private static let isEnded = Atomic<Bool>(false)

  /// Hides what is typed from now on, and has it given out byte by byte. False where the terminal refuses.
  static func begin(on terminal: Int32) -> Bool {
    isEnded.store(false, ordering: .sequentiallyConsistent)
    return hide(on: terminal)
  }

  /// Shows what is typed again, for good: the process ends.
  static func end() {
    if !isSuspended.load(ordering: .sequentiallyConsistent) { isEnded.store(true, ordering: .sequentiallyConsistent) }
    putBack()
  }

  /// Shows what is typed again while `work` has the process stopped.
  static func suspended(_ work: () -> Void) {
    isSuspended.store(true, ordering: .sequentiallyConsistent)
    putBack()
    work()
    isSuspended.store(false, ordering: .sequentiallyConsistent)
  }

  /// Hides again what is typed where a stop that is over had it shown. Returns whether that was so; nil when the question has
  /// come to its end.
  static func renew(on terminal: Int32) -> Bool? {
    guard !isSuspended.load(ordering: .sequentiallyConsistent) else { return false }
    let isShown = descriptor.load(ordering: .sequentiallyConsistent) < 0 || echoes(terminal)
    // In this order: the end is marked before the settings are put back.
    if isEnded.load(ordering: .sequentiallyConsistent) { return nil }
    guard isShown else { return false }
    return hide(on: terminal) ? true : nil
  }

  /// Takes no lock and allocates nothing: signals call it.
  static func putBack() {
    let terminal = descriptor.exchange(-1, ordering: .sequentiallyConsistent)
    if terminal >= 0 { tcsetattr(terminal, TCSANOW, found) }
  }

  /// A shell puts its own settings in force when it stops a program, without telling it.
  private static func echoes(_ terminal: Int32) -> Bool {
    var settings = termios()
    return tcgetattr(terminal, &settings) == 0 && settings.c_lflag & UInt32(ECHO) != 0
  }

  private static func hide(on terminal: Int32) -> Bool {
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0 else { return false }
    descriptor.store(-1, ordering: .sequentiallyConsistent)
    found.initialize(to: settings)
    settings.c_lflag &= ~UInt32(ECHO | ECHONL | ICANON | IEXTEN)
    settings.c_lflag |= UInt32(ISIG)
    // Ctrl-Z becomes a byte: going on after it has to hide what is typed again.
    settings.c_cc.10 = 0  // VSUSP
    settings.c_cc.6 = 1  // VMIN
    settings.c_cc.5 = 0  // VTIME
    descriptor.store(terminal, ordering: .sequentiallyConsistent)
    guard tcsetattr(terminal, TCSADRAIN, &settings) == 0 else {
      putBack()
      return false
    }
    return true
  }
}
