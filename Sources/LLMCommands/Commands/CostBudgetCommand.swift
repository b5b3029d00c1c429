package import ArgumentParser
package import LLMCore

/// `llmctl cost budget`.
package struct CostBudgetCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "budget",
    abstract: "Set, list and remove budgets.",
    discussion: """
      Before a call is sent, the most that it may cost is set aside in all budgets that it falls into; afterwards it counts with \
      what it cost. So many processes at once stay below a limit, and one that is killed is counted with the most it may have cost. \
      A call that does not fit is refused with exit status 3.

      Examples:
        $ llmctl cost budget set day 5USD
        $ llmctl cost budget set month 40USD --model openai/gpt-4o --over openai/gpt-4o-mini
        $ llmctl cost budget set hour 500k-tokens --command review --soft
        $ llmctl cost budget list
        $ llmctl cost budget rm day
      """,
    subcommands: [Set.self, List.self, Remove.self], defaultSubcommand: List.self)

  package init() {}

  /// `llmctl cost budget set`.
  package struct Set: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Set a budget, in place of one for the same time and calls.")

    @Argument(help: ArgumentHelp("The time that it is for, where you are.", valueName: "hour|day|week|month"))
    package var unit: LocalCalendar.Unit

    @Argument(help: ArgumentHelp("The limit: 5USD, $0.50, 200k-tokens.", valueName: "limit"))
    package var limit: BudgetLimit

    @Flag(name: .long, help: "Only warn, and let every call through.")
    package var soft = false

    @Option(name: .long, help: ArgumentHelp("Warn from so much of the limit on.", valueName: "percent"))
    package var warn = 80

    @Option(
      name: .long,
      help: ArgumentHelp(
        "What to do with a call that does not fit: refuse it, show an earlier answer to the same question, or ask this model instead.",
        valueName: "refuse|kept|model"))
    package var over: String?

    @OptionGroup(title: "Which calls")
    package var scope: SpendScopeOptions

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func validate() throws {
      guard (1...100).contains(warn) else { throw ValidationError("--warn takes a number from 1 to 100.") }
      if soft, over != nil { throw ValidationError("--over is for budgets that hold calls back; --soft does not.") }
      if over?.isEmpty == true { throw ValidationError("--over takes refuse, kept or a model.") }
    }

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      var budget = Budget(unit: unit, scope: try scope.scope(in: context), limit: limit.limit)
      budget.isHard = !soft
      budget.warnsAt = warn
      switch over {
      case nil, "refuse"?: budget.overrun = .refuse
      case "kept"?: budget.overrun = .kept
      case let model?: budget.overrun = .reduced(model)
      }
      return try await BudgetDesk(context: context, reporter: reporter).set(budget)
    }
  }

  /// `llmctl cost budget list`.
  package struct List: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show all budgets with what is left of them.")

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try await BudgetDesk(context: context, reporter: reporter).list(asJSON: common.json)
    }
  }

  /// `llmctl cost budget rm`.
  package struct Remove: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "rm", abstract: "Remove a budget by its name, as the list shows it.", aliases: ["remove"])

    @Argument(help: ArgumentHelp("The name; its words are joined with spaces.", valueName: "name"))
    package var name: [String]

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try await BudgetDesk(context: context, reporter: reporter).remove(name.joined(separator: " "))
    }
  }
}

extension LocalCalendar.Unit: ExpressibleByArgument {}
