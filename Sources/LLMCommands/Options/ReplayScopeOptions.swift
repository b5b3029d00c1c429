package import ArgumentParser
internal import LLMCore

/// Which calls are made again, where they are not named one by one. The names differ from those of 'list' where they would say two things
/// here.
package struct ReplayScopeOptions: ParsableArguments, Sendable {
  @Option(name: .long, help: ArgumentHelp("Calls of this model.", valueName: "model"))
  package var whereModel: String?

  @Option(name: .long, help: ArgumentHelp("Calls with this tag.", valueName: "key=value"))
  package var whereTag: [String] = []

  @Option(name: .long, help: ArgumentHelp("Calls of this command, such as chat.", valueName: "name"))
  package var whereCommand: String?

  @Option(name: .long, help: ArgumentHelp("Calls made of this prompt template.", valueName: "name"))
  package var wherePrompt: String?

  @Option(name: .long, help: ArgumentHelp("Calls with these words in prompt or answer.", valueName: "words"))
  package var whereText: String?

  @Flag(name: .long, help: "Calls without a complete answer.")
  package var failed = false

  @Option(name: .long, help: ArgumentHelp("Calls of the last 90m, 12h, 7d.", valueName: "time"))
  package var since: Lifetime?

  @Option(name: .long, help: ArgumentHelp("Calls from before the last 90m, 12h, 7d.", valueName: "time"))
  package var until: Lifetime?

  @Option(
    name: [.customShort("l"), .long], help: ArgumentHelp("How many calls at most; 20 unless told.", valueName: "count"))
  package var limit: Int?

  package init() {}

  /// Whether any of them was typed.
  var isUsed: Bool {
    whereModel != nil || !whereTag.isEmpty || whereCommand != nil || wherePrompt != nil || whereText != nil || failed
      || since != nil || until != nil || limit != nil
  }

  package func validate() throws {
    if let limit, !(1...10_000).contains(limit) { throw ValidationError("--limit takes a number from 1 to 10000.") }
    // An empty variable of a script must not mean everything.
    let typed = [("model", whereModel), ("command", whereCommand), ("prompt", wherePrompt), ("text", whereText)]
    for (name, text) in typed where text?.allSatisfy(\.isWhitespace) == true {
      throw ValidationError("--where-\(name) is empty.")
    }
    if let since, let until, until.duration >= since.duration {
      throw ValidationError("--until has to be a shorter time than --since.")
    }
    for tag in whereTag where !tag.dropFirst().contains("=") { throw ValidationError("--where-tag takes KEY=VALUE.") }
  }

  /// What was typed, as a plain value.
  ///
  /// Throws `LLMError` for tags that are none.
  func query(in context: AppContext) throws(LLMError) -> CallQuery {
    var query = CallQuery(limit: limit ?? 20)
    (query.model, query.command, query.prompt, query.text) = (whereModel, whereCommand, wherePrompt, whereText)
    query.tags = try Tags.parse(whereTag)
    if failed { query.states = [.partial, .refused, .cancelled, .failed, .open] }
    query.since = since.map { context.time.now() - $0.duration }
    query.until = until.map { context.time.now() - $0.duration }
    return query
  }
}
