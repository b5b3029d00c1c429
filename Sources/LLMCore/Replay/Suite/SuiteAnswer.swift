/// What came of asking a case once, as far as assertions and reports need it. Keys in play are taken out of all texts before; secrets that
/// were asked with only before anything is reported, since assertions are about them as well.
package struct SuiteAnswer: Sendable, Equatable {
  /// The answer; the words of a refusal where the model refused.
  package var text = ""
  /// The same as reports may show it; nil where nothing has to be hidden.
  package var shownText: String?
  package var toolCalls: [ToolCall] = []
  /// The value of an answer that had to have a form, and what it took to read it.
  package var value: JSONValue?
  package var repairs: [String] = []
  /// Where it does not have the form that was asked for; empty where it has, or none was asked for.
  package var formProblems: [String] = []
  package var usage = Usage()
  /// What its tries cost together; nil where nobody knows the price.
  package var cost: Money?
  /// Milliseconds from sending to the end, without waiting for its turn.
  package var latency: Int?
  /// In llmctl's words; nil where the provider said none.
  package var finish: String?
  /// Who answered: the model as the provider names it.
  package var model: String?
  package var callID: CallID?
  /// Whether it was answered before: then it tells nothing about time and money.
  package var isFromCache = false
  /// Why there is no answer to look at; nil where there is one, good or bad.
  package var error: LLMError?

  package init() {}
}

/// What an assertion came to.
package struct AssertionOutcome: Sendable, Equatable {
  package enum State: String, Sendable {
    case held, broken
    /// It cannot be told: the provider did not say, or the answer was one from before.
    case unmeasured
    /// It could not be looked at, as a judge who did not answer.
    case failed
  }

  /// The assertion on one line.
  package var title: String
  /// Its kind, as a suite names it.
  package var kind: String
  package var state: State
  /// What was found, or why it was not measured; empty where there is nothing to tell.
  package var found: String
  /// What asking a judge cost; nil for others, and where nobody knows.
  package var judgeCost: Money?
  /// Why it failed.
  package var error: LLMError?

  package init(
    title: String, kind: String, state: State, found: String = "", judgeCost: Money? = nil, error: LLMError? = nil
  ) {
    (self.title, self.kind, self.state, self.found) = (title, kind, state, found)
    (self.judgeCost, self.error) = (judgeCost, error)
  }
}
