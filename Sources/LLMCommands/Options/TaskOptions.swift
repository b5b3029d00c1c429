package import ArgumentParser
package import LLMCore

/// What a call is for.
package struct TaskOptions: ParsableArguments, Sendable {
  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      What the answer is for: \(TaskClass.allCases.map(\.rawValue).joined(separator: ", ")). It says how good a model \
      '-m auto' takes, and how long the answer is kept.
      """,
      valueName: "name"))
  package var task: TaskClass?

  package init() {}
}

extension TaskClass: ExpressibleByArgument {}
