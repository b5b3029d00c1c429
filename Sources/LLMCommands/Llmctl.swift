package import ArgumentParser

/// The root of the command line.
package struct Llmctl: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "llmctl",
    abstract: "Ask language models from the command line, with a record of every call.",
    discussion: """
      The answer goes to standard output as the model writes it; everything else goes to standard error. Every call is \
      written to a ledger on this machine before it is sent.

      Set a key and ask:
        $ export OPENAI_API_KEY=…        # or ANTHROPIC_API_KEY, GEMINI_API_KEY
        $ llmctl chat 'Explain the CAP theorem in three sentences.'

      Or start a local server (llama-server, Ollama); it is found by itself:
        $ git diff | llmctl chat 'Write a commit message for this.'

      Exit status:
        0   complete                       70  a bug in llmctl
        1   the gate said no               73  cannot write
        3   refused before sending         75  try again later
        4   partial answer                 77  no credential or quota
        5   the model refused              78  configuration
        64  usage                          129 SIGHUP
        65  bad input or answer            130 interrupted
        66  input file                     143 SIGTERM
        69  provider unreachable
      """,
    subcommands: [
      ChatCommand.self, ReviewCommand.self, TokensCommand.self, CostCommand.self, ReplayCommand.self,
      PromptsCommand.self, AuthCommand.self,
      ConfigCommand.self, CacheCommand.self,
      ModelsCommand.self, DoctorCommand.self,
    ])

  // Only for the help text and the man page: CommandLineEntry answers it before anything is parsed.
  @Flag(name: .long, help: "Show the version and the commit it was built from.")
  package var version = false

  package init() {}

  package func run() throws { throw CleanExit.helpRequest(self) }
}
