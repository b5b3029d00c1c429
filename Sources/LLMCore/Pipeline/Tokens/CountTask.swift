/// Counts inputs and prints the numbers.
struct CountTask {
  let context: LocalContext
  let reporter: Reporter
  let basis: TokenBasis
  let price: InputPrice?
  let invocation: TokensInvocation
  let view: TokenListing.View

  /// Counts, prints, and says what was left out.
  ///
  /// Throws `LLMError`.
  func run() throws(LLMError) -> ExitCode {
    let monitor = CountMonitor(
      context: context, isQuiet: reporter.verbosity == .quiet, expectedBytes: expectedBytes)
    let inputs: [InputCount]
    do throws(LLMError) {
      inputs = try InputCounter(context: context, basis: basis, invocation: invocation, monitor: monitor).count()
      monitor.finish()
    } catch {
      monitor.finish()
      throw error
    }
    let output = OutputWriter(console: context.console)
    try CountPrinter(basis: basis, price: price, invocation: invocation).show(inputs, as: view, on: output)
    return tell(inputs, monitor)
  }

  /// The size of all inputs where each is a regular file.
  private var expectedBytes: Int? {
    guard context.console.errorIsTerminal, !invocation.paths.isEmpty else { return nil }
    var sum = 0
    for path in invocation.paths {
      guard path != InputCounter.standardInput,
        let status = try? context.tree.status(of: RawPath(path), followsLinks: true), status.kind == .regular
      else { return nil }
      sum += min(status.size, invocation.limit ?? .max)
    }
    return sum
  }

  private func tell(_ inputs: [InputCount], _ monitor: CountMonitor) -> ExitCode {
    for input in inputs where input.kind == .folder {
      let files = "\(input.files.count) file\(input.files.count == 1 ? "" : "s") counted"
      reporter.notice("\(input.path.shown): \(files)" + (input.skipped.words.map { "; \($0) skipped" } ?? ""))
    }
    if let (spelling, path) = monitor.special {
      reporter.notice(
        "\(path.spoken) spells the special token \(spelling), counted as text; '--special allow' counts it as one token"
      )
    }
    return CountVerdict(basis: basis, reporter: reporter).tell(inputs, budget: invocation.budget)
  }
}
