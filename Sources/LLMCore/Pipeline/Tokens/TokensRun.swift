/// One run of `llmctl tokens` that needs no network: from what was typed to the exit code.
package struct TokensRun: Sendable {
  private let context: LocalContext
  private let reporter: Reporter

  package init(context: LocalContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Counts and prints.
  ///
  /// Throws `LLMError` for what stops the count; what is only left out is told and becomes the exit code.
  package func run(_ invocation: TokensInvocation) throws(LLMError) -> ExitCode {
    let basis = try TokenizerChoice(context: context).basis(encoding: invocation.encoding, model: invocation.model)
    reporter.detail("counting with \(basis.encoding)")
    if let reason = basis.reason { reporter.notice(reason) }
    let inputs = try InputCounter(context: context, basis: basis, invocation: invocation).count()
    let output = OutputWriter(console: context.console)
    if invocation.printsJSON {
      try output.show(TokensDocument(inputs, basis: basis, model: invocation.model).json)
    } else if !inputs.isEmpty {
      try output.show(TokenListing(inputs, basis: basis).text)
    }
    return tell(inputs)
  }

  /// Says what was left out, and what that makes of the run.
  private func tell(_ inputs: [InputCount]) -> ExitCode {
    for input in inputs where input.kind == .folder {
      let files = "\(input.files.count) file\(input.files.count == 1 ? "" : "s") counted"
      reporter.notice(
        "\(input.path.shown): \(files)" + (input.skipped.words.map { "; \($0) skipped" } ?? ""))
    }
    var code = ExitCode.complete
    for input in inputs where input.isCut {
      let cut = input.kind == .folder ? input.files.filter(\.isCut).map(\.path.shown) : [input.path.shown]
      for path in cut { reporter.warning("\(path) is longer than the limit and was cut") }
      code = .partial
    }
    for failure in inputs.flatMap(\.failures) {
      reporter.warning("cannot read \(failure.path.shown): \(failure.error.phrase)")
      code = .noInput
    }
    return code
  }
}
