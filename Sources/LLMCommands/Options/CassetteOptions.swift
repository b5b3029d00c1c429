package import ArgumentParser
package import LLMCore

/// Flags of the commands that play cassettes.
package struct CassetteOptions: ParsableArguments, Sendable {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Find the recorded call by what is asked, or take the calls in their order.", valueName: "request|order"))
  package var match = CassetteMatching.request

  @Option(
    name: .long, help: ArgumentHelp("Play replies at once, or as slowly as they came.", valueName: "none|recorded"))
  package var timing = PlayedTiming.none

  @Flag(name: .customLong("repeat"), help: "Answer equal requests with the last recorded reply once all were played.")
  package var repeats = false

  @Flag(name: .customLong("all-used"), help: "Exit with 1 where a recorded call was not played.")
  package var allUsed = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Another environment variable from which the program reads a base URL.", valueName: "name[=url]"))
  package var variable: [String] = []

  package init() {}

  /// Whether any of them was typed.
  var isUsed: Bool { isAboutPlaying || !variable.isEmpty }

  /// Whether any of them was typed that says how calls are played.
  var isAboutPlaying: Bool { match != .request || timing != .none || repeats || allUsed }

  /// The plain value, for a file and a command.
  func invocation(_ path: String, _ command: [String], _ mode: CassetteMode) -> CassetteInvocation {
    CassetteInvocation(
      path: path, command: command, mode: mode, matching: match, repeats: repeats, keepsTiming: timing == .recorded,
      requiresAll: allUsed, variables: variable)
  }
}

/// How long played replies take.
package enum PlayedTiming: String, ExpressibleByArgument, CaseIterable, Sendable { case none, recorded }

extension CassetteMatching: ExpressibleByArgument {}
extension CassetteMode: ExpressibleByArgument {}
