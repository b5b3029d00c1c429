package import ArgumentParser
package import LLMCore

extension PromptsCommand {
  /// `llmctl prompts list`.
  package struct List: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List all templates: their versions, and which is in use.")

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try PromptsDesk(context: context, reporter: reporter).list(asJSON: common.json)
    }
  }

  /// `llmctl prompts show`.
  package struct Show: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show one version of a template.")

    @Argument(help: ArgumentHelp("The template, and which version of it.", valueName: "name[@version]"))
    package var name: String

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try PromptsDesk(context: context, reporter: reporter).show(name, asJSON: common.json)
    }
  }

  /// `llmctl prompts diff`.
  package struct Diff: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "diff", abstract: "Show what two versions say differently: the newest two unless named.")

    @Argument(help: ArgumentHelp("The template.", valueName: "name"))
    package var name: String

    @Argument(help: ArgumentHelp("The older version: v2, a label, or the start of a hash.", valueName: "version"))
    package var older: String?

    @Argument(help: ArgumentHelp("The newer version.", valueName: "version"))
    package var newer: String?

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try PromptsDesk(context: context, reporter: reporter).diff(name, older, newer, asJSON: common.json)
    }
  }

  /// `llmctl prompts lint`.
  package struct Lint: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "lint", abstract: "Look for mistakes and risks; the exit status is 1 where there are any.")

    @Argument(
      help: ArgumentHelp("Templates, or single versions of them; all unless named.", valueName: "name[@version]"))
    package var names: [String] = []

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try PromptsDesk(context: context, reporter: reporter).lint(names, asJSON: common.json)
    }
  }

  /// `llmctl prompts compare`.
  package struct Compare: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "compare",
      abstract: "Compare the versions by the calls made of them: outcome, form, cost and time.",
      usage: "llmctl prompts compare NAME [OPTIONS]",
      discussion: """
        Each figure has the size of its sample and an interval in which the true one lies in 95 of 100 cases, and each difference says \
        whether it is more than chance. Calls that the response cache answered, that ran others again, or that somebody broke off \
        are left out.
        """)

    @Argument(help: ArgumentHelp("The template.", valueName: "name"))
    package var name: String

    @Option(name: .long, help: ArgumentHelp("How far back to look.", valueName: "count"))
    package var days = 90

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func validate() throws {
      guard (1...36_500).contains(days) else { throw ValidationError("--days takes a number from 1 to 36500.") }
    }

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try await PromptsDesk(context: context, reporter: reporter).compare(name, days: days, asJSON: common.json)
    }
  }

  /// `llmctl prompts trust`.
  package struct Trust: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "trust", abstract: "Show a project's template, and let it be used from now on.")

    @Argument(help: ArgumentHelp("The template, and which version of it.", valueName: "name[@version]"))
    package var name: String

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try PromptsDesk(context: context, reporter: reporter).trust(name, asJSON: common.json)
    }
  }
}
