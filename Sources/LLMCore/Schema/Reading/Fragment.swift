/// A JSON value that stands somewhere in an answer.
struct Fragment {
  var value: JSONValue
  /// What it took to read it, without finding it.
  var log: StepLog
  /// Where it stands, in bytes from the start of the answer.
  let range: Range<Int>
  let isTruncated: Bool
  let surroundings: Surroundings

  /// What a value stands in.
  enum Surroundings {
    case fence, tag, prose, nothing

    /// The step that says so.
    var step: ReadingStep.Kind? {
      switch self {
      case .fence: .fence
      case .tag: .tag
      case .prose: .prose
      case .nothing: nil
      }
    }
  }
}
