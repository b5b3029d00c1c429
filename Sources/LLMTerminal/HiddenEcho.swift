internal import Glibc
internal import Synchronization

/// The settings of a terminal that does not show what is typed, put back however that ends. There is one question at a time, so
/// there is one of these.
enum HiddenEcho {
  /// The settings as found and where they belong, for signals, which cannot take a lock: written while `descriptor` is -1.
  private nonisolated(unsafe) static let found = UnsafeMutablePointer<termios>.allocate(capacity: 1)
  private static let descriptor = Atomic<Int32>(-1)

  /// Whether what is typed is hidden now. It is not any more when something had the settings put back, such as a stop.
  static var isInForce: Bool { descriptor.load(ordering: .sequentiallyConsistent) >= 0 }

  /// Hides what is typed from now on, and gives it out byte by byte. False where the terminal refuses.
  static func begin(on terminal: Int32) -> Bool {
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0 else { return false }
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

  /// Takes no lock and allocates nothing: signals call it.
  static func putBack() {
    let terminal = descriptor.exchange(-1, ordering: .sequentiallyConsistent)
    if terminal >= 0 { tcsetattr(terminal, TCSANOW, found) }
  }
}
