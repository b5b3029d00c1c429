package import ArgumentParser
package import LLMCore

/// `llmctl replay`: what the ledger knows of past calls.
package struct ReplayCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Look at past calls, and record and play those of other programs.",
    discussion: """
      Every call is in the ledger, also one that was interrupted or killed.

      Examples:
        $ llmctl replay list
        $ llmctl replay show last
        $ llmctl replay record --to tests/chat.yaml -- pytest
        $ llmctl replay play tests/chat.yaml -- pytest
      """,
    subcommands: [List.self, Show.self, ReplayRecordCommand.self, ReplayPlayCommand.self])

  package init() {}

  /// `llmctl replay list`.
  package struct List: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the newest calls.")

    @Option(name: .shortAndLong, help: ArgumentHelp("How many calls to list.", valueName: "count"))
    package var limit = 20

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func validate() throws {
      guard (1...100_000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 100000.") }
    }

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try await CallListing(context: context).list(limit: limit, asJSON: common.json)
    }
  }

  /// `llmctl replay show`.
  package struct Show: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show one call: what was asked, what came back, and what it took.")

    @Argument(help: "The call's id, the start of it, or 'last'.")
    package var id = "last"

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try await CallListing(context: context).show(id, asJSON: common.json)
    }
  }
}
