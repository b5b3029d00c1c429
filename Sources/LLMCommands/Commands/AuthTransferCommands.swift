package import ArgumentParser
package import LLMCore

/// `llmctl auth export`.
package struct AuthExportCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write all stored keys to a file, encrypted under a passphrase of its own.",
    discussion: "'llmctl auth import FILE' takes them back in, here or on another machine. Nothing is ever replaced.")

  @Argument(help: "The file to make.", completion: .file())
  package var file: String

  @Flag(name: .customLong("with-passphrase"), help: "Read the passphrase of the backup from standard input.")
  package var withPassphrase = false

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await KeyExport(at: AuthDesk(context: context, reporter: reporter)).run(
      to: file, readsInput: withPassphrase, asJSON: common.json)
  }
}

/// `llmctl auth import`.
package struct AuthImportCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take keys over from a backup, from other programs, or from the environment.",
    discussion: """
      Says what was taken and what was not, and leaves the source as it is. The exit status is 1 where a key was left out \
      because another one has its name.

      Examples:
        $ llmctl auth import backup.llmctl
        $ llmctl auth import --from env
        $ llmctl auth import --from llm
        $ llmctl auth import --from aichat ~/.config/aichat/config.yaml
      """)

  @Argument(help: "The file; needed for a backup, else the usual one of the program.", completion: .file())
  package var file: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Where the keys come from (default: backup).", valueName: "llm|aichat|env|backup"))
  package var from = ImportInvocation.Source.backup

  @Option(name: .long, help: ArgumentHelp("Store them under this label.", valueName: "name"))
  package var label: String?

  @Option(name: .long, help: ArgumentHelp("Store them for this environment.", valueName: "name"))
  package var environment: String?

  @Flag(name: .long, help: "Put them in the place of stored keys of the same name, which then retire.")
  package var replace = false

  @Flag(name: .customLong("with-passphrase"), help: "Read the passphrase of the backup from standard input.")
  package var withPassphrase = false

  @OptionGroup
  package var protection: ProtectionOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if from == .env, file != nil { throw ValidationError("--from env reads no file.") }
    if withPassphrase, from != .backup { throw ValidationError("--with-passphrase belongs to a backup.") }
  }

  package var invocation: ImportInvocation {
    var invocation = ImportInvocation()
    invocation.source = from
    invocation.path = file
    invocation.label = label
    invocation.environment = environment
    invocation.replaces = replace
    invocation.readsInput = withPassphrase
    invocation.protection = protection.protection
    invocation.usesJSON = common.json
    return invocation
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await KeyImport(invocation, at: AuthDesk(context: context, reporter: reporter)).run()
  }
}

extension ImportInvocation.Source: ExpressibleByArgument {}
