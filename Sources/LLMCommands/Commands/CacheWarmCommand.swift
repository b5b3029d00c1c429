package import ArgumentParser
package import LLMCore

/// `llmctl cache warm`.
package struct CacheWarmCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "warm",
    abstract: "Ask prompts ahead of time, so that their answers are there when they are asked for.",
    usage: "llmctl cache warm [OPTIONS] FILE",
    discussion: """
      Each line of the file is a JSON string, or an object with "prompt" and perhaps "system". They have to be asked later \
      with the same model, system text and options. What is there already is not asked.
      """)

  @Argument(help: "The file with the prompts, in JSON lines.", completion: .file())
  package var file: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The model: NAME, an alias, or PROVIDER/NAME.", valueName: "model"))
  package var model: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The system text, or @FILE to read it.", valueName: "text|@file"))
  package var system: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Set a parameter of the model, as in chat.", valueName: "name=value"))
  package var option: [String] = []

  @Option(name: .long, help: ArgumentHelp("How many to ask at the same time.", valueName: "1-64"))
  package var jobs = 4

  @Option(
    name: .customLong("max-cost"),
    help: ArgumentHelp("Do not ask a prompt whose answer could cost more.", valueName: "usd"))
  package var maxCost: String?

  @Option(name: .long, help: ArgumentHelp("Label the calls in the ledger.", valueName: "key=value"))
  package var tag: [String] = []

  @OptionGroup
  package var keys: KeyOptions

  @OptionGroup
  package var failures: PerseveranceOptions

  @OptionGroup
  package var purpose: TaskOptions

  @OptionGroup
  package var cache: CacheOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if !(1...64).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 64.") }
    if let maxCost, Money(usd: maxCost) == nil { throw ValidationError("--max-cost takes dollars, such as 0.05.") }
    try cache.check(true, purpose.task)
    if cache.noCache || cache.cacheOnly {
      throw ValidationError("--no-cache and --cache-only leave nothing to do: answers are asked for to be kept.")
    }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    var asking = ChatInvocation()
    (asking.model, asking.system, asking.options, asking.tags) = (model, system, option, tag)
    (asking.keyLabel, asking.perseverance, asking.sharing) = (keys.keyLabel, failures.perseverance, failures.sharing)
    asking.task = purpose.task
    (asking.caching, asking.maxCost) = (cache.use, maxCost.flatMap(Money.init(usd:)))
    return try await CacheWarming(context: context, reporter: reporter)
      .run(file, asking, jobs: jobs, asJSON: common.json)
  }
}
