package import ArgumentParser
package import LLMCore

/// `llmctl cost`: what was spent, and what may be.
package struct CostCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "cost",
    abstract: "Report what calls cost, and keep budgets.",
    discussion: """
      Every call is priced when it is made, by the list of that day. What is counted here because the provider told nothing is \
      marked as an estimate; what has no known price is shown as such and never as nothing.

      Examples:
        $ llmctl cost
        $ llmctl cost week --by project
        $ llmctl cost 2026-11-01..2026-11-22 --by model --format csv
        $ llmctl cost month --format html --output cost.html
        $ llmctl cost budget set day 5USD
        $ llmctl cost explain last
        $ llmctl cost stop
      """,
    subcommands: [
      Report.self, CostExplainCommand.self, CostCorrectCommand.self, CostBudgetCommand.self, CostAlertsCommand.self,
      CostStopCommand.self, CostGoCommand.self,
    ], defaultSubcommand: Report.self)

  package init() {}

  /// `llmctl cost [PERIOD]`.
  package struct Report: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "report", abstract: "Report what was spent in a period.",
      usage: "llmctl cost [PERIOD] [OPTIONS]")

    @Argument(
      help: ArgumentHelp(
        "today, yesterday, week, month, all, 7d, 2026-11, 2026-11-22 or FROM..TO (default: month).", valueName: "period"
      ))
    package var period: String?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Group by this (default: what fits the period).",
        valueName: "hour|day|week|month|model|provider|command|project|branch|tag|conversation"))
    package var by: CostGrouping?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "How to print it; html is one page with charts, prometheus is for node_exporter's textfile collector.",
        valueName: "table|json|csv|html|prometheus"))
    package var format: CostInvocation.Format?

    @Option(
      name: .shortAndLong, help: ArgumentHelp("Write it to a file, all at once.", valueName: "file"),
      completion: .file())
    package var output: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Show at most so many rows; 0 shows all.", valueName: "count"))
    package var limit: Int?

    @Flag(name: .long, help: "Print nothing but whether a budget is used up: exit status 1.")
    package var check = false

    @Flag(name: .long, help: "Print one short line for a prompt or tmux.")
    package var statusline = false

    @OptionGroup(title: "Which calls")
    package var scope: SpendScopeOptions

    @Option(
      name: .long, help: ArgumentHelp("Whether the table has colours.", valueName: "auto|always|never"))
    package var color = Appearance.Color.auto

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func validate() throws {
      if let limit, !(0...1_000_000).contains(limit) {
        throw ValidationError("--limit takes a number from 0 to 1000000.")
      }
      if common.json, format.map({ $0 != .json }) ?? false {
        throw ValidationError("--json and --format contradict each other.")
      }
      if check, statusline { throw ValidationError("--check and --statusline contradict each other.") }
      if check || statusline, period != nil || by != nil || format != nil || output != nil || limit != nil {
        throw ValidationError("--check and --statusline are about now, and have one form.")
      }
      if statusline, common.json { throw ValidationError("--statusline is a line of text.") }
      if output?.isEmpty == true { throw ValidationError("--output takes a file.") }
    }

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      if check { return try await BudgetDesk(context: context, reporter: reporter).check(asJSON: common.json) }
      if statusline { return try await StatusLine(context: context).run() }
      var invocation = CostInvocation()
      invocation.period = period
      invocation.grouping = by
      invocation.format = common.json ? .json : format ?? .table
      invocation.output = output
      invocation.limit = limit
      invocation.scope = try scope.scope(in: context)
      invocation.appearance.color = color
      return try await CostRun(context: context, reporter: reporter).run(invocation)
    }
  }
}

extension CostGrouping: ExpressibleByArgument {}
extension CostInvocation.Format: ExpressibleByArgument {}
