package import ArgumentParser
package import LLMCore

extension PromptsCommand {
  /// `llmctl prompts new`.
  package struct New: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "new", abstract: "Write a template to begin with, with comments that say what can stand there.")

    @Argument(help: ArgumentHelp("Its name.", valueName: "name"))
    package var name: String

    @Flag(name: .long, help: "Put it into the project's folder .llmctl/prompts.")
    package var project = false

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try TemplateWriting(context: context, reporter: reporter).new(name, inProject: project, asJSON: common.json)
    }
  }

  /// `llmctl prompts edit`.
  package struct Edit: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "edit",
      abstract: "Change a copy of a version in your editor; what is saved becomes the next version.")

    @Argument(help: ArgumentHelp("The template, and from which version to begin.", valueName: "name[@version]"))
    package var name: String

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try TemplateWriting(context: context, reporter: reporter).edit(name, asJSON: common.json)
    }
  }

  /// `llmctl prompts use`.
  package struct Use: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "use", abstract: "Say which version a name or a label means, or how many calls get which.",
      usage: "llmctl prompts use NAME@VERSION [OPTIONS]",
      discussion: """
        Who gets a version keeps it while its share grows: the user's name decides, or with --by-tag the value of a call's tag.

        Examples:
          $ llmctl prompts use commit@v3
          $ llmctl prompts use commit@v4 --percent 10
          $ llmctl prompts use commit --split v3=50,v4=50 --by-tag customer
          $ llmctl prompts use commit@v4 --label staging
        """)

    @Argument(help: ArgumentHelp("The template, and which version of it.", valueName: "name@version"))
    package var name: String

    @Option(
      name: .long, help: ArgumentHelp("The label (default: production, which a name alone means).", valueName: "label"))
    package var label: String?

    @Option(
      name: .long, help: ArgumentHelp("How many of a hundred get it; the others keep theirs.", valueName: "number"))
    package var percent: Int?

    @Option(name: .long, help: ArgumentHelp("Share the calls out.", valueName: "v3=50,v4=50"))
    package var split: String?

    @Option(
      name: .customLong("by-tag"),
      help: ArgumentHelp("Let the value of this tag decide, and not the user's name.", valueName: "key"))
    package var byTag: String?

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func validate() throws {
      if let percent, !(1...100).contains(percent) { throw ValidationError("--percent takes a number from 1 to 100.") }
      if split != nil, percent != nil { throw ValidationError("--split and --percent contradict each other.") }
      if split != nil, name.contains("@") { throw ValidationError("--split names the versions; NAME takes none.") }
      if byTag != nil, split == nil, percent == nil {
        throw ValidationError("--by-tag belongs to --percent or --split.")
      }
    }

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try await RolloutDesk(context: context, reporter: reporter).use(wish, asJSON: common.json)
    }

    /// What was typed, as a plain value.
    package var wish: RolloutDesk.Wish {
      var wish = RolloutDesk.Wish()
      (wish.reference, wish.label, wish.percent, wish.split, wish.tag) = (name, label, percent, split, byTag)
      return wish
    }
  }

  /// `llmctl prompts rollback`.
  package struct Rollback: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "rollback", abstract: "Go back to what was in use before; again and again it goes further back.")

    @Argument(help: ArgumentHelp("The template.", valueName: "name"))
    package var name: String

    @Option(
      name: .long, help: ArgumentHelp("The label (default: production, which a name alone means).", valueName: "label"))
    package var label: String?

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try await RolloutDesk(context: context, reporter: reporter).rollBack(name, label: label, asJSON: common.json)
    }
  }
}
