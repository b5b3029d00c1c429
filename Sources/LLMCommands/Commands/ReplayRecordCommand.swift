package import ArgumentParser
package import LLMCore

/// `llmctl replay record`.
package struct ReplayRecordCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Run a program and record its calls to providers, for its tests.",
    usage: "llmctl replay record --to FILE [OPTIONS] -- COMMAND...",
    discussion: """
      The program finds its providers through the usual environment variables (OPENAI_BASE_URL, ANTHROPIC_BASE_URL, \
      GOOGLE_GEMINI_BASE_URL, OLLAMA_HOST and others), which lead to a server on the loopback for as long as it runs. From \
      there its requests go, with its own key, where the variables led before, or to the configured or the usual address \
      of the provider. The file is YAML without keys, made to be committed. The exit status is the program's.

      Modes: 'once' records where there is no file and plays where there is one; 'new' plays what is known and records what \
      is not; 'none' only plays; 'all' records everything anew.

      Examples:
        $ llmctl replay record --to tests/chat.yaml -- pytest tests/test_chat.py
        $ llmctl replay record --to chat.yaml --mode all -- node chat.js
      """)

  @Option(name: .long, help: ArgumentHelp("The file to record to.", valueName: "file"), completion: .file())
  package var to: String

  @Option(name: .long, help: ArgumentHelp("What to record and what to play.", valueName: "once|new|none|all"))
  package var mode = CassetteMode.once

  @OptionGroup
  package var playing: CassetteOptions

  @Argument(parsing: .postTerminator, help: "The program and its arguments, behind '--'.")
  package var command: [String] = []

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if command.isEmpty { throw ValidationError("There is no program: it stands behind '--'.") }
    if mode == .all, playing.isAboutPlaying {
      throw ValidationError("--mode all plays nothing: --match, --timing, --repeat and --all-used go with other modes.")
    }
    if mode == .new, playing.match == .order {
      throw ValidationError("--mode new finds calls by what is asked, and not by their order (--match order).")
    }
    if to.isEmpty { throw ValidationError("--to takes the name of a file.") }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await CassetteRun(context: context, reporter: reporter).run(playing.invocation(to, command, mode))
  }
}
