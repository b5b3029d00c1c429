internal import Glibc
package import LLMCore

/// How large the terminal is, in characters.
package struct TerminalSize: Sendable, Equatable {
  package let columns: Int
  package let rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// Asks standard output, then the controlling terminal, then `COLUMNS` and `LINES`; 80 by 24 where nobody knows.
  package static func current(_ environment: Environment) -> TerminalSize {
    if let size = ask(STDOUT_FILENO) { return size }
    let terminal = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)
    if terminal >= 0 {
      defer { close(terminal) }
      if let size = ask(terminal) { return size }
    }
    return TerminalSize(columns: positive(environment["COLUMNS"]) ?? 80, rows: positive(environment["LINES"]) ?? 24)
  }

  private static func ask(_ descriptor: Int32) -> TerminalSize? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return TerminalSize(columns: Int(size.ws_col), rows: size.ws_row > 0 ? Int(size.ws_row) : 24)
  }

  private static func positive(_ text: String?) -> Int? {
    guard let number = text.flatMap({ Int($0) }), number > 0 else { return nil }
    return min(number, Int(UInt16.max))
  }
}
