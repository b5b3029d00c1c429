package import ArgumentParser

/// `llmctl prompts`: templates with their versions.
package struct PromptsCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "prompts",
    abstract: "Keep prompts as versions, try them on some calls, and go back.",
    discussion: """
      A template is a file: prompts/NAME/v3.yaml, or prompts/NAME.md with front matter. It stands in the project's folder \
      .llmctl/prompts, in your prompts folder beside config.yaml, or comes with llmctl; the first one found is used. A project's \
      template is shown to you before its first use, and again when it was changed.

      Values are put in as data: more than a line of them, and files, in blocks of their own, and nothing but numbers, truth values \
      and enums into the system text.

      A version that was kept is never changed: 'edit' makes the next one. Which one '-t NAME' means is said by 'use'; until then it is \
      the newest. The ledger knows the version and the content's hash of every call.

      Examples:
        $ llmctl prompts list
        $ git diff --staged | llmctl chat -t commit
        $ llmctl prompts edit commit
        $ llmctl prompts diff commit v1 v2
        $ llmctl prompts use commit@v2 --percent 10
        $ llmctl prompts compare commit
        $ llmctl prompts rollback commit
      """,
    subcommands: [
      List.self, Show.self, New.self, Edit.self, Diff.self, Lint.self, Use.self, Rollback.self, Compare.self,
      Trust.self,
    ])

  package init() {}
}
