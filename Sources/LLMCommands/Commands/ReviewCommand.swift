package import ArgumentParser
package import LLMCore

/// `llmctl review`: findings about a change.
package struct ReviewCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Have a model review a change, and prove where each finding stands.",
    usage: "llmctl review [OPTIONS] [RANGE|-] [-- PATH…]",
    discussion: """
      Without RANGE the change is what differs from HEAD, with files that git does not know yet. A finding is printed only if \
      the code it quotes stands in the change; what was skipped or could not be reviewed is always named.

      Exit status: 0 nothing found, 1 findings of the severity of --fail-on (warning) or above, 4 not all of the change was \
      reviewed. With --format sarif findings do not count unless --fail-on is given.

      Secrets in the change are replaced before it is sent, and reported. Text in it that speaks to the reviewer is data to \
      the model, and reported.

      Examples:
        $ llmctl review
        $ llmctl review --staged --fail-on critical
        $ llmctl review main...HEAD --format sarif > review.sarif
        $ llmctl review --base main --format github
        $ git format-patch --stdout -3 | llmctl review -
        $ llmctl review --estimate v1.2..v1.3 -- src
        $ llmctl review dismiss 1a2b3c4d --reason 'checked by the caller'
        $ llmctl review --install-hook pre-push --fail-on critical
      """,
    subcommands: [ReviewDismissCommand.self])

  @OptionGroup
  package var change: ReviewChangeOptions

  @OptionGroup
  package var report: ReviewReportOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many parts to review at the same time (default: \(ReviewInvocation.usualJobs)).", valueName: "1-64"))
  package var jobs: Int?

  @Flag(name: .long, help: "Review generated, vendored, lock and minified files, too.")
  package var all = false

  @Flag(
    name: .long,
    help: "Go on with a review that was interrupted: send nothing unless some of the change was reviewed before.")
  package var resume = false

  @Flag(name: .customLong("no-redact"), help: "Send secrets as they are.")
  package var noRedact = false

  @Flag(name: .long, help: "Print parts, tokens and the highest price, and send nothing.")
  package var estimate = false

  @Option(
    name: .customLong("max-cost"), help: ArgumentHelp("Send nothing if it could cost more.", valueName: "usd"))
  package var maxCost: String?

  @Flag(name: .customLong("require-price"), help: "Send nothing to a model whose price nobody knows.")
  package var requirePrice = false

  @Option(
    name: .customLong("install-hook"),
    help: ArgumentHelp(
      "Have git review what is about to be committed or pushed, with the other options.",
      valueName: ReviewHook.allCases.map(\.rawValue).joined(separator: "|")))
  package var installHook: ReviewHook?

  @Option(name: .long, help: ArgumentHelp("Write messages in this language.", valueName: "name"))
  package var language: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The model: NAME, an alias, PROVIDER/NAME, or auto.", valueName: "model"))
  package var model: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Set a parameter of the model, as in chat.", valueName: "name=value"))
  package var option: [String] = []

  @OptionGroup
  package var purpose: TaskOptions

  @OptionGroup
  package var record: RecordOptions

  @OptionGroup
  package var keys: KeyOptions

  @OptionGroup
  package var failures: PerseveranceOptions

  @OptionGroup
  package var cache: CacheOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 64.") }
    if let maxCost, Money(usd: maxCost) == nil { throw ValidationError("--max-cost takes dollars, such as 0.05.") }
    if installHook != nil, !change.isEmpty || estimate {
      throw ValidationError(
        "--install-hook takes no RANGE and no --estimate: the hook reviews what git is about to do.")
    }
    if resume, cache.noCache { throw ValidationError("--resume and --no-cache contradict each other.") }
    try cache.check(!record.noLog, purpose.task)
    if common.json, report.format.map({ $0 != .json }) ?? false {
      throw ValidationError("--json and --format contradict each other.")
    }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await ReviewRun(context: context, reporter: reporter).run(invocation)
  }

  /// What was typed, as a plain value.
  package var invocation: ReviewInvocation {
    var invocation = ReviewInvocation()
    (invocation.source, invocation.paths) = (change.source, change.paths.map { RawPath($0) })
    report.apply(to: &invocation)
    if common.json { invocation.format = .json }
    invocation.jobs = jobs ?? ReviewInvocation.usualJobs
    (invocation.takesAll, invocation.redacts, invocation.estimates) = (all, !noRedact, estimate)
    (invocation.language, invocation.asksAgain, invocation.resumes) = (language, cache.noCache, resume)
    (invocation.asking.model, invocation.asking.task) = (model, purpose.task)
    invocation.asking.options = option
    record.apply(to: &invocation.asking)
    invocation.asking.keyLabel = keys.keyLabel
    invocation.asking.perseverance = failures.perseverance
    invocation.asking.sharing = failures.sharing
    invocation.asking.requiresPrice = requirePrice
    invocation.asking.caching = cache.use
    invocation.asking.maxCost = maxCost.flatMap(Money.init(usd:))
    return invocation
  }
}
