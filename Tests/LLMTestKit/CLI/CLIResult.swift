/// What came of a run of the binary.
package struct CLIResult: Sendable, CustomStringConvertible {
  /// How the process ended.
  package enum Status: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// Not at all yet; only in the text of a `CLIFailure`.
    case running
  }

  /// The binary and its arguments.
  package let command: [String]
  /// How it ended.
  package let status: Status
  /// What was captured of standard output.
  package let output: [UInt8]
  /// What was captured of standard error.
  package let error: [UInt8]
  /// What the terminal was sent, escape sequences and all; empty without a terminal.
  package let screen: [UInt8]
  /// From the start to the end of the last stream.
  package let duration: Duration

  /// The exit status; nil where a signal ended the process.
  package var exitCode: Int32? {
    guard case .exited(let code) = status else { return nil }
    return code
  }

  /// Standard output as text.
  package var outputText: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text.
  package var errorText: String { String(decoding: error, as: UTF8.self) }
  /// The terminal's bytes as text.
  package var screenText: String { String(decoding: screen, as: UTF8.self) }

  /// Everything a person needs to see why a test failed.
  package var description: String {
    var parts = ["$ \(command.joined(separator: " "))", "status: \(status) after \(duration)"]
    for (name, bytes) in [("stdout", output), ("stderr", error), ("terminal", screen)] where !bytes.isEmpty {
      let text = String(decoding: bytes.prefix(4000), as: UTF8.self).debugDescription
      parts.append("\(name) (\(bytes.count) bytes): \(text)")
    }
    return parts.joined(separator: "\n")
  }
}

/// Why a run of the binary is no result at all, with all that is known of it.
package struct CLIFailure: Error, CustomStringConvertible {
  /// The reason, then command, status and streams.
  package let description: String
}
