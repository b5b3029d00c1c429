package import ArgumentParser
internal import LLMCore

/// How calls are made again.
package struct ReplayTaskOptions: ParsableArguments, Sendable {
  @Option(name: .long, help: ArgumentHelp("Ask so often, to see how far answers differ.", valueName: "count"))
  package var times = 1

  @Option(name: .long, help: ArgumentHelp("How many calls at the same time.", valueName: "count"))
  package var jobs = 4

  @Flag(name: .long, help: "Print what it will cost, and make no call.")
  package var estimate = false

  @Option(
    name: .customLong("max-cost"), help: ArgumentHelp("What each call may cost at most, in dollars.", valueName: "usd"))
  package var maxCost: String?

  @Option(
    name: .long, help: ArgumentHelp("Write a page with the answers beside each other.", valueName: "file"),
    completion: .file())
  package var html: String?

  @Flag(name: .long, help: "Do not ask before more calls than one are made; needed where nobody can be asked.")
  package var yes = false

  @Flag(name: .long, help: "Print tokens, price and time behind the answer.")
  package var usage = false

  @OptionGroup
  package var appearance: AppearanceOptions

  package init() {}

  package func validate() throws {
    guard (1...1000).contains(times) else { throw ValidationError("--times takes a number from 1 to 1000.") }
    guard (1...64).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 64.") }
    if let maxCost, Money(usd: maxCost) == nil { throw ValidationError("--max-cost takes dollars, such as 0.05.") }
    if html?.isEmpty == true { throw ValidationError("--html takes a file.") }
    if appearance.noHistory { throw ValidationError("--no-history is about what is typed in 'chat'.") }
  }

  func apply(to invocation: inout ReplayInvocation) {
    (invocation.times, invocation.jobs, invocation.isSure, invocation.page) = (times, jobs, yes, html)
    invocation.estimates = estimate
    invocation.asking.maxCost = maxCost.flatMap { Money(usd: $0) }
    invocation.asking.showsUsage = usage
    invocation.asking.appearance = appearance.appearance
  }
}
