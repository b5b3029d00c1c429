package import ArgumentParser
package import LLMCore

/// `llmctl models`.
package struct ModelsCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List models with their windows, prices and abilities.",
    usage: "llmctl models [OPTIONS] [WORD…]",
    discussion: """
      Without a query, the models that the configuration names and the usual ones of providers that have a key. With one, also \
      those of the price lists. What nobody knows is a question mark, never nothing.

      Examples:
        $ llmctl models
        $ llmctl models claude haiku
        $ llmctl models --remote
        $ llmctl models gpt --json | jq -r '.models[].name'
        $ llmctl models update model_prices_and_context_window.json
      """,
    subcommands: [ModelsUpdateCommand.self])

  @Argument(help: "Words that the name has.")
  package var query: [String] = []

  @Flag(name: .long, help: "Ask the configured servers what they have.")
  package var remote = false

  @OptionGroup
  package var keys: KeyOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await ModelList(context: context, reporter: reporter, keyLabel: keys.keyLabel)
      .run(query, asksServers: remote, asJSON: common.json)
  }
}
