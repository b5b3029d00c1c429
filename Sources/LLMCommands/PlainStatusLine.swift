internal import ArgumentParser
package import LLMCore

/// `llmctl cost --statusline`, which runs before every prompt of a shell.
///
/// It needs no parser, whose first use costs two milliseconds of looking up types.
package struct PlainStatusLine: Runnable {
  /// Returns nil for arguments that need the parser.
  init?(_ arguments: [String]) {
    guard arguments == [CostCommand.configuration.commandName, "--statusline"] else { return nil }
  }

  package func reporter(_ console: any Console) -> Reporter { Reporter(console: console) }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await StatusLine(context: context).run()
  }
}
