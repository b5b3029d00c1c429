package import ArgumentParser
package import LLMCore

/// `llmctl models update`.
package struct ModelsUpdateCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Take over the prices of a list that you downloaded.",
    usage: "llmctl models update FILE|- [--check] [--date DAY]\n       llmctl models update --reset",
    discussion: """
      FILE is LiteLLM's model_prices_and_context_window.json; nothing is fetched. Its prices, windows and abilities come before \
      those in the program, which still has the models that the list lacks, and the prices of earlier days. Prices that the \
      configuration has under 'prices' come before both. Calls that were made keep the price they had. A list that is older than \
      the program's does not count.

      Examples:
        $ llmctl models update --check model_prices_and_context_window.json
        $ curl -sS https://example.org/model_prices_and_context_window.json | llmctl models update -
        $ llmctl models update --reset
      """)

  @Argument(help: ArgumentHelp("The list; '-' is standard input.", valueName: "file"))
  package var file: String?

  @Flag(name: .long, help: "Print what would change, and change nothing.")
  package var check = false

  @Flag(name: .long, help: "Go back to the prices in the program.")
  package var reset = false

  @Option(name: .long, help: ArgumentHelp("When the list was taken (default: today).", valueName: "yyyy-mm-dd"))
  package var date: String?

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if reset, file != nil || check || date != nil { throw ValidationError("--reset takes nothing else.") }
    if !reset, file == nil { throw ValidationError("Name the file with the prices, or '-' for standard input.") }
    if let date, ListedDay.number(date) == nil {
      throw ValidationError("--date takes a day, such as 2026-11-22.")
    }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    let update = PriceUpdate(context: context, reporter: reporter)
    guard let file, !reset else { return try update.reset(asJSON: common.json) }
    return try update.run(file, day: date.flatMap(ListedDay.number), isTrial: check, asJSON: common.json)
  }
}
