internal import ArgumentParser
internal import LLMCore

/// `llmctl tokens PATH…` without any option, the commonest count there is.
///
/// It needs no parser, whose first use costs as much time as counting a small book.
struct PlainCount: LocalCommand {
  /// What the whole parser would have made of it.
  let invocation: TokensInvocation

  /// Returns nil for arguments that need the parser.
  init?(_ arguments: [String]) {
    guard arguments.first == TokensCommand.configuration.commandName,
      !arguments.contains(where: { $0.hasPrefix("-") && $0 != "-" })
    else { return nil }
    var invocation = TokensInvocation()
    invocation.paths = Array(arguments.dropFirst())
    self.invocation = invocation
  }

  func reporter(_ console: any Console) -> Reporter { Reporter(console: console) }

  func run(in context: LocalContext, reporter: Reporter) throws(LLMError) -> LLMCore.ExitCode {
    try TokensRun(context: context, reporter: reporter).run(invocation)
  }
}
