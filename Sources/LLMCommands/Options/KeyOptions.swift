package import ArgumentParser

/// Flags that say which key a provider is asked with.
package struct KeyOptions: ParsableArguments, Sendable {
  @Option(
    name: .customLong("key-label"),
    help: ArgumentHelp(
      "Use the stored key with this label, whatever the environment has (see 'llmctl auth list').", valueName: "label"))
  package var keyLabel: String?

  package init() {}

  package func validate() throws {
    if keyLabel?.isEmpty == true { throw ValidationError("--key-label takes the label of a stored key.") }
  }
}
