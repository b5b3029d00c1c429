/// Something out of the ordinary that a person should know of.
package struct Alert: Sendable, Equatable {
  /// What it is about. The raw value is its name in JSON and for the command that is run.
  package enum Kind: String, Sendable, CaseIterable {
    case spending, latency, failures, budget
    case completionRatio = "completion_ratio"
  }

  package var kind: Kind
  /// A sentence without a final full stop.
  package var text: String
  /// Which event it is: the same one has the same name for as long as it lasts. Letters, digits and hyphens.
  package var event: String

  package init(_ kind: Kind, _ text: String, event: String) {
    (self.kind, self.text, self.event) = (kind, text, event)
  }
}
