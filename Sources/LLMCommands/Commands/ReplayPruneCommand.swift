package import ArgumentParser
package import LLMCore

/// `llmctl replay prune`.
package struct ReplayPruneCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Take recordings away that are old, or too many.",
    usage: "llmctl replay prune [OPTIONS]",
    discussion: """
      A recording is what went over the wire. Without it, prompt and answer of a call are still known, conversations go on, and \
      what was spent stays in the reports; with --texts, prompts and answers go as well. The file of the ledger keeps its size, \
      and what comes next has room in it; --vacuum gives the room back.

      Examples:
        $ llmctl replay prune --dry-run
        $ llmctl replay prune --older-than 30d --yes
        $ llmctl replay prune --max-size 500M --texts
      """)

  @Option(
    name: .long,
    help: ArgumentHelp("Take away what is older; 90d unless told, or only a size is given.", valueName: "time"))
  package var olderThan: Lifetime?

  @Option(
    name: .long,
    help: ArgumentHelp("Take the oldest away until no more than this is left, such as 500M.", valueName: "size"))
  package var maxSize: ByteCount?

  @Flag(name: .long, help: "Take prompts and answers away as well, and with them conversations.")
  package var texts = false

  @Flag(name: .long, help: "Give free room back to the file system; others wait meanwhile.")
  package var vacuum = false

  @Flag(name: .long, help: "Only say what would go.")
  package var dryRun = false

  @Flag(name: .long, help: "Do not ask.")
  package var yes = false

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    var invocation = PruningDesk.Invocation()
    invocation.age = olderThan?.duration ?? (maxSize == nil ? PruningDesk.usualAge : nil)
    invocation.mostBytes = maxSize?.bytes
    (invocation.takesTexts, invocation.isRehearsal, invocation.isSure) = (texts, dryRun, yes)
    invocation.vacuums = vacuum
    return try await PruningDesk(context: context, reporter: reporter).run(invocation, asJSON: common.json)
  }
}
