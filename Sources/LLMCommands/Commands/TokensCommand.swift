package import ArgumentParser
package import LLMCore

/// `llmctl tokens`: counts.
package struct TokensCommand: ParsableCommand, LocalCommand {
  package static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Count tokens, exactly and without a network.",
    usage: "llmctl tokens [OPTIONS] [PATH…]",
    discussion: """
      Counts files, folders (as .gitignore has them, binary files left out) and standard input. Every number says 'exact', \
      or 'estimate' with its error.

      Examples:
        $ llmctl tokens README.md
        $ git diff | llmctl tokens
        $ llmctl tokens -m gpt-4 Sources Tests

      Without -e and -m tokens are those of o200k_base: GPT-4o, GPT-4.1, GPT-5 and the o models.
      """)

  @Argument(help: "Files and folders; '-' is standard input.", completion: .file())
  package var path: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Count with this encoding: \(TokenBasis.encodings.joined(separator: ", ")).", valueName: "name"))
  package var encoding: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Count as this model does.", valueName: "model"))
  package var model: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What the spelling of a special token in the text is: text, allow (one token) or refuse (an error).",
      valueName: "text|allow|refuse"))
  package var special = SpecialTokenHandling.text

  @Option(name: .long, help: ArgumentHelp("Read at most so much of each input.", valueName: "bytes"))
  package var limit: ByteCount?

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if encoding != nil, model != nil { throw ValidationError("--encoding and --model contradict each other.") }
  }

  package func reporter(_ console: any Console) -> Reporter { common.reporter(console) }

  package func run(in context: LocalContext, reporter: Reporter) throws(LLMError) -> LLMCore.ExitCode {
    try TokensRun(context: context, reporter: reporter).run(invocation)
  }

  /// What was typed, as a plain value.
  package var invocation: TokensInvocation {
    var invocation = TokensInvocation()
    invocation.paths = path
    invocation.encoding = encoding
    invocation.model = model
    invocation.special = special
    invocation.limit = limit?.bytes
    invocation.printsJSON = common.json
    return invocation
  }
}

extension SpecialTokenHandling: ExpressibleByArgument {}
