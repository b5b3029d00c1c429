/// Where output goes. The answer goes to standard output and everything else to standard error.
package protocol Console: Sendable {
  /// Whether standard output is a terminal, so that model text must be sanitised.
  var outputIsTerminal: Bool { get }
  /// Whether standard error is a terminal.
  var errorIsTerminal: Bool { get }

  /// Writes to standard output, all of it, at once.
  ///
  /// Throws `ConsoleError` when the reader has gone, when the bytes cannot be stored, or when the run is interrupted
  /// while the reader does not read.
  func write(_ bytes: [UInt8]) throws(ConsoleError)

  /// Writes one line to standard error. The text must be safe for a terminal; a failure is ignored, since there is
  /// nobody left to tell.
  func note(_ line: SafeText, style: NoteStyle)

  /// Shows how far the run is on the last line of standard error, in place of what stood there; nil takes it away. Only for
  /// a terminal.
  func showProgress(_ line: SafeText?)
}

/// How a line on standard error looks where that is a terminal.
package enum NoteStyle: Sendable, Equatable {
  case plain
  /// For what need not be read.
  case faint
}

extension Console {
  /// Writes one line to standard error, as it is.
  package func note(_ line: SafeText) { note(line, style: .plain) }

  /// Bytes from outside as standard output takes them: unchanged into a pipe or file, their safe form on a terminal.
  package func shown(_ bytes: [UInt8]) -> [UInt8] {
    outputIsTerminal ? Array(SafeText(String(decoding: bytes, as: UTF8.self)).text.utf8) : bytes
  }
}

/// Why standard output cannot be written.
package enum ConsoleError: Error, Sendable, Equatable {
  /// The reader closed the pipe, as `head` does; not a failure.
  case closed
  /// The run was interrupted while waiting for the reader.
  case interrupted
  /// A full disk or the like, in the operating system's words.
  case failed(String)
}
