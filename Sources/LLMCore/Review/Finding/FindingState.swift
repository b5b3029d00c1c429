/// Whether a finding is news.
package enum FindingState: Sendable, Equatable {
  case new
  /// The baseline has it.
  case baseline
  case dismissed(Dismissal)

  /// The word in JSON.
  package var word: String {
    switch self {
    case .new: "new"
    case .baseline: "baseline"
    case .dismissed: "dismissed"
    }
  }
}
