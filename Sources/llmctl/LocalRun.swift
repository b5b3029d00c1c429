internal import LLMCommands
internal import LLMCore
internal import LLMSystem

/// Runs a command that needs nothing but this machine, on the first thread.
struct LocalRun {
  private let context: LocalContext

  init() {
    context = LocalContext(
      environment: LiveProcess.environment(), files: LiveFiles(), tree: LiveTree(),
      console: LiveConsole(isInterrupted: { false }), time: LiveTime(), workers: LiveWorkers(),
      programs: LivePrograms())
  }

  /// Runs the command to its exit code. Signals end the process as they always do.
  func execute(_ command: any LocalCommand) -> LLMCore.ExitCode { CommandLineEntry.run(command, in: context) }
}
