internal import LLMCommands
internal import LLMCore
internal import LLMHTTP
internal import LLMStore
internal import LLMSystem

/// Runs a command against the real world.
struct LiveRun {
  private let interruption: LiveInterruption
  private let context: AppContext

  /// Makes the one context of this process. `isWarmedUp` opens the ledger in the background, for commands that
  /// are going to need it.
  init(version: String, isWarmedUp: Bool) {
    // Before any other thread exists, so that all of them inherit which signals are blocked.
    let interruption = LiveInterruption()
    interruption.listen()
    let environment = LiveProcess.environment()
    let console = LiveConsole(isInterrupted: { interruption.received != nil })
    let time = LiveTime()
    let transport = LiveTransport(environment: environment)
    let ledger: any Ledger =
      if let folders = Folders(environment) {
        SQLiteLedger(
          path: folders.ledger, time: time, process: LiveProcess.current(), isAlive: LiveProcess.isAlive,
          notice: { Reporter(console: console).warning($0.sentence) })
      } else {
        HomelessLedger()
      }
    if isWarmedUp, let ledger = ledger as? SQLiteLedger { Task { await ledger.warmUp() } }
    self.interruption = interruption
    self.context = AppContext(
      version: version, environment: environment, files: LiveFiles(), tree: LiveTree(), input: LiveInput(),
      console: console, time: time,
      transport: transport, ledger: ledger, interruption: interruption)
  }

  /// Runs the command on the shared tasks while this thread waits, then ends as a signal asked, if one did.
  func execute(_ command: any Runnable) -> LLMCore.ExitCode {
    let code = MainThread.wait { [context] in await CommandLineEntry.run(command, in: context) }
    if code == .interrupted || code == .terminated || code == .hangup { interruption.reraise() }
    return code
  }
}
