package import LLMCore

/// The way to read lines that fits what this process is connected to.
package enum LineReading {
  /// An editor on a terminal; lines as they come elsewhere, and on terminals that cannot move their cursor. Nil where the system
  /// refuses a thread.
  ///
  /// - Parameters:
  ///   - completer: asked at Tab; nil for none.
  ///   - history: what Up and Ctrl-R find, and where entries go; nil for none.
  ///   - signals: tells of another size and of stops.
  ///   - hidden: the environment variables that the user's editor does not get.
  package static func open(
    _ environment: Environment, completer: (any LineCompleter)? = nil, history: (any LineHistory)? = nil,
    signals: TerminalSignals? = nil, hiding hidden: @escaping @Sendable () -> Set<String>
  ) -> (any LineReader)? {
    EditlineReader(
      environment: environment, completer: completer, history: history, signals: signals, hiding: hidden)
      ?? PlainLineReader(history: history)
  }
}
