package import ArgumentParser
internal import LLMCore

/// Flags that say what protects the stored keys, for the first of them. Without any, a passphrase does.
package struct ProtectionOptions: ParsableArguments, Sendable {
  @Option(
    name: .customLong("key-file"),
    help: ArgumentHelp(
      "First key: have this file open the stored keys, on a stick for example; it is made where there is none.",
      valueName: "path"))
  package var keyFile: String?

  @Option(
    name: .customLong("passphrase-command"),
    help: ArgumentHelp(
      "First key: have what this command prints open the stored keys, such as 'pass show llmctl'; no shell is involved.",
      valueName: "command"))
  package var passphraseCommand: String?

  @Flag(
    name: .customLong("insecure-plaintext"),
    help: "First key: do not encrypt at all; whoever can read the file has the keys.")
  package var insecurePlaintext = false

  package init() {}

  package func validate() throws {
    let count = (keyFile == nil ? 0 : 1) + (passphraseCommand == nil ? 0 : 1) + (insecurePlaintext ? 1 : 0)
    if count > 1 {
      throw ValidationError("--key-file, --passphrase-command and --insecure-plaintext exclude each other.")
    }
    if keyFile?.isEmpty == true { throw ValidationError("--key-file takes the path of a file.") }
  }

  /// What was typed, as a plain value.
  var protection: NewProtection {
    NewProtection(keyFile: keyFile, command: passphraseCommand, isInsecurePlaintext: insecurePlaintext)
  }
}
