internal import ArgumentParser
package import LLMCore

/// `llmctl chat WORD…` without any option, the commonest call there is.
///
/// It needs no parser, whose first use costs two milliseconds of looking up types: as much as a third of the time to the
/// first byte from a server on this machine.
package struct PlainQuestion: Runnable {
  /// What the whole parser would have made of it.
  package let invocation: ChatInvocation

  /// Returns nil for arguments that need the parser.
  init?(_ arguments: [String]) {
    guard arguments.first == ChatCommand.configuration.commandName, !arguments.contains(where: { $0.hasPrefix("-") })
    else { return nil }
    var invocation = ChatInvocation()
    invocation.words = Array(arguments.dropFirst())
    self.invocation = invocation
  }

  package func reporter(_ console: any Console) -> Reporter { Reporter(console: console) }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await ChatRun(context: context, reporter: reporter).run(invocation)
  }
}
