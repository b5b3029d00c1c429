package import ArgumentParser
package import LLMCore

/// `llmctl replay list`.
package struct ReplayListCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List calls, the newest first.",
    discussion: """
      Words are looked for in prompts and answers, and all of them have to be there. Signs do not count, and in scripts without \
      blanks between words all up to the next sign is one word, which is found by its beginning. The six characters of an id are \
      enough to name a call.

      Examples:
        $ llmctl replay list
        $ llmctl replay list --failed --since 1d
        $ llmctl replay list --expensive -l 5
        $ llmctl replay list 'connection pool' -m gpt-4.1
      """)

  @Argument(help: "Words that stand in the prompt or the answer.")
  package var words: [String] = []

  @OptionGroup
  package var calls: CallQueryOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    let query = try calls.query(words: words, limit: 20, in: context)
    return try await CallListing(context: context).list(query, asJSON: common.json)
  }
}

/// `llmctl replay show`.
package struct ReplayShowCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one call: what was asked, what came back, and what it took.",
    usage: "llmctl replay show [ID] [OPTIONS]")

  @Argument(help: "The call's id, its start or its last six characters; 'last', or 'last~1' for the one before.")
  package var id = "last"

  @Flag(name: .long, help: "Print the request's body as it was sent.")
  package var sent = false

  @Flag(name: .long, help: "Print the reply's body as it was received.")
  package var received = false

  @Flag(name: .long, help: "Print when it was sent, and when each piece of the reply came, with all tries.")
  package var timeline = false

  @Option(
    name: .long, help: ArgumentHelp("Which try --sent and --received show; the last unless told.", valueName: "n"))
  package var attempt: Int?

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    guard [sent, received, timeline].filter(\.self).count <= 1 else {
      throw ValidationError("--sent, --received and --timeline show different things.")
    }
    if attempt != nil, !sent, !received { throw ValidationError("--attempt needs --sent or --received.") }
    if common.json, sent || received || timeline {
      throw ValidationError("--json has all of it; --sent, --received and --timeline print one thing alone.")
    }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    let view: CallListing.View = sent ? .sent : received ? .received : timeline ? .timeline : .sheet
    return try await CallListing(context: context).show(id, as: view, attempt: attempt, asJSON: common.json)
  }
}

/// `llmctl replay last`.
package struct ReplayLastCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "last", abstract: "Show the newest call, as 'show last' does.")

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await CallListing(context: context).show("last", asJSON: common.json)
  }
}

/// `llmctl replay ID` and `llmctl replay WORDS`, which name no command.
package struct ReplayFindCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "find", abstract: "Show a call by its id, or list those that have the words.", shouldDisplay: false)

  @Argument(help: "An id, or words that stand in the prompt or the answer.")
  package var words: [String] = []

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    let listing = CallListing(context: context)
    var reason: LLMError?
    if words.count == 1, let word = words.first {
      let (isCall, doubt) = try await isCall(word, in: context)
      if isCall { return try await listing.show(word, asJSON: common.json) }
      reason = doubt ?? Self.mistaken(word)
    }
    var query = CallQuery(limit: 20)
    query.text = words.isEmpty ? nil : words.joined(separator: " ")
    return try await listing.list(query, asJSON: common.json, orElse: reason)
  }

  /// Whether it names a call; where it could name several, it may all the same stand in prompts and answers.
  private func isCall(_ word: String, in context: AppContext) async throws(LLMError) -> (Bool, LLMError?) {
    do throws(LLMError) {
      return (try await CallFinder(context: context).find(word) != nil, nil)
    } catch {
      switch error.code {
      case .inputMissing: return (false, error)
      // What is damaged of it does not keep it from being shown.
      case .inputInvalid: return (true, nil)
      default: throw error
      }
    }
  }

  /// What is said of a word that looks like a command and stands nowhere.
  private static func mistaken(_ word: String) -> LLMError? {
    let names = ReplayCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    return Suggestion.nearest(to: word, among: names).map { nearest in
      LLMError(
        .usage, "'\(SafeText.line(word).text)' is neither a command nor a call, and stands in none",
        advice: "Did you mean 'llmctl replay \(nearest)'?")
    }
  }
}
