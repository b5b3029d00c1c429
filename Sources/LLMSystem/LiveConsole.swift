internal import Glibc
package import LLMCore

/// Standard output and standard error of this process.
///
/// Every write goes out at once, without a buffer of ours: what was printed is out even if the process is killed.
package struct LiveConsole: Console {
  private let isInterrupted: @Sendable () -> Bool
  /// Whether standard error is a terminal that knows how to write faintly.
  private let showsStyles: Bool

  /// `isInterrupted` is asked while a reader keeps us waiting, so that Ctrl-C works although nothing moves.
  package init(isInterrupted: @escaping @Sendable () -> Bool) {
    self.isInterrupted = isInterrupted
    let kind = getenv("TERM").map { String(cString: $0) } ?? ""
    showsStyles = isatty(STDERR_FILENO) == 1 && kind != "dumb" && !kind.isEmpty
  }

  package var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  package var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  package func write(_ bytes: [UInt8]) throws(ConsoleError) {
    var written = 0
    while written < bytes.count {
      try waitForReader()
      // What a pipe that is ready takes without blocking (PIPE_BUF), so that an interruption is noticed in between.
      let count = min(bytes.count - written, Self.mayBlock ? 4096 : bytes.count)
      let result = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress?.advanced(by: written), count) }
      if result >= 0 {
        written += result
        continue
      }
      switch errno {
      case EINTR, EAGAIN: continue
      case EPIPE, ECONNRESET: throw .closed
      case let code: throw .failed(String(cString: strerror(code)))
      }
    }
  }

  package func note(_ line: SafeText, style: NoteStyle) {
    writeError(style == .faint && showsStyles ? "\u{1B}[2m\(line.text)\u{1B}[0m\n" : line.text + "\n")
  }

  /// To the start of the line, and clear what is behind.
  package func showProgress(_ line: SafeText?) { writeError("\r\u{1B}[K" + (line?.text ?? "")) }

  private func writeError(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let result = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if result < 0, errno != EINTR, errno != EAGAIN { return }
      bytes = bytes.dropFirst(max(0, result))
    }
  }

  /// Whether a write can wait for a reader; a regular file cannot.
  private static let mayBlock: Bool = {
    var status = stat()
    return fstat(STDOUT_FILENO, &status) != 0 || status.st_mode & S_IFMT != S_IFREG
  }()

  private func waitForReader() throws(ConsoleError) {
    guard Self.mayBlock else { return }
    while true {
      var descriptor = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
      if poll(&descriptor, 1, 100) != 0 { return }
      if isInterrupted() { throw .interrupted }
    }
  }
}
