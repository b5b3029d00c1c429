package import ArgumentParser
package import LLMCore

/// `llmctl auth login`.
package struct AuthLoginCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "login",
    abstract: "Store a provider's key.",
    discussion: """
      Asks for the key without showing it. The first key makes the file that holds all of them, and asks for a passphrase \
      to protect it. Without a terminal the key comes from standard input with --with-token, and the passphrase from the \
      descriptor whose number is in LLMCTL_PASSPHRASE_FD, or from LLMCTL_PASSPHRASE.
      """)

  @Argument(help: "The provider; one to be chosen from a list where it is left out.")
  package var provider: String?

  @OptionGroup
  package var key: StoredKeyOptions

  @OptionGroup
  package var newKey: NewKeyOptions

  @OptionGroup
  package var protection: ProtectionOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package var invocation: LoginInvocation {
    var invocation = LoginInvocation()
    invocation.key = key.choice(provider)
    invocation.readsInput = newKey.withToken
    invocation.isTested = newKey.test
    invocation.protection = protection.protection
    invocation.usesJSON = common.json
    return invocation
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await KeyLogin(invocation, at: AuthDesk(context: context, reporter: reporter)).run()
  }
}
