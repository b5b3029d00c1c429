package import ArgumentParser
package import LLMCore

/// `llmctl auth passphrase`.
package struct AuthPassphraseCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "passphrase",
    abstract: "Change the passphrase of the stored keys, or add and remove other ways to open them.",
    discussion: """
      Asks for the present passphrase first, even while the keys are open. A way that is removed opens nothing any more: the \
      file gets a new key, and so does its backup. 'llmctl auth status' lists the ways with their ids.
      """)

  @Flag(name: .long, help: "Add a passphrase to those there are.")
  package var add = false

  @Option(
    name: .customLong("add-key-file"),
    help: ArgumentHelp("Have this file open the keys as well; it is made where there is none.", valueName: "path"))
  package var addKeyFile: String?

  @Option(
    name: .customLong("add-command"),
    help: ArgumentHelp("Have what this command prints open the keys as well.", valueName: "command"))
  package var addCommand: String?

  @Option(name: .long, help: ArgumentHelp("Remove the way with this id, for good.", valueName: "id"))
  package var remove: String?

  @Flag(
    name: .customLong("drop-unavailable"), help: "With --remove: let ways go as well that cannot be used at present.")
  package var dropUnavailable = false

  @Flag(name: .customLong("with-passphrase"), help: "Read the new passphrase from standard input.")
  package var withPassphrase = false

  @Flag(name: .long, help: "Do not ask whether to remove it.")
  package var yes = false

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    let count = (add ? 1 : 0) + [addKeyFile, addCommand, remove].count { $0 != nil }
    if count > 1 { throw ValidationError("--add, --add-key-file, --add-command and --remove exclude each other.") }
    if dropUnavailable, remove == nil { throw ValidationError("--drop-unavailable belongs to --remove.") }
    if withPassphrase, addKeyFile != nil || addCommand != nil || remove != nil {
      throw ValidationError("--with-passphrase belongs to a new passphrase.")
    }
  }

  package var invocation: PassphraseInvocation {
    var invocation = PassphraseInvocation()
    if add { invocation.change = .add }
    if let addKeyFile { invocation.change = .addKeyFile(addKeyFile) }
    if let addCommand { invocation.change = .addCommand(addCommand) }
    if let remove { invocation.change = .remove(remove) }
    invocation.dropsUnavailable = dropUnavailable
    invocation.readsInput = withPassphrase
    invocation.isConfirmed = yes
    invocation.usesJSON = common.json
    return invocation
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await PassphraseChange(invocation, at: AuthDesk(context: context, reporter: reporter)).run()
  }
}

/// `llmctl auth unlock`.
package struct AuthUnlockCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "unlock",
    abstract: "Let the next commands use the stored keys without asking, for a while.",
    discussion: """
      What opens the file is held in the kernel's keyring of this user, for 15 minutes unless told otherwise. Where the \
      system has no such place, the exit status is 73.
      """)

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("For how long, up to a day, such as 90s, 15m or 1h30m.", valueName: "time"))
  package var time: HoldTime?

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try KeyUnlock(at: AuthDesk(context: context, reporter: reporter)).run(for: time?.duration, asJSON: common.json)
  }
}

/// `llmctl auth lock`.
package struct AuthLockCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "Have the next command ask for the passphrase again, at once and in all terminals.")

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try KeyLock(context: context, reporter: reporter).run(asJSON: common.json)
  }
}
