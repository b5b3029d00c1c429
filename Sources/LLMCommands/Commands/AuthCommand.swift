package import ArgumentParser

/// `llmctl auth`: the keys of providers, stored encrypted on this machine.
package struct AuthCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "auth",
    abstract: "Store, list, test and replace the keys of providers.",
    discussion: """
      Keys are stored encrypted in one file, which is opened by a passphrase, a key file, or what a command prints. A key \
      is only ever sent to the host that it was stored for, and it never stands on the command line.

      Which key a request carries: --key-label, then the provider's environment variable, then key_file, then the stored \
      keys. 'llmctl auth status' says which it is, and why the others are not.

      Examples:
        $ llmctl auth login openai
        $ llmctl auth status
        $ pass show openai | llmctl auth login openai --with-token
        $ llmctl auth rotate openai
        $ llmctl auth rotate openai --retire

      Without a terminal, as in CI:
        $ export LLMCTL_PASSPHRASE_FD=3
        $ llmctl auth login openai --with-token < key.txt 3< passphrase.txt
      """,
    subcommands: [
      AuthLoginCommand.self, AuthListCommand.self, AuthStatusCommand.self, AuthTestCommand.self, AuthRotateCommand.self,
      AuthLogoutCommand.self, AuthPassphraseCommand.self, AuthUnlockCommand.self, AuthLockCommand.self,
      AuthExportCommand.self, AuthImportCommand.self,
    ])

  package init() {}
}
