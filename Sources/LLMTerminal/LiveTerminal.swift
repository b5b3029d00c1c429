package import LLMCore

/// The terminal that this process was started on.
package struct LiveTerminal: Terminal {
  private let environment: Environment
  private let history: String?
  private let signals: TerminalSignals?
  private let session: String
  private let time: any TimeSource
  private let hidden: @Sendable () -> Set<String>
  private let warn: @Sendable (SafeText) -> Void

  /// `history` is the path of the file that all terminals share, nil where there is no folder for it; `session` names this
  /// process in it. Without `signals` another
  /// size is noticed at the next answer. Programs that get the terminal do not get the variables that are `hidden`. `warn` is told
  /// what becomes of a history that cannot be used.
  package init(
    environment: Environment, history: String?, session: String, time: any TimeSource, signals: TerminalSignals?,
    hiding hidden: @escaping @Sendable () -> Set<String>, warn: @escaping @Sendable (SafeText) -> Void
  ) {
    (self.environment, self.history, self.session, self.time) = (environment, history, session, time)
    (self.signals, self.hidden, self.warn) = (signals, hidden, warn)
  }

  package var size: ScreenSize {
    let size = TerminalSize.current(environment)
    return ScreenSize(columns: size.columns, rows: size.rows)
  }

  package var modes: any TerminalModes { LiveTerminalModes.shared }

  package func notify(_ observer: @escaping @Sendable (TerminalNotice) -> Void) -> Int {
    signals?.notify { notice in
      switch notice {
      case .resized: observer(.resized)
      case .suspending: observer(.suspending)
      case .resumed: observer(.resumed)
      }
    } ?? 0
  }

  package func forget(_ id: Int) { signals?.forget(id) }

  package func makeReader(completer: any LineCompleter, keepsHistory: Bool) -> (any LineReader)? {
    let file =
      keepsHistory
      ? history.map { path in
        HistoryFile(
          path: path, session: session, time: { [time] in Int(time.now().milliseconds / 1000) }, warn: warn)
      } : nil
    return LineReading.open(environment, completer: completer, history: file, signals: signals, hiding: hidden)
  }

  package func run(shell line: String, argument: String) -> Int32? {
    LiveTerminalModes.shared.restore()
    return ForegroundProgram(shell: line, argument: argument, hiding: hidden()).run()
  }

  package func page(_ text: SafeText) -> Bool {
    LiveTerminalModes.shared.restore()
    return DraftFile(environment, hiding: hidden).page(text.text)
  }

  package func edit(_ text: String) -> String? {
    LiveTerminalModes.shared.restore()
    return DraftFile(environment, hiding: hidden).edit(text)
  }

  package func edit(exactly bytes: [UInt8], ending: String) -> [UInt8]? {
    LiveTerminalModes.shared.restore()
    return DraftFile(environment, hiding: hidden).edit(exactly: bytes, ending: ending)
  }

  package var hasPerson: Bool { ControllingTerminal() != nil }

  package func readSecret(_ prompt: SafeText) -> Secret? {
    ControllingTerminal().flatMap { $0.readHidden(prompt) }
  }

  package func readAnswer(_ prompt: SafeText) -> String? {
    LiveTerminalModes.shared.restore()
    return ControllingTerminal().flatMap { $0.readShown(prompt) }
  }
}
