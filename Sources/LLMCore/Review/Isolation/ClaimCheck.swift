/// Judges what a model says about a change before anybody reads it: whoever wrote the change may have had a hand in it.
package struct ClaimCheck: Sendable {
  package enum Verdict: Sendable, Equatable {
    case fine
    /// Not to be shown, with the reason to count it under.
    case dropped(Reason)
  }

  package enum Reason: String, Sendable, CaseIterable {
    /// Says that there is nothing to say, or that something must not be reported.
    case silencing
    /// Asks the reader to run or open something from outside of the change.
    case command
    /// Would carry a secret, or its placeholder, to an address.
    case exfiltration
    /// Repeats the frame of the prompt, as only a model does that was led to.
    case frame
  }

  /// Hosts that occur in the change or belong to documentation.
  package init(part: PromptPart) {}

  /// Judges the texts of one finding.
  package func verdict(rule: String, message: String, suggestion: String?) -> Verdict { .fine }
}
