/// One way to run the binary.
package struct CLIInvocation: Sendable {
  /// What standard input is connected to.
  package enum Input: Sendable {
    /// `/dev/null`.
    case nothing
    /// Nothing at all: the descriptor is closed.
    case closed
    case bytes([UInt8])
    case file(String)
    /// A pipe that stays open until the test ends it, and is empty but for what the test types.
    case pipe
    case terminal
  }

  /// What standard output or standard error is connected to.
  package enum Output: Sendable {
    case captured
    /// A file by its path, such as `/dev/full`.
    case file(String)
    /// A pipe whose reader has gone, as behind `head`.
    case closedPipe
    /// A pipe that nobody reads.
    case unread
    /// Nothing at all: the descriptor is closed.
    case closed
    case terminal
  }

  /// What stands behind the name of the binary.
  package var arguments: [String]
  /// All there is besides `HOME`; nothing is inherited.
  package var environment: [String: String]
  /// Standard input.
  package var input: Input
  /// Standard output.
  package var output: Output
  /// Standard error.
  package var error: Output
  /// Of the terminal, where something is connected to one.
  package var columns: UInt16
  /// Of the terminal, too.
  package var rows: UInt16
  /// The fixture's folder if nil.
  package var workingDirectory: String?
  /// After this long the child is killed and the test fails.
  package var limit: Duration

  /// A run with nothing on its input and both outputs captured, unless told otherwise.
  package init(
    _ arguments: [String], environment: [String: String] = [:], input: Input = .nothing, output: Output = .captured,
    error: Output = .captured, columns: UInt16 = 80, rows: UInt16 = 24, workingDirectory: String? = nil,
    limit: Duration = .seconds(30)
  ) {
    self.arguments = arguments
    self.environment = environment
    self.input = input
    self.output = output
    self.error = error
    self.columns = columns
    self.rows = rows
    self.workingDirectory = workingDirectory
    self.limit = limit
  }

  /// The same with all three streams on one terminal.
  package func inTerminal(columns: UInt16 = 80, rows: UInt16 = 24) -> CLIInvocation {
    var copy = self
    (copy.input, copy.output, copy.error) = (.terminal, .terminal, .terminal)
    (copy.columns, copy.rows) = (columns, rows)
    return copy
  }

  var needsTerminal: Bool {
    if case .terminal = input { return true }
    if case .terminal = output { return true }
    if case .terminal = error { return true }
    return false
  }
}
