package import ArgumentParser
package import LLMCore

/// `llmctl tokens`: counts.
package struct TokensCommand: LLMCommand, LocalCommand {
  package static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Count tokens, exactly and without a network.",
    usage: "llmctl tokens [OPTIONS] [PATH…]",
    discussion: """
      Counts files, folders and standard input. In folders .gitignore is honoured, and binary files are left out. Every \
      number says 'exact', or 'estimate' with its error: the tokenizers of Claude and Gemini are not public.

      Examples:
        $ llmctl tokens README.md
        $ git diff | llmctl tokens -m gpt-4
        $ llmctl tokens --tree --depth 2 .
        $ llmctl tokens --budget 100000 src || echo 'too large'
        $ llmctl tokens --diff main...HEAD
        $ llmctl tokens --exact -m claude-opus-4-7 prompt.md
        $ llmctl tokens --truncate 8000 --keep ends build.log
        $ llmctl tokens -e ~/models/gemma.gguf notes.md

      Without -e and -m tokens are those of o200k_base: GPT-4o, GPT-4.1, GPT-5 and the o models. With -m the last line says \
      what the count costs as input of the model, where its price is known.

      Exit status: 0 counted, 1 over the budget, 4 cut at --limit, 64 usage, 65 a special token with '--special refuse', or \
      a tokenizer that is not supported, 66 something could not be read (the rest was counted), 73 cannot write.
      """)

  @Argument(help: "Files and folders; '-' is standard input.", completion: .file())
  package var path: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      """
      Count with this encoding: \(TokenBasis.encodings.joined(separator: ", ")); or with the tokenizer of a local model: the \
      path of a tokenizer.json, a .gguf file, or a folder with one of them.
      """, valueName: "name|path"), completion: .file())
  package var encoding: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Count as this model does, and price it.", valueName: "model"))
  package var model: String?

  @Flag(name: .long, help: "Ask the model's provider to count, over the network; needs a key.")
  package var exact = false

  @OptionGroup
  package var tasks: TokenTaskOptions

  @Option(name: .long, help: ArgumentHelp("Exit with 1 if there are more tokens.", valueName: "tokens"))
  package var budget: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What the spelling of a special token in the text is: text, allow (one token) or refuse (an error).",
      valueName: "text|allow|refuse"))
  package var special = SpecialTokenHandling.text

  @Option(
    name: .long, help: ArgumentHelp("Read at most so much of each input: bytes, or with K, M, G.", valueName: "bytes"))
  package var limit: ByteCount?

  @OptionGroup
  package var keys: KeyOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if exact, model == nil { throw ValidationError("--exact needs a model, given with --model.") }
    if !exact, keys.keyLabel != nil { throw ValidationError("--key-label is for --exact, which asks a provider.") }
    if exact, !tasks.tasks.isEmpty || special != .text {
      throw ValidationError("--exact and \(tasks.tasks.first ?? "--special") contradict each other.")
    }
    if encoding != nil, model != nil { throw ValidationError("--encoding and --model contradict each other.") }
    if let budget, budget < 0 { throw ValidationError("--budget takes a number from 0 on.") }
    let task = tasks.tasks.first ?? ""
    if budget != nil, !tasks.isCount, !tasks.chat {
      throw ValidationError("--budget and \(task) contradict each other.")
    }
    if common.json, tasks.show || tasks.output != nil {
      throw ValidationError("--json and \(tasks.show ? "--show" : "--output") contradict each other.")
    }
    if special != .text, !tasks.isCount, !tasks.ids, !tasks.show {
      throw ValidationError("--special and \(task) contradict each other.")
    }
    if limit != nil, ["--diff", "--staged", "--chat"].contains(task) {
      throw ValidationError("--limit and \(task) contradict each other.")
    }
  }

  package func reporter(_ console: any Console) -> Reporter { common.reporter(console) }

  package func run(in context: LocalContext, reporter: Reporter) throws(LLMError) -> LLMCore.ExitCode {
    try TokensRun(context: context, reporter: reporter).run(invocation)
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await ProviderCount(context: context, reporter: reporter).run(invocation)
  }

  /// What was typed, as a plain value.
  package var invocation: TokensInvocation {
    var invocation = TokensInvocation()
    invocation.paths = path
    invocation.encoding = encoding
    invocation.model = model
    invocation.keyLabel = keys.keyLabel
    invocation.special = special
    invocation.limit = limit?.bytes
    invocation.task = tasks.task
    invocation.budget = budget
    invocation.printsJSON = common.json
    return invocation
  }
}

extension SpecialTokenHandling: ExpressibleByArgument {}
