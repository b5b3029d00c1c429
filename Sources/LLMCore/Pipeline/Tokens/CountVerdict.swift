/// Says what was left out of a count, and what that makes of the run.
struct CountVerdict {
  let basis: TokenBasis
  let reporter: Reporter

  /// The exit code. What could not be read weighs most, since it leaves the rest in doubt; then the budget, then a limit.
  func tell(_ inputs: [InputCount], budget: Int?) -> ExitCode {
    var code = ExitCode.complete
    for input in inputs where input.isCut {
      let cut = input.kind == .folder ? input.filesByPath.filter(\.isCut).map(\.path.shown) : [input.path.spoken]
      for path in cut { reporter.warning("\(path) is longer than the limit and was cut") }
      code = .partial
    }
    if let budget, let excess = excess(of: inputs, over: budget) {
      reporter.warning(excess)
      code = .gateFailed
    }
    for failure in inputs.flatMap(\.failures) {
      reporter.warning("cannot read \(failure.path.spoken): \(failure.error.phrase)")
      code = .noInput
    }
    return code
  }

  /// By how much the inputs exceed a budget, as a sentence; nil where they do not.
  private func excess(of inputs: [InputCount], over budget: Int) -> String? {
    let tokens = basis.tokens(inputs.reduce(0) { $0 + $1.tokens })
    guard tokens > budget else { return nil }
    let isLowerBound = inputs.contains(where: \.isStopped)
    return "over the budget of \(budget) tokens by \(isLowerBound ? "at least " : "")\(tokens - budget)"
      + (isLowerBound ? "; counting was stopped there" : ", \(basis.exactness.words)")
  }
}
