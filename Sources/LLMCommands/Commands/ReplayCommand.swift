package import ArgumentParser

/// `llmctl replay`: what the ledger knows of past calls, and those calls again.
package struct ReplayCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Look at past calls, run them again, and compare; record and play those of other programs.",
    discussion: """
      Every call is in the ledger, also one that was interrupted or killed, with what was sent and what came back. Of one that was \
      killed it has what was asked, and as much of the answer as was on the disk.

      Examples:
        $ llmctl replay list
        $ llmctl replay last
        $ llmctl replay 'connection pool'
        $ llmctl replay run last -m gpt-4.1
        $ llmctl replay diff last~1 last
        $ llmctl replay export last --to suite.yaml
        $ llmctl replay suite suite.yaml --fail-on regress
        $ llmctl replay record --to tests/chat.yaml -- pytest
        $ llmctl replay play tests/chat.yaml -- pytest
      """,
    subcommands: [
      ReplayListCommand.self, ReplayShowCommand.self, ReplayLastCommand.self, ReplayRunCommand.self,
      ReplayDiffCommand.self, ReplaySuiteCommand.self, ReplayExportCommand.self, ReplayRecordCommand.self,
      ReplayPlayCommand.self, ReplayPruneCommand.self,
      ReplayFindCommand.self,
    ],
    defaultSubcommand: ReplayFindCommand.self)

  package init() {}
}
