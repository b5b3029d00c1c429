package import ArgumentParser
package import LLMCore

/// `llmctl auth rotate`.
package struct AuthRotateCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Put a new key in the place of a stored one.",
    discussion: """
      The old key is kept, and tried where the new one is rejected, until --retire removes it. It stays valid until you \
      revoke it at the provider.
      """)

  @Argument(help: "The provider.")
  package var provider: String

  @OptionGroup
  package var key: StoredKeyOptions

  @Flag(name: .long, help: "Remove the old keys instead, now that nothing needs them.")
  package var retire = false

  @OptionGroup
  package var newKey: NewKeyOptions

  @Flag(name: .long, help: "Do not ask whether to remove them.")
  package var yes = false

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if retire, newKey.withToken || newKey.test != nil { throw ValidationError("--retire takes no new key.") }
  }

  package var invocation: RotationInvocation {
    var invocation = RotationInvocation()
    invocation.key = key.choice(provider)
    invocation.isRetiring = retire
    invocation.readsInput = newKey.withToken
    invocation.isTested = newKey.test
    invocation.isConfirmed = yes
    invocation.usesJSON = common.json
    return invocation
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await KeyRotation(invocation, at: AuthDesk(context: context, reporter: reporter)).run()
  }
}

/// `llmctl auth logout`.
package struct AuthLogoutCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "logout",
    abstract: "Remove stored keys.",
    discussion: "A key that was removed stays valid until you revoke it at the provider.")

  @Argument(help: "The provider; with --all it may be left out.")
  package var provider: String?

  @OptionGroup
  package var key: StoredKeyOptions

  @Flag(name: .long, help: "Remove all keys that fit: of the provider, or of all providers.")
  package var all = false

  @Flag(name: .long, help: "Do not ask whether to remove them.")
  package var yes = false

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package var invocation: LogoutInvocation {
    var invocation = LogoutInvocation()
    invocation.key = key.choice(provider)
    invocation.isForAll = all
    invocation.isConfirmed = yes
    invocation.usesJSON = common.json
    return invocation
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try KeyLogout(invocation, at: AuthDesk(context: context, reporter: reporter)).run()
  }
}
