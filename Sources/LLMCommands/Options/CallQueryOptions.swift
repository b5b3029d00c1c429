package import ArgumentParser
internal import LLMCore

/// Flags that say which calls are meant.
package struct CallQueryOptions: ParsableArguments, Sendable {
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Only calls of this model: NAME or PROVIDER/NAME.", valueName: "model"))
  package var model: String?

  @Option(name: .long, help: ArgumentHelp("Only calls of this command, such as review.", valueName: "name"))
  package var command: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only calls that ended so: done, partial, refused, cancelled, failed, or interrupted (or not yet); several are separated by commas.",
      valueName: "outcome"))
  package var outcome: String?

  @Flag(name: .long, help: "Only calls without a complete answer.")
  package var failed = false

  @Option(name: .long, help: ArgumentHelp("Only calls with this tag.", valueName: "key=value"))
  package var tag: [String] = []

  @Option(name: .long, help: ArgumentHelp("Only calls made of this prompt template.", valueName: "name"))
  package var prompt: String?

  @Option(name: .long, help: ArgumentHelp("Only calls of the last 90m, 12h, 7d.", valueName: "time"))
  package var since: Lifetime?

  @Option(name: .long, help: ArgumentHelp("Only calls from before the last 90m, 12h, 7d.", valueName: "time"))
  package var until: Lifetime?

  @Option(name: .long, help: ArgumentHelp("Only calls that took at least so long, such as 30s.", valueName: "time"))
  package var minTime: Lifetime?

  @Option(
    name: .long, help: ArgumentHelp("Only calls that cost at least so much, such as 0.10USD.", valueName: "amount"))
  package var minCost: String?

  @Flag(name: .long, help: "The slowest first.")
  package var slow = false

  @Flag(name: .long, help: "The most expensive first.")
  package var expensive = false

  @Option(name: [.customShort("l"), .long], help: ArgumentHelp("How many calls at most.", valueName: "count"))
  package var limit: Int?

  package init() {}

  package func validate() throws {
    if let limit, !(1...100_000).contains(limit) { throw ValidationError("--limit takes a number from 1 to 100000.") }
    if slow, expensive { throw ValidationError("--slow and --expensive are two orders.") }
    if failed, outcome != nil { throw ValidationError("--failed and --outcome contradict each other.") }
    if let outcome, Self.states(outcome) == nil {
      throw ValidationError(
        "--outcome takes \(CallQuery.State.allCases.map(\.word).joined(separator: ", ")).")
    }
    for (name, text) in [("model", model), ("command", command), ("prompt", prompt)]
    where text?.allSatisfy(\.isWhitespace) == true {
      throw ValidationError("--\(name) is empty.")
    }
    if let since, let until, until.duration >= since.duration {
      throw ValidationError("--until has to be a shorter time than --since.")
    }
    if let minCost, Money(usd: minCost) == nil { throw ValidationError("--min-cost takes an amount, such as 0.10USD.") }
    for tag in tag where !tag.dropFirst().contains("=") { throw ValidationError("--tag takes KEY=VALUE.") }
  }

  private static func states(_ text: String) -> [CallQuery.State]? {
    let names = text.split(separator: ",")
    let states = names.compactMap { CallQuery.State(word: String($0)) }
    return states.count == names.count && !states.isEmpty ? states : nil
  }

  /// What was typed, as a plain value.
  ///
  /// - Parameters:
  ///   - words: what has to stand in prompt or answer; empty for anything.
  ///   - limit: how many calls where nobody says.
  ///
  /// Throws `LLMError` for tags that are none.
  func query(words: [String], limit usual: Int, in context: AppContext) throws(LLMError) -> CallQuery {
    var query = CallQuery(limit: limit ?? usual)
    (query.model, query.command, query.prompt) = (model, command, prompt)
    query.states = outcome.flatMap(Self.states) ?? (failed ? [.partial, .refused, .cancelled, .failed, .open] : [])
    query.tags = try Tags.parse(tag)
    query.text = words.isEmpty ? nil : words.joined(separator: " ")
    query.since = since.map { context.time.now() - $0.duration }
    query.until = until.map { context.time.now() - $0.duration }
    query.leastTime = minTime?.duration.milliseconds
    query.leastCost = minCost.flatMap { Money(usd: $0) }
    query.order = slow ? .slowest : expensive ? .dearest : .newest
    return query
  }
}
