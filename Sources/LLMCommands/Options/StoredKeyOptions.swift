package import ArgumentParser
internal import LLMCore

/// Flags that say which of a provider's stored keys is meant.
package struct StoredKeyOptions: ParsableArguments, Sendable {
  @Option(
    name: .long,
    help: ArgumentHelp("The key's label, where a provider has several (default: default).", valueName: "name"))
  package var label: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What the key is for, such as dev, ci or prod (default: nothing in particular).", valueName: "name"))
  package var environment: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Where the key may be sent (default: the provider's own host).", valueName: "url"))
  package var host: String?

  package init() {}

  package func validate() throws {
    if label?.isEmpty == true { throw ValidationError("--label takes a name.") }
    if environment?.isEmpty == true { throw ValidationError("--environment takes a name.") }
  }

  /// What was typed, as a plain value.
  func choice(_ provider: String?) -> StoredKeyChoice {
    StoredKeyChoice(provider: provider, label: label, environment: environment, host: host)
  }
}
