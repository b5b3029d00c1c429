internal import CBuildInfo
internal import Glibc
internal import LLMCommands
internal import LLMCore
internal import LLMSystem

/// Parses, then prints or runs. Help, the version and completion scripts are answered here, before a thread, a
/// database or a client exists.
@main
enum Main {
  private static let version = "0.1.0 (\(String(cString: llmctl_build_commit())))"

  static func main() {
    CoreDumps.forbid()
    StandardStreams.secure()
    let arguments = LiveProcess.arguments()
    // Parsing takes as long as opening the ledger; a command that will need it lets both happen at once.
    let prepared = CommandLineEntry.willAsk(arguments) ? LiveRun(version: version, isWarmedUp: true) : nil
    let code =
      switch CommandLineEntry.parse(arguments, version: "llmctl " + version) {
      case .command(let command): (prepared ?? LiveRun(version: version, isWarmedUp: false)).execute(command)
      case .local(let command): LocalRun().execute(command)
      case .text(let text): show(text)
      case .mistake(let error, let usesJSON): complain(error, usesJSON: usesJSON)
      }
    exit(code.rawValue)
  }

  private static func show(_ text: String) -> LLMCore.ExitCode {
    do throws(LLMError) {
      try OutputWriter(console: LiveConsole(isInterrupted: { false })).show(text)
      return .complete
    } catch {
      return complain(error, usesJSON: false)
    }
  }

  private static func complain(_ error: LLMError, usesJSON: Bool) -> LLMCore.ExitCode {
    Reporter(console: LiveConsole(isInterrupted: { false }), usesJSON: usesJSON).error(error)
    return error.exitCode
  }
}
