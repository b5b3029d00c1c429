package import ArgumentParser
package import LLMCore

/// `llmctl replay play`.
package struct ReplayPlayCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Show a call's answer as it came, or run a program whose calls are answered from a file.",
    usage: """
      llmctl replay play [ID] [OPTIONS]
      llmctl replay play FILE [OPTIONS] -- COMMAND...
      """,
    discussion: """
      Neither network nor key is needed. Without a program, the recorded stream of a call is shown at the pace at which it came, and \
      the exit status is the one it had.

      A program is told to find its providers here. A request of it that is not in the file fails, is shown with what differs from \
      the nearest one, and makes the exit status 1; else it is the program's.

      Examples:
        $ llmctl replay play last --speed 4
        $ llmctl replay play tests/chat.yaml -- pytest tests/test_chat.py
        $ llmctl replay play chat.yaml --match order --timing recorded -- node chat.js
      """)

  @Argument(help: "A call's id, or 'last'; before a program, the file that was recorded.", completion: .file())
  package var source: String?

  @OptionGroup(title: "Playing a call")
  package var answer: PlayedAnswerOptions

  @OptionGroup(title: "Playing a file")
  package var playing: CassetteOptions

  @Argument(parsing: .postTerminator, help: "The program and its arguments, behind '--'.")
  package var command: [String] = []

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if common.json, command.isEmpty {
      throw ValidationError("play shows an answer as it came; 'llmctl replay show --json' prints it for programs.")
    }
    if command.isEmpty, playing.isUsed { throw ValidationError("There is no program: it stands behind '--'.") }
    if !command.isEmpty, source == nil { throw ValidationError("Which file? It stands before '--'.") }
    if !command.isEmpty, answer.isUsed { throw ValidationError("--speed and --attempt are about calls, not programs.") }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    if let source, !command.isEmpty {
      return try await CassetteRun(context: context, reporter: reporter).run(
        playing.invocation(source, command, .none))
    }
    return try await StoredAnswerPlay(context: context, reporter: reporter).run(answer.invocation(source ?? "last"))
  }
}
