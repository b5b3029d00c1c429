package import ArgumentParser
internal import LLMCore

/// What the ledger keeps of calls.
package struct RecordOptions: ParsableArguments, Sendable {
  @Flag(name: [.customShort("n"), .customLong("no-log")], help: "Keep prompt and answer out of the ledger.")
  package var noLog = false

  @Option(name: .long, help: ArgumentHelp("Label the call in the ledger.", valueName: "key=value"))
  package var tag: [String] = []

  package init() {}

  /// Adds what was typed to a plain value.
  func apply(to invocation: inout ChatInvocation) {
    invocation.tags = tag
    invocation.isLogged = !noLog
  }
}
