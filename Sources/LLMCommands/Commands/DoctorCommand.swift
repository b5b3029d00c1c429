package import ArgumentParser
package import LLMCore

/// `llmctl doctor`: what is wrong, and what is remembered of servers.
package struct DoctorCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check files, keys and the state that all llmctl processes share.",
    discussion: """
      Shows the limits learned from providers, who is blocked until when, and circuit breakers with their clocks. No \
      server is asked unless --probe is given. The exit status is 1 if something is wrong.

      Examples:
        $ llmctl doctor
        $ llmctl doctor --probe
        $ llmctl doctor reset
      """,
    subcommands: [Check.self, Reset.self], defaultSubcommand: Check.self)

  package init() {}

  /// `llmctl doctor check`, which is what `llmctl doctor` does.
  package struct Check: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Check everything (the default).")

    @Flag(name: .long, help: "Ask each configured provider for its models, to see whether it answers.")
    package var probe = false

    @OptionGroup
    package var keys: KeyOptions

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try await DoctorRun(context: context, reporter: reporter)
        .examine(probes: probe, keyLabel: keys.keyLabel, asJSON: common.json)
    }
  }

  /// `llmctl doctor reset`.
  package struct Reset: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "Forget limits, blocks and circuit breakers.")

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try await DoctorRun(context: context, reporter: reporter).reset(asJSON: common.json)
    }
  }
}
