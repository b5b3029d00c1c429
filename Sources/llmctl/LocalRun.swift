internal import LLMCommands
internal import LLMCore
internal import LLMSystem

/// Runs a command that needs nothing but this machine, on the first thread.
struct LocalRun {
  private let context: LocalContext

  init() {
    let console = LiveConsole(isInterrupted: { false })
    // Nothing has to be wound up when a signal ends the process, but a progress bar may stand on the terminal. Elsewhere
    // signals do what they always do, and need no thread.
    if console.errorIsTerminal { LiveInterruption(lastWords: { console.showProgress(nil) }).listen() }
    // The variables are only read where a program is started.
    let hidden: @Sendable () -> Set<String> = {
      SecretVariables(environment: LiveProcess.environment(), files: LiveFiles()).names
    }
    context = LocalContext(
      environment: LiveProcess.environment(), files: LiveFiles(), tree: LiveTree(),
      vocabularies: LiveVocabularyFiles(), console: console, time: LiveTime(), workers: LiveWorkers(),
      programs: LivePrograms(hiding: hidden))
  }

  /// Runs the command to its exit code.
  func execute(_ command: any LocalCommand) -> LLMCore.ExitCode { CommandLineEntry.run(command, in: context) }
}
