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
      """,
    subcommands: [ReviewDismissCommand.self])

  @Argument(help: "A..B, A...B, or one commit; '-' reads a diff from standard input. Paths go behind '--'.")
  package var range: String?

  @Argument(parsing: .postTerminator, help: "Review these files and folders only.")
  package var paths: [String] = []

  @Flag(name: .long, help: "Review what is staged.")
  package var staged = false

  @Flag(name: .long, help: "Review what is not staged.")
  package var unstaged = false

  @Option(name: .long, help: ArgumentHelp("Review what differs from where this and HEAD parted.", valueName: "commit"))
  package var base: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How to print the findings (default: text).",
      valueName: ReportFormat.allCases.map(\.rawValue).joined(separator: "|")))
  package var format: ReportFormat?

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp(
      "From which severity on findings make the exit status 1 (default: warning).",
      valueName: ReviewGate.Threshold.words.joined(separator: "|")))
  package var failOn: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Findings of this file are no news: they do not count.", valueName: "file"), completion: .file())
  package var baseline: String?

  @Option(
    name: .customLong("write-baseline"),
    help: ArgumentHelp("Write the findings to a baseline file.", valueName: "file"), completion: .file())
  package var writeBaseline: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Look for these only, with commas between: \(FindingCategory.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "categories"))
  package var focus: String?

  @Option(
    name: .customLong("min-confidence"),
    help: ArgumentHelp("Leave out what the model is less sure of.", valueName: "0-1"))
  package var minConfidence: Double?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many parts to review at the same time (default: \(ReviewInvocation.usualJobs)).", valueName: "1-64"))
  package var jobs: Int?

  @Flag(name: .long, help: "Review generated, vendored, lock and minified files, too.")
  package var all = false

  @Flag(name: .customLong("no-cache"), help: "Ask about parts again that were reviewed before.")
  package var noCache = false

  @Option(
    name: .long, help: ArgumentHelp("Write the report to this file.", valueName: "file"), completion: .file())
  package var output: String?

  @Flag(name: .customLong("no-redact"), help: "Send secrets as they are.")
  package var noRedact = false

  @Flag(name: .long, help: "Print parts, tokens and the highest price, and send nothing.")
  package var estimate = false

  @Option(
    name: .customLong("max-cost"), help: ArgumentHelp("Send nothing if it could cost more.", valueName: "usd"))
  package var maxCost: String?

  @Flag(name: .customLong("show-known"), help: "List findings that are no news, too.")
  package var showKnown = false

  @Option(name: .long, help: ArgumentHelp("Write messages in this language.", valueName: "name"))
  package var language: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The model: NAME, an alias, or PROVIDER/NAME.", valueName: "model"))
  package var model: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Set a parameter of the model, as in chat.", valueName: "name=value"))
  package var option: [String] = []

  @Flag(name: [.customShort("n"), .customLong("no-log")], help: "Keep prompts and answers out of the ledger.")
  package var noLog = false

  @Option(name: .long, help: ArgumentHelp("Label the calls in the ledger.", valueName: "key=value"))
  package var tag: [String] = []

  @OptionGroup
  package var keys: KeyOptions

  @OptionGroup
  package var failures: PerseveranceOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    let sources = [staged, unstaged, base != nil, range != nil].count { $0 }
    if sources > 1 { throw ValidationError("RANGE, --staged, --unstaged and --base contradict each other.") }
    if range == "-", !paths.isEmpty {
      throw ValidationError("Paths narrow down what git says, not a diff that is given.")
    }
    if let failOn, ReviewGate.Threshold(failOn) == nil {
      throw ValidationError("--fail-on takes \(ReviewGate.Threshold.words.joined(separator: ", ")).")
    }
    if let minConfidence, !(0...1).contains(minConfidence) {
      throw ValidationError("--min-confidence takes a number from 0 to 1.")
    }
    if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 64.") }
    for word in words(of: focus) where FindingCategory(rawValue: word) == nil {
      throw ValidationError(
        "--focus knows no '\(word)'; it takes \(FindingCategory.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    if let maxCost, Money(usd: maxCost) == nil { throw ValidationError("--max-cost takes dollars, such as 0.05.") }
    if common.json, format.map({ $0 != .json }) ?? false {
      throw ValidationError("--json and --format contradict each other.")
    }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await ReviewRun(context: context, reporter: reporter).run(invocation)
  }

  /// What was typed, as a plain value.
  package var invocation: ReviewInvocation {
    var invocation = ReviewInvocation()
    invocation.source = source
    invocation.paths = paths.map { RawPath($0) }
    invocation.format = format ?? (common.json ? .json : .text)
    invocation.threshold = failOn.flatMap(ReviewGate.Threshold.init)
    (invocation.baseline, invocation.newBaseline) = (baseline, writeBaseline)
    invocation.focus = words(of: focus).compactMap(FindingCategory.init(rawValue:))
    invocation.minConfidence = minConfidence ?? 0
    invocation.jobs = jobs ?? ReviewInvocation.usualJobs
    (invocation.takesAll, invocation.redacts, invocation.estimates) = (all, !noRedact, estimate)
    (invocation.showsKnown, invocation.language) = (showKnown, language)
    (invocation.asksAgain, invocation.output) = (noCache, output)
    invocation.asking.model = model
    invocation.asking.options = option
    invocation.asking.tags = tag
    invocation.asking.isLogged = !noLog
    invocation.asking.keyLabel = keys.keyLabel
    invocation.asking.perseverance = failures.perseverance
    invocation.asking.sharing = failures.sharing
    invocation.asking.maxCost = maxCost.flatMap(Money.init(usd:))
    return invocation
  }

  private var source: ReviewInvocation.Source {
    if range == "-" { return .standardInput }
    if staged { return .repository(.staged) }
    if unstaged { return .repository(.unstaged) }
    if let base { return .repository(.base(base)) }
    return .repository(range.map { ReviewSource($0) } ?? .workTree)
  }

  private func words(of list: String?) -> [String] {
    (list ?? "").split(separator: ",").map { String($0).trimmingBlanks.lowercased() }
  }
}

extension ReportFormat: ExpressibleByArgument {}
