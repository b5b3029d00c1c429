internal import Glibc
internal import LLMCommands
internal import LLMCore
internal import LLMHTTP
internal import LLMStore
internal import LLMSystem
internal import LLMTerminal

/// Runs a command against the real world.
struct LiveRun {
  private let interruption: LiveInterruption
  private let context: AppContext

  /// Makes the one context of this process. `isWarmedUp` opens the ledger in the background, for commands that
  /// are going to need it.
  init(version: String, isWarmedUp: Bool) {
    // Before any other thread exists, so that all of them inherit which signals are blocked.
    let interruption = LiveInterruption(lastWords: { LiveTerminalModes.shared.restore() })
    let signals = isatty(STDOUT_FILENO) == 1 ? TerminalSignals() : nil
    if signals != nil { LiveTerminalModes.shared.guardExit() }
    interruption.listen()
    signals?.listen()
    let environment = LiveProcess.environment()
    InheritedDescriptor.keep(in: NewUnlockMethod.usualDescriptorVariable, of: environment)
    let keys = KeysInPlay()
    let console = MaskedConsole(LiveConsole(isInterrupted: { interruption.received != nil }), hiding: keys)
    let variables = SecretVariables(environment: environment, files: LiveFiles())
    let hidden: @Sendable () -> Set<String> = { variables.names }
    let time = LiveTime()
    let transport = LiveTransport(environment: environment)
    let folders = Folders(environment)
    let ledger: any Ledger =
      if let folders {
        SQLiteLedger(
          path: folders.ledger, time: time, process: LiveProcess.current(), isAlive: LiveProcess.isAlive,
          notice: { Reporter(console: console).warning($0.sentence) })
      } else {
        HomelessLedger()
      }
    if isWarmedUp, let ledger = ledger as? SQLiteLedger { Task { await ledger.warmUp() } }
    let reporter = Reporter(console: console)
    self.interruption = interruption
    self.context = AppContext(
      version: version, environment: environment, files: LiveFiles(), tree: LiveTree(), input: LiveInput(),
      console: console, time: time,
      transport: transport, ledger: MaskedLedger(ledger, hiding: keys), interruption: interruption,
      state: folders.map { StateFile(path: $0.sharedState) } ?? HomelessState(),
      journals: folders.map { JournalFolder(path: $0.journals) } ?? HomelessJournals(),
      cache: Self.cache(folders, hiding: keys, reporter), processes: LiveProcesses(),
      programs: LivePrograms(hiding: hidden), foreground: LiveForegroundPrograms(interruption: interruption),
      loopback: LiveLoopbackServer(),
      terminal: LiveTerminal(
        environment: environment, history: folders?.history, session: "\(LiveProcess.current().pid)", time: time,
        signals: signals, hiding: hidden, warn: { reporter.warning($0.text) }),
      credentialFiles: LiveCredentialFiles(), keyHolder: KernelKeyring(),
      reminders: folders.map { ReminderFolder(path: $0.reminders) } ?? NoReminders(), keysInPlay: keys,
      chance: { Double.random(in: 0..<1) })
  }

  /// The response cache, which is opened at its first use.
  private static func cache(
    _ folders: Folders?, hiding keys: KeysInPlay, _ reporter: Reporter
  ) -> any ResponseCache {
    guard let path = folders?.responses else { return NoResponseCache() }
    return MaskedResponseCache(ResponseCacheFile(path: path) { reporter.warning($0) }, hiding: keys)
  }

  /// Runs the command on the shared tasks while this thread waits, then ends as a signal asked, if one did.
  func execute(_ command: any Runnable) -> LLMCore.ExitCode {
    let code = MainThread.wait { [context] in await CommandLineEntry.run(command, in: context) }
    if code == .interrupted || code == .terminated || code == .hangup { interruption.reraise() }
    return code
  }
}
