package import ArgumentParser
package import LLMCore

/// `llmctl replay run`.
package struct ReplayRunCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run calls again, with another model or a changed prompt.",
    discussion: """
      Everything is as it was but for what is said here. The price is told first, budgets hold, and what is spent stands under the \
      command 'replay' in reports. One call is answered as 'chat' would; of several there is a table of what came and what it was \
      before. The response cache is not asked.

      Of a conversation, each question follows on the answers that come now.

      Examples:
        $ llmctl replay run last -m gpt-4.1
        $ llmctl replay run 7QX2AB -s @stricter.md --edit
        $ llmctl replay run last --models gpt-4.1,claude-sonnet-5,llama3 --times 5 --html spread.html
        $ llmctl replay run --where-tag job=nightly --failed --since 1d
        $ llmctl replay run --conversation plan --from 2 -o temperature=0
      """)

  @Argument(help: "The call's id, its start or its last six characters; 'last', or 'last~1'.")
  package var id: String?

  @Option(name: .long, help: ArgumentHelp("Run this conversation again: an id or a name.", valueName: "id"))
  package var conversation: String?

  @Option(name: .long, help: ArgumentHelp("From which of its turns on, counted from 1.", valueName: "turn"))
  package var from: Int?

  @OptionGroup(title: "Other than it was")
  package var changes: ReplayChangeOptions

  @OptionGroup(title: "Which calls, where no id is given")
  package var calls: ReplayScopeOptions

  @OptionGroup(title: "The run")
  package var task: ReplayTaskOptions

  @OptionGroup
  package var record: RecordOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    let ways = [id != nil, conversation != nil, calls.isUsed].filter(\.self).count
    guard ways == 1 else {
      throw ValidationError(
        ways == 0
          ? "Which call? Give an id, 'last', --conversation, or options such as --where-tag."
          : "An id, --conversation and options of a query exclude each other.")
    }
    for (name, text) in [("The id", id), ("--conversation", conversation)]
    where text?.allSatisfy(\.isWhitespace) == true {
      throw ValidationError("\(name) is empty.")
    }
    if task.usage, id == nil || task.times > 1 || changes.models != nil || common.json {
      throw ValidationError("--usage is about one answer; of several, and with --json, it is told anyway.")
    }
    if from != nil, conversation == nil { throw ValidationError("--from is about --conversation.") }
    if let from, from < 1 { throw ValidationError("--from takes a number from 1 up.") }
    if changes.edit, id == nil { throw ValidationError("--edit changes the prompt of one call.") }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    let source: ReplayInvocation.Source =
      if let id {
        .call(id)
      } else if let conversation {
        .conversation(conversation, fromTurn: from ?? 1)
      } else {
        .query(try calls.query(in: context))
      }
    var invocation = ReplayInvocation(source: source)
    changes.apply(to: &invocation)
    record.apply(to: &invocation.asking)
    task.apply(to: &invocation)
    if common.json { invocation.asking.output = .json }
    return try await ReplayRun(context: context, reporter: reporter).run(invocation)
  }
}
