/// What `llmctl replay record` and `llmctl replay play FILE -- COMMAND` are asked to do.
package struct CassetteInvocation: Sendable, Equatable {
  /// The cassette's file.
  package var path: String
  /// The program and its arguments.
  package var command: [String]
  package var mode: CassetteMode
  package var matching: CassetteMatching
  /// Whether the last of equal requests answers all that come behind it.
  package var repeats: Bool
  /// Whether replies take as long as they did.
  package var keepsTiming: Bool
  /// Whether every recorded call has to be played.
  package var requiresAll: Bool
  /// More variables that hold base URLs, each `NAME` or `NAME=URL`.
  package var variables: [String]

  package init(
    path: String, command: [String], mode: CassetteMode = .none, matching: CassetteMatching = .request,
    repeats: Bool = false, keepsTiming: Bool = false, requiresAll: Bool = false, variables: [String] = []
  ) {
    self.path = path
    self.command = command
    self.mode = mode
    self.matching = matching
    self.repeats = repeats
    self.keepsTiming = keepsTiming
    self.requiresAll = requiresAll
    self.variables = variables
  }
}
