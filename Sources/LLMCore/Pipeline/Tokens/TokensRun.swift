/// One run of `llmctl tokens` that needs no network: from what was typed to the exit code.
package struct TokensRun: Sendable {
  private let context: LocalContext
  private let reporter: Reporter

  package init(context: LocalContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Does what was asked for.
  ///
  /// Throws `LLMError` for what stops the run; what is only left out is told and becomes the exit code.
  package func run(_ invocation: TokensInvocation) throws(LLMError) -> ExitCode {
    let choice = try TokenizerChoice(context: context).choose(encoding: invocation.encoding, model: invocation.model)
    let basis = choice.basis
    reporter.detail("counting with \(basis.encoding)")
    if let reason = basis.reason { reporter.notice(reason) }
    let price = InputPrice(of: choice.model, at: context.time.now(), in: PriceBook(context, reporter))
    switch invocation.task {
    case .count(let view):
      return try CountTask(
        context: context, reporter: reporter, basis: basis, price: price, invocation: invocation, view: view
      ).run()
    case .ids, .show, .truncate, .split:
      return try TextTask(context: context, reporter: reporter, basis: basis, invocation: invocation).run()
    case .change(let range):
      return try ChangeTask(
        context: context, reporter: reporter, basis: basis, price: price, invocation: invocation, range: range
      ).run()
    case .chat:
      return try ConversationTask(
        context: context, reporter: reporter, basis: basis, price: price, invocation: invocation
      ).run()
    }
  }
}
