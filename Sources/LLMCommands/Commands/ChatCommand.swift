package import ArgumentParser
package import LLMCore

/// `llmctl chat`: one answer.
package struct ChatCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "chat",
    abstract: "Ask a model and print its answer as it comes, or hold a conversation.",
    usage: "llmctl chat [OPTIONS] [PROMPT…]",
    discussion: """
      The question is put together from standard input, the files given with -f and the prompt, in this order; each part \
      but the prompt in a block of its own. When standard output is not a terminal it carries the model's bytes unchanged; on \
      a terminal the answer is rendered. Without a question, at a terminal, it is a conversation; /help lists its commands.

      Examples:
        $ llmctl chat 'Name three uses of a bloom filter.'
        $ git diff | llmctl chat 'Write a commit message for this.' > message.txt
        $ llmctl chat -f 'Sources/*.swift' -s @reviewer.md 'What is wrong here?'
        $ llmctl chat -x 'A bash one-liner that counts words' | sh
        $ llmctl chat -c 'And in one sentence?'
        $ git diff --staged | llmctl chat -t commit -p style=plain

      Without -m the model is LLMCTL_MODEL, else the configured one, else the default of the first provider that has a \
      key, else the first model of a server on 127.0.0.1:8080 or :11434.
      """)

  @Argument(help: "The prompt; its words are joined with spaces. '-' asks for standard input even if it is slow.")
  package var prompt: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The model: NAME, an alias, PROVIDER/NAME, or auto.", valueName: "model"))
  package var model: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The system text, or @FILE to read it.", valueName: "text|@file"))
  package var system: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Add a file, or all files a pattern matches; '-' is standard input.", valueName: "path|glob"),
    completion: .file())
  package var file: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Set a parameter of the model: \(GenerationOptions.knownNames.joined(separator: ", ")), or one of the server's own.",
      valueName: "name=value"))
  package var option: [String] = []

  @Flag(name: [.customShort("c"), .customLong("continue")], help: "Go on with the last conversation.")
  package var continueLast = false

  @Option(name: .long, help: ArgumentHelp("Go on with this conversation.", valueName: "id|name"))
  package var conversation: String?

  @Option(
    name: .customLong("resume-partial"), defaultAsFlag: "last",
    help: ArgumentHelp(
      "Ask for the rest of an answer that broke off: of this call, or of the newest one.", valueName: "id"))
  package var resumePartial: String?

  @Flag(name: [.customShort("x"), .long], help: "Print only the last code block of the answer.")
  package var extract = false

  @Flag(name: .customLong("no-stream"), help: "Ask for the answer as a whole.")
  package var noStream = false

  @Flag(name: .long, help: "Print tokens and times to standard error afterwards.")
  package var usage = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What to do with the model's reasoning; a terminal shows by itself how much there was.",
      valueName: "show|hide|stderr"))
  package var reasoning: AnswerPrinter.ReasoningDisplay?

  @OptionGroup(title: "Template")
  package var template: TemplateOptions

  @OptionGroup(title: "Form of the answer")
  package var form: AnswerFormOptions

  @OptionGroup(title: "Thrift")
  package var thrift: ThriftOptions

  @OptionGroup(title: "Appearance")
  package var appearance: AppearanceOptions

  @OptionGroup
  package var record: RecordOptions

  @OptionGroup
  package var keys: KeyOptions

  @OptionGroup
  package var failures: PerseveranceOptions

  @OptionGroup
  package var cache: CacheOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if extract, common.json { throw ValidationError("--extract and --json contradict each other.") }
    if form.jsonStream, common.json { throw ValidationError("--json-stream and --json contradict each other.") }
    if extract, form.schema != nil || form.tools != nil || form.format != nil {
      throw ValidationError("--extract takes code out of an answer of no certain form.")
    }
    if resumePartial != nil, form.schema != nil || form.tools != nil {
      throw ValidationError("--resume-partial goes on with text, not with JSON.")
    }
    if resumePartial != nil, continueLast || conversation != nil || !prompt.isEmpty || !file.isEmpty || record.noLog {
      throw ValidationError("--resume-partial goes on with a recorded call; it takes no prompt, file or conversation.")
    }
    if resumePartial != nil { try thrift.refuseAny(besides: "--resume-partial") }
    if resumePartial != nil { try template.refuse(besides: "--resume-partial") }
    try cache.check(!record.noLog, hasTools: form.tools != nil, isResumed: resumePartial != nil, thrift.purpose.task)
    if continueLast, conversation != nil {
      throw ValidationError("--continue and --conversation contradict each other.")
    }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await ChatRun(context: context, reporter: reporter).run(invocation)
  }

  /// What was typed, as a plain value.
  package var invocation: ChatInvocation {
    var invocation = ChatInvocation()
    (invocation.words, invocation.model, invocation.system) = (prompt, model, system)
    (invocation.paths, invocation.options, invocation.keyLabel) = (file, option, keys.keyLabel)
    (invocation.continuesLast, invocation.conversation) = (continueLast, conversation)
    record.apply(to: &invocation)
    (invocation.streams, invocation.output) = (!noStream, common.json ? .json : extract ? .lastCodeBlock : .text)
    (invocation.showsUsage, invocation.reasoning) = (usage, reasoning)
    (invocation.appearance, invocation.keepsHistory) = (appearance.appearance, !appearance.noHistory)
    (invocation.perseverance, invocation.sharing) = (failures.perseverance, failures.sharing)
    (invocation.caching, invocation.resumes) = (cache.use, resumePartial)
    template.apply(to: &invocation)
    thrift.apply(to: &invocation)
    form.apply(to: &invocation)
    return invocation
  }
}

extension AnswerPrinter.ReasoningDisplay: ExpressibleByArgument {}
