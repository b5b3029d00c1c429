package import ArgumentParser
package import LLMCore

/// A subcommand that does something: it parses its flags into a plain value and makes one call with it.
package protocol LLMCommand: ParsableCommand, Sendable {
  /// What all commands have in common.
  var common: CommonOptions { get }

  /// Runs the command.
  ///
  /// Throws `LLMError`, which the caller prints and turns into the exit code.
  func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode
}
