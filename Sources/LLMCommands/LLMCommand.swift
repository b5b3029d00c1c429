package import ArgumentParser
package import LLMCore

/// Something the arguments ask for that runs to an exit code.
package protocol Runnable: Sendable {
  /// The reporter that is as loud as asked.
  func reporter(_ console: any Console) -> Reporter

  /// Runs to the end.
  ///
  /// Throws `LLMError`, which the caller prints and turns into the exit code.
  func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode
}

/// A subcommand that does something: it parses its flags into a plain value and makes one call with it.
package protocol LLMCommand: ParsableCommand, Runnable {
  /// What all commands have in common.
  var common: CommonOptions { get }
}

extension LLMCommand {
  package func reporter(_ console: any Console) -> Reporter { common.reporter(console) }
}
