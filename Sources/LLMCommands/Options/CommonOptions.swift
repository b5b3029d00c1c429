internal import ArgumentParser
internal import LLMCore

/// Flags every command takes.
package struct CommonOptions: ParsableArguments, Sendable {
  @Flag(name: .long, help: "Print one JSON object to standard output; errors are JSON on standard error.")
  package var json = false

  @Flag(name: .shortAndLong, help: "Say nothing on standard error but warnings and errors.")
  package var quiet = false

  @Flag(name: .shortAndLong, help: "Say on standard error what happens: requests, times, causes of errors.")
  package var verbose = false

  package init() {}

  package func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose contradict each other.") }
  }

  /// The reporter that is as loud as asked.
  func reporter(_ console: any Console) -> Reporter {
    Reporter(console: console, verbosity: quiet ? .quiet : verbose ? .verbose : .normal, usesJSON: json)
  }
}
