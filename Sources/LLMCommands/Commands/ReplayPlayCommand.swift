package import ArgumentParser
package import LLMCore

/// `llmctl replay play`.
package struct ReplayPlayCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Run a program whose calls to providers are answered from a recording.",
    usage: "llmctl replay play FILE [OPTIONS] -- COMMAND...",
    discussion: """
      Neither network nor key is needed. A request that is not in the recording fails, is shown with what differs from the \
      nearest one, and makes the exit status 1; else it is the program's.

      Examples:
        $ llmctl replay play tests/chat.yaml -- pytest tests/test_chat.py
        $ llmctl replay play chat.yaml --match order --timing recorded -- node chat.js
      """)

  @Argument(help: "The file that was recorded.", completion: .file())
  package var source: String

  @OptionGroup
  package var playing: CassetteOptions

  @Argument(parsing: .postTerminator, help: "The program and its arguments, behind '--'.")
  package var command: [String] = []

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    guard !command.isEmpty else {
      throw LLMError(
        .usage, "there is no program to play to",
        advice: "It stands behind '--', as in 'llmctl replay play FILE -- pytest'")
    }
    return try await playCassette(in: context, reporter)
  }

  private func playCassette(in context: AppContext, _ reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await CassetteRun(context: context, reporter: reporter).run(playing.invocation(source, command, .none))
  }
}
