internal import ArgumentParser

/// Whether templates are used that the user has not seen.
package struct TrustOptions: ParsableArguments, Sendable {
  @Flag(name: .customLong("trust-prompts"), help: "Use a project's template that you have not seen.")
  package var trustPrompts = false

  package init() {}
}
