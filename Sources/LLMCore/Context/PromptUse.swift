/// A closed call that was made of a template: what its versions are compared by.
package struct PromptUse: Sendable, Equatable {
  package var version: PromptVersion
  /// The subcommand, such as `chat`.
  package var command: String
  package var verdict: CallOutcome.Verdict
  /// Where an answer of a certain form was asked for: the places that did not fit, and how often it was asked for again.
  package var form: Form?
  /// Milliseconds to the end.
  package var duration: Int
  /// What all of its tries cost; nil where one of them has no price.
  package var cost: Money?
  /// Tokens of all of its tries; nil where nobody told.
  package var input: Int?
  package var output: Int?
  /// Whether the response cache had the answer.
  package var isFromCache: Bool
  /// Whether it ran another call again.
  package var isReplay: Bool

  package struct Form: Sendable, Equatable {
    package var problems: Int
    package var reasks: Int

    package init(problems: Int, reasks: Int) { (self.problems, self.reasks) = (problems, reasks) }

    /// What the ledger keeps of a reading; nil for anything else.
    package init?(_ reading: JSONValue) {
      guard let problems = reading["problems"]?.integer, let reasks = reading["reasks"]?.integer else { return nil }
      self.init(problems: problems, reasks: reasks)
    }
  }

  package init(
    version: PromptVersion, command: String, verdict: CallOutcome.Verdict, form: Form? = nil, duration: Int,
    cost: Money? = nil, input: Int? = nil, output: Int? = nil, isFromCache: Bool = false, isReplay: Bool = false
  ) {
    (self.version, self.command, self.verdict, self.form) = (version, command, verdict, form)
    (self.duration, self.cost, self.input, self.output) = (duration, cost, input, output)
    (self.isFromCache, self.isReplay) = (isFromCache, isReplay)
  }
}
