package import ArgumentParser
package import LLMCore

/// `llmctl replay export`: a suite made of real calls.
package struct ReplayExportCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Make a suite of real calls, for 'replay suite'.",
    usage: "llmctl replay export [OPTIONS] [ID…]",
    discussion: """
      Without an id, the newest calls with a complete answer. Where the ledger has a placeholder for a secret, the suite has it, \
      too.

      --assert says what must hold of answers to come: that they are the recorded one (equals), that they have so many words \
      in common with it (similarity=0.8), or nothing yet (none).

      Examples:
        $ llmctl replay export last --to tests/prompts.yaml
        $ llmctl replay export --tag team=search --limit 10 --assert similarity=0.7 > search.yaml
      """)

  @Argument(help: "Ids of calls, the starts of them, or 'last'.")
  package var ids: [String] = []

  @Option(name: .long, help: ArgumentHelp("Only calls with this tag (repeatable).", valueName: "key=value"))
  package var tag: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("How many calls at most.", valueName: "count"))
  package var limit: Int?

  @Option(
    name: .long, help: ArgumentHelp("Write a new file, in place of standard output.", valueName: "file"),
    completion: .file())
  package var to: String?

  @Option(
    name: .customLong("assert"),
    help: ArgumentHelp(
      "What must hold of answers to come (default: similarity=0.8).", valueName: "equals|similarity=0-1|none"))
  package var assertion: ExportedSuite.Assertion?

  @Option(
    name: .long, help: ArgumentHelp("The form of the file (default: by its name, else yaml).", valueName: "yaml|jsonl"))
  package var format: ExportInvocation.Format?

  @Option(name: .long, help: ArgumentHelp("The suite's name (default: the file's).", valueName: "text"))
  package var name: String?

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if let limit, !(1...5000).contains(limit) { throw ValidationError("--limit takes a number from 1 to 5000.") }
    if !ids.isEmpty, limit != nil || !tag.isEmpty {
      throw ValidationError("--tag and --limit choose calls where no id is given.")
    }
    if to?.isEmpty == true { throw ValidationError("--to takes a file.") }
    if name?.trimmingBlanks.isEmpty == true { throw ValidationError("--name takes a text.") }
    if common.json { throw ValidationError("export prints a suite; --format jsonl makes JSON of it.") }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await CallExport(context: context, reporter: reporter).run(invocation)
  }

  /// What was typed, as a plain value.
  package var invocation: ExportInvocation {
    var invocation = ExportInvocation()
    (invocation.references, invocation.tags, invocation.output, invocation.name) = (ids, tag, to, name)
    if let limit { invocation.limit = limit }
    if let assertion { invocation.assertion = assertion }
    invocation.format = format ?? (to.map(SuiteReader.isLines) == true ? .jsonl : .yaml)
    return invocation
  }
}

extension ExportedSuite.Assertion: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension ExportInvocation.Format: ExpressibleByArgument {}
