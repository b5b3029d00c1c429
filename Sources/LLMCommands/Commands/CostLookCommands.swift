package import ArgumentParser
package import LLMCore

/// `llmctl cost explain`.
package struct CostExplainCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show how the price of one call was made up, try by try.")

  @Argument(help: "The call's id, the start of it, or 'last'.")
  package var id = "last"

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await CostExplanation(context: context).run(id, asJSON: common.json)
  }
}

/// `llmctl cost correct`.
package struct CostCorrectCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Put what the provider says that a call cost in the place of an estimate.",
    discussion: """
      For calls that broke off, got lost or have no price: 'llmctl cost explain' tells which these are. Reports and budgets have the \
      new amount at once.

      Examples:
        $ llmctl cost correct last 0.0042USD
      """)

  @Argument(help: "The call's id, the start of it, or 'last'.")
  package var id: String

  @Argument(help: ArgumentHelp("What it cost, such as 0.0042USD; 0USD for nothing.", valueName: "amount"))
  package var amount: String

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    guard money != nil else { throw ValidationError("'\(amount)' is no amount of dollars, such as 0.0042USD.") }
  }

  /// Nothing is an amount here.
  private var money: Money? {
    if let money = Money(usd: amount) { return money }
    return ["0", "0USD", "$0"].contains(amount.uppercased()) ? .zero : nil
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await CostCorrection(context: context, reporter: reporter).run(id, to: money ?? .zero)
  }
}

/// `llmctl cost alerts`.
package struct CostAlertsCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "Tell what is out of the ordinary: exit status 1 when anything is.",
    discussion: """
      Spending of this hour above one and a half times the usual, slow answers (95 of 100 in more than 10 s, over 5 minutes), failures \
      (more than 5 %, over 10 minutes), budgets above 80 %, and answers that became much shorter.
      """)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Run this with sh once for each new event; LLMCTL_ALERT and LLMCTL_ALERT_TEXT tell what it is.",
      valueName: "command"))
  package var run: String?

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await AlertRun(context: context, reporter: reporter).run(command: run, asJSON: common.json)
  }
}

/// `llmctl cost stop`.
package struct CostStopCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Stop all calls at once, also those under way.",
    discussion:
      "Until 'llmctl cost go', every call is refused with exit status 3. LLMCTL_STOP=1 does the same for one environment."
  )

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await StopDesk(context: context, reporter: reporter).stop()
  }
}

/// `llmctl cost go`.
package struct CostGoCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "go", abstract: "Let calls run again after 'llmctl cost stop'.")

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try StopDesk(context: context, reporter: reporter).go()
  }
}
