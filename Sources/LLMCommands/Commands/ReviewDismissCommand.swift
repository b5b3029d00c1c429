package import ArgumentParser
package import LLMCore

/// `llmctl review dismiss`.
package struct ReviewDismissCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "dismiss", abstract: "Say of a finding that it is none, and why.",
    usage: "llmctl review dismiss ID --reason TEXT",
    discussion: """
      The finding is one of the newest review of this repository. It goes into .llmctl/review-dismissed.jsonl, which is \
      committed like everything else, and does not count any more, also where its words, its lines or its file change. To take \
      it back, delete its line.
      """)

  @Argument(help: "The id of the finding, or its first digits.")
  package var id: String

  @Option(name: .long, help: ArgumentHelp("Why it is none.", valueName: "text"))
  package var reason: String

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason takes a reason.") }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try ReviewDismissal(context: context, reporter: reporter).run(id: id, reason: reason)
  }
}
