package import ArgumentParser
internal import LLMCore

/// Flags that say what of a suite is asked, how often, and for how much.
package struct SuiteRunOptions: ParsableArguments, Sendable {
  @Option(
    name: .long,
    help: ArgumentHelp("Only cases with this tag, or this word in their name (repeatable).", valueName: "name|tag"))
  package var filter: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("Ask each case so often, whatever the suite says.", valueName: "1-1000"))
  package var times: Int?

  @Flag(name: .long, help: "Go on with the newest run that did not come to its end: ask only what has no result.")
  package var resume = false

  @Flag(
    name: .customLong("retry-errors"), help: "Ask only what ended with an error in the last run, which came to its end."
  )
  package var retryErrors = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many answers to ask for at the same time (default: \(SuiteInvocation.usualJobs)).", valueName: "1-64"))
  package var jobs: Int?

  @Flag(name: .long, help: "Compare later runs with this one, whatever fails in it, unless there are errors in it.")
  package var accept = false

  @Flag(name: .long, help: "Print answers and prices, and send nothing.")
  package var estimate = false

  @Option(
    name: .customLong("max-cost"), help: ArgumentHelp("Send nothing if it could cost more.", valueName: "usd"))
  package var maxCost: String?

  @Flag(name: .customLong("require-price"), help: "Send nothing to a model whose price nobody knows.")
  package var requirePrice = false

  @Option(
    name: .customLong("max-wait"),
    help: ArgumentHelp(
      "Wait at most this long for each answer's rate limits and retries (default: 60 at a terminal, else 300).",
      valueName: "seconds"))
  package var maxWait: Double?

  @Flag(
    name: .long,
    help: "Take kept answers where there are some; what they cost and how long they took is then not measured.")
  package var cache = false

  package init() {}

  package func validate() throws {
    if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 64.") }
    if let times, !(1...1000).contains(times) { throw ValidationError("--times takes a number from 1 to 1000.") }
    if let maxCost, Money(usd: maxCost) == nil { throw ValidationError("--max-cost takes dollars, such as 0.05.") }
    if let maxWait, !(0...86_400).contains(maxWait) {
      throw ValidationError("--max-wait takes a number of seconds from 0 to 86400.")
    }
    if filter.contains("") { throw ValidationError("--filter takes a tag, or a word of a name.") }
    if accept, !filter.isEmpty { throw ValidationError("--accept takes all of a suite; leave out --filter.") }
    if estimate, resume || retryErrors { throw ValidationError("--estimate is about all of a suite.") }
  }

  /// Adds what was typed to a plain value.
  func apply(to invocation: inout SuiteInvocation) {
    (invocation.filters, invocation.repetitions) = (filter, times)
    (invocation.resumes, invocation.retriesErrors) = (resume, retryErrors)
    (invocation.jobs, invocation.accepts) = (jobs ?? SuiteInvocation.usualJobs, accept)
    invocation.asking.estimates = estimate
    invocation.asking.maxCost = maxCost.flatMap(Money.init(usd:))
    invocation.asking.requiresPrice = requirePrice
    invocation.asking.perseverance.maxWait = maxWait.map { .milliseconds(Int($0 * 1000)) }
    invocation.asking.caching.mode = cache ? .always : .never
  }
}
