/// Talks to the user on standard error, as loudly as they asked for.
package struct Reporter: Sendable {
  /// How much is said.
  package enum Verbosity: Sendable, Equatable { case quiet, normal, verbose }

  private let console: any Console
  package let verbosity: Verbosity
  /// Whether errors are printed as JSON objects.
  package let usesJSON: Bool

  package init(console: any Console, verbosity: Verbosity = .normal, usesJSON: Bool = false) {
    self.console = console
    self.verbosity = verbosity
    self.usesJSON = usesJSON
  }

  /// The same, heard through another console.
  func speaking(through console: any Console) -> Reporter {
    Reporter(console: console, verbosity: verbosity, usesJSON: usesJSON)
  }

  /// Says faintly what need not be read; only where somebody watches, and not with `-q`.
  package func aside(_ text: String) {
    if showsProgress { console.note(.line(text), style: .faint) }
  }

  /// Says something a curious user wants to know (`-v`).
  package func detail(_ text: @autoclosure () -> String) {
    if verbosity == .verbose { console.note(.line("llmctl: \(text())")) }
  }

  /// Says something a user should know (not with `-q`).
  package func notice(_ text: String) {
    if verbosity != .quiet { console.note(.line("llmctl: \(text)")) }
  }

  /// Whether somebody watches who wants to see what is waited for.
  package var showsProgress: Bool { console.errorIsTerminal && verbosity != .quiet && !usesJSON }

  /// Says that something did not go as it should, though the run goes on.
  package func warning(_ text: String) { console.note(.line("warning: \(text)")) }

  /// Prints a line the user asked for.
  package func line(_ text: String) { console.note(.line(text)) }

  /// Says why the run fails: one line, or one JSON object.
  package func error(_ error: LLMError) {
    if usesJSON {
      console.note(
        .line(
          JSONWriter.text(
            of: .object([
              JSONMember("version", .integer(1)), JSONMember("type", .string("error")), JSONMember("error", error.json),
            ]))))
      return
    }
    console.note(.line(error.line))
    if verbosity == .verbose, let detail = error.detail { console.note(.line("llmctl: cause: \(detail)")) }
  }
}
