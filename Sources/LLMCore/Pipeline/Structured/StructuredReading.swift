/// What an answer holds, and where it does not fit its schema.
package struct StructuredReading: Sendable, Equatable {
  /// One place that does not fit.
  package struct Problem: Sendable, Equatable {
    /// The place in the value, as a JSON Pointer; empty for all of it.
    package let pointer: String
    /// A sentence without a full stop, with the place in it.
    package let message: String

    /// As `--json` prints it.
    var json: JSONValue {
      .object([JSONMember("pointer", .string(pointer)), JSONMember("message", .string(message))])
    }
  }

  /// The value; nil where there is none to be read. It is never printed while there are problems.
  package var value: JSONValue?
  /// What it took to read it.
  package var steps: [ReadingStep]
  package var problems: [Problem]
  /// How often the model was asked again before this answer.
  package var reasks = 0

  package init(value: JSONValue?, steps: [ReadingStep], problems: [Problem]) {
    (self.value, self.steps, self.problems) = (value, steps, problems)
  }

  /// The value, where it fits.
  package var validValue: JSONValue? { problems.isEmpty ? value : nil }

  /// The failure of a command whose answer this is; nil where it fits.
  var error: LLMError? {
    guard let first = problems.first else { return nil }
    let others = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
    let tries = reasks > 0 ? ", asked \(reasks + 1) times" : ""
    return LLMError(
      .schema, "the answer does not fit the schema\(tries): \(first.message)\(others)",
      advice: "'llmctl replay show last' shows the whole answer",
      detail: problems.count > 1 ? problems.map(\.message).joined(separator: "; ") : nil)
  }

  /// As the ledger keeps it: which steps, how often, and how many problems.
  var record: JSONValue {
    .object([
      JSONMember(
        "steps",
        .array(
          steps.map {
            .object([JSONMember("step", .string($0.kind.rawValue)), JSONMember("count", .integer($0.count))])
          })), JSONMember("problems", .integer(problems.count)), JSONMember("reasks", .integer(reasks)),
    ])
  }
}
