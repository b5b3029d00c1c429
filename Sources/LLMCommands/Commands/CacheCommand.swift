package import ArgumentParser
package import LLMCore

/// `llmctl cache`: answers that are kept for those who ask the same again.
package struct CacheCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "Look at, explain, fill and empty the cache of answers.",
    discussion: """
      A complete answer is kept where asking again would bring much the same: with a temperature of at most \
      \(CachePolicy.warmest) or a seed, or with --cache. The same question to the same model is then answered from this \
      machine, for an hour unless --task or --cache-ttl say otherwise, and until the provider has another model answer. \
      Nothing is kept of calls with --no-log, with tools, and of answers that were cut or refused.

      Examples:
        $ llmctl cache stats
        $ llmctl cache explain -o temperature=0 'Name three uses of a bloom filter.'
        $ llmctl cache explain --call last
        $ llmctl cache warm prompts.jsonl -o temperature=0 --cache-ttl 7d
        $ llmctl cache prune --older 7d
      """,
    subcommands: [Stats.self, Explain.self, Prune.self, CacheWarmCommand.self])

  package init() {}

  /// `llmctl cache stats`.
  package struct Stats: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "stats", abstract: "Show how many answers there are, how often they were used, and what that saved.")

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try await CacheReport(context: context).run(asJSON: common.json)
    }
  }

  /// `llmctl cache explain`. Takes what `chat` takes, so that a command line is explained by putting two words before it: only the
  /// whole question tells the key, and the ledger does not have it.
  package struct Explain: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "explain",
      abstract: "Say why a question is answered from the cache, or why not. Nothing is sent.",
      usage: """
        llmctl cache explain [CHAT-OPTIONS] [PROMPT…]
        llmctl cache explain --call ID
        """,
      discussion: "Takes all options of 'llmctl chat'. With --call it tells what became of a call in the ledger.")

    @Option(name: .long, help: ArgumentHelp("A call: its id, the start of it, or 'last'.", valueName: "id"))
    package var call: String?

    @OptionGroup
    package var chat: ChatCommand

    package var common: CommonOptions { chat.common }

    package init() {}

    package func validate() throws {
      if call != nil, !chat.prompt.isEmpty || !chat.file.isEmpty {
        throw ValidationError("--call and a prompt contradict each other.")
      }
    }

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      let explanation = CacheExplanation(context: context, reporter: reporter)
      if let call { return try await explanation.run(call: call, asJSON: common.json) }
      return try await explanation.run(chat.invocation, asJSON: common.json)
    }
  }

  /// `llmctl cache prune`.
  package struct Prune: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "prune",
      abstract: "Remove answers that do not hold any more, and reviews of files from over 30 days ago.")

    @Flag(name: .long, help: "Remove everything that was kept; asks before.")
    package var all = false

    @Option(
      name: .long, help: ArgumentHelp("Remove also what was kept longer ago than this.", valueName: "12h|7d"))
    package var older: Lifetime?

    @Flag(name: .long, help: "Do not ask.")
    package var yes = false

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func validate() throws {
      if all, older != nil { throw ValidationError("--all and --older contradict each other.") }
    }

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      var invocation = CachePruneInvocation()
      (invocation.isForAll, invocation.age) = (all, older?.duration)
      (invocation.isConfirmed, invocation.usesJSON) = (yes, common.json)
      return try await CacheCleaning(context: context, reporter: reporter).run(invocation)
    }
  }
}
