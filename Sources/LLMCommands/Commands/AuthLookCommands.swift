package import ArgumentParser
package import LLMCore

/// `llmctl auth list`.
package struct AuthListCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the stored keys, without the keys themselves.",
    discussion: "What the keys are called is encrypted, too, so this asks for the passphrase.")

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try KeyList(at: AuthDesk(context: context, reporter: reporter)).run(asJSON: common.json)
  }
}

/// `llmctl auth status`.
package struct AuthStatusCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say which key each provider would be asked with, where it comes from, and what protects it.",
    discussion: """
      Nobody is asked for a passphrase: of stored keys that are locked, only what protects them is told. The exit status \
      is 77 where a provider is named and there is no key for it.
      """)

  @Argument(help: "One provider; all of them where it is left out.")
  package var provider: String?

  @OptionGroup
  package var keyLabel: KeyOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try KeyStatus(at: AuthDesk(context: context, reporter: reporter), keyLabel: keyLabel.keyLabel).run(
      provider, asJSON: common.json)
  }
}

/// `llmctl auth test`.
package struct AuthTestCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Ask providers whether they take their keys.",
    discussion: """
      Asks for the list of models, which costs nothing. The exit status is 77 where a key is rejected, 69 where a provider \
      cannot be reached.
      """)

  @Argument(help: "One provider; all that have a key where it is left out.")
  package var provider: String?

  @OptionGroup
  package var keyLabel: KeyOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await KeyTest(at: AuthDesk(context: context, reporter: reporter), keyLabel: keyLabel.keyLabel).run(
      provider, asJSON: common.json)
  }
}
