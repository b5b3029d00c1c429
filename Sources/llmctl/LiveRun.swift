internal import Glibc
internal import LLMCommands
internal import LLMCore
internal import LLMHTTP
internal import LLMStore
internal import LLMSystem

/// Runs a command against the real world.
struct LiveRun {
  let version: String

  /// Runs the command on the shared tasks while this thread waits, then ends as a signal asked, if one did.
  func execute(_ command: any LLMCommand) -> LLMCore.ExitCode {
    // Before any other thread exists, so that all of them inherit which signals are blocked.
    let interruption = LiveInterruption()
    interruption.listen()
    let context = context(interruption)
    let code = MainThread.wait { await CommandLineEntry.run(command, in: context) }
    if code == .interrupted || code == .terminated || code == .hangup { interruption.reraise() }
    return code
  }

  private func context(_ interruption: LiveInterruption) -> AppContext {
    let environment = LiveProcess.environment()
    let console = LiveConsole(isInterrupted: { interruption.received != nil })
    let time = LiveTime()
    let process = LiveProcess.current()
    let ledger: any Ledger =
      if let folders = Folders(environment) {
        SQLiteLedger(
          path: folders.ledger, time: time, process: process, isAlive: LiveProcess.isAlive,
          notice: { Reporter(console: console).warning($0.sentence) })
      } else {
        HomelessLedger()
      }
    return AppContext(
      version: version, environment: environment, files: LiveFiles(), input: LiveInput(), console: console, time: time,
      transport: LiveTransport(environment: environment), ledger: ledger, process: process, interruption: interruption)
  }
}
