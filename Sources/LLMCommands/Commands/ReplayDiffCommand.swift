package import ArgumentParser
package import LLMCore

/// `llmctl replay diff`.
package struct ReplayDiffCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare calls: requests, answers, tool calls, tokens, money and time.",
    discussion: """
      Two calls are compared in full. One call that runs another one again is compared with that one. Three and more are a \
      table: what each model took, and how often its answers agree.

      Answers are compared by words, and by structure where both are JSON. Without colours, [-this-] is only in the first \
      answer and {+this+} only in the second. What nobody knows is called unknown.

      Answers that differ are no error: the exit status is 0, and with --exit-code it is 1. That is about answers and tool \
      calls; times and prices always differ.

      A judge is asked twice, with the answers changed over, and believed where it says the same both times. It costs what \
      it costs, which is said before and after.

      Examples:
        $ llmctl replay diff last~1 last
        $ llmctl replay diff 01KA 01KB --format unified
        $ llmctl replay diff last~1 last --judge openai/gpt-4o
        $ llmctl replay diff 01KA 01KB 01KC --format html --output calls.html
      """)

  @Argument(
    help: ArgumentHelp(
      "The calls' ids, the starts of them, 'last', or 'last~2' for the second before it.", valueName: "id"))
  package var ids: [String]

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How to print it (default: side on a wide terminal, else unified).", valueName: "side|unified|json|html"))
  package var format: ComparisonInvocation.Format?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write it to a file, all at once.", valueName: "file"), completion: .file())
  package var output: String?

  @Flag(name: .long, help: "Show all lines, also those that are the same.")
  package var full = false

  @Flag(name: .customLong("exit-code"), help: "Exit with 1 where the answers differ.")
  package var exitCode = false

  @Option(name: .long, help: ArgumentHelp("Have this model say which answer is better.", valueName: "model"))
  package var judge: String?

  @Option(
    name: .customLong("max-cost"),
    help: ArgumentHelp("What judging may cost at most, in dollars; nothing is asked above it.", valueName: "usd"))
  package var maxCost: String?

  @Option(name: .long, help: ArgumentHelp("Whether the text has colours.", valueName: "auto|always|never"))
  package var color = Appearance.Color.auto

  @OptionGroup(title: "What is kept of the judge's calls")
  package var record: RecordOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if ids.count > 1000 { throw ValidationError("At most 1000 calls are compared.") }
    if common.json, format.map({ $0 != .json }) ?? false {
      throw ValidationError("--json and --format contradict each other.")
    }
    if output?.isEmpty == true { throw ValidationError("--output takes a file.") }
    if judge?.isEmpty == true { throw ValidationError("--judge takes a model.") }
    if let maxCost, Money(usd: maxCost) == nil { throw ValidationError("--max-cost takes dollars, such as 0.05.") }
    if judge == nil, maxCost != nil {
      throw ValidationError("--max-cost is about --judge; nothing else costs anything.")
    }
    if judge != nil, ids.count > 2 { throw ValidationError("--judge compares two calls.") }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    var invocation = ComparisonInvocation()
    invocation.references = ids
    invocation.format = common.json ? .json : format
    (invocation.output, invocation.isFull, invocation.failsOnDifference) = (output, full, exitCode)
    invocation.appearance.color = color
    invocation.judge = judge.map { model in
      var asking = ChatInvocation()
      asking.model = model
      asking.maxCost = maxCost.flatMap(Money.init(usd:))
      record.apply(to: &asking)
      return asking
    }
    return try await ComparisonRun(context: context, reporter: reporter).run(invocation)
  }
}

extension ComparisonInvocation.Format: ExpressibleByArgument {}
