package import LLMCore

/// Something the arguments ask for that needs nothing but this machine. It runs on the calling thread, without the tasks,
/// the network and the ledger that a question to a model takes milliseconds to start.
package protocol LocalCommand: Sendable {
  /// The reporter that is as loud as asked.
  func reporter(_ console: any Console) -> Reporter

  /// Runs to the end.
  ///
  /// Throws `LLMError`, which the caller prints and turns into the exit code.
  func run(in context: LocalContext, reporter: Reporter) throws(LLMError) -> LLMCore.ExitCode
}
