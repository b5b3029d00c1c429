/// All facts of a review, as one value; each format writes all of them.
package struct ReviewReport: Sendable, Equatable {
  /// A finding, and whether it is news.
  package struct Entry: Sendable, Equatable {
    package var finding: ReviewFinding
    package var state: FindingState

    package init(_ finding: ReviewFinding, _ state: FindingState = .new) {
      self.finding = finding
      self.state = state
    }
  }

  /// A file that was left out on purpose, such as a lock file.
  package struct Skipped: Sendable, Equatable {
    package var path: RawPath
    /// A short phrase, such as `generated`.
    package var reason: String

    package init(_ path: RawPath, reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  /// A part of the change that should have been reviewed and was not.
  package struct Unreviewed: Sendable, Equatable {
    package var path: RawPath
    /// In the new side; nil for the whole file.
    package var lines: ClosedRange<Int>?
    /// A short phrase, such as `the answer was cut`.
    package var reason: String

    package init(_ path: RawPath, lines: ClosedRange<Int>? = nil, reason: String) {
      self.path = path
      self.lines = lines
      self.reason = reason
    }
  }

  /// Whether the whole change was looked at.
  package enum Outcome: String, Sendable {
    case complete, partial, failed
  }

  /// By path and line.
  package var entries: [Entry] = []
  /// Files of which at least a part was reviewed.
  package var reviewed: [RawPath] = []
  package var skipped: [Skipped] = []
  package var unreviewed: [Unreviewed] = []
  /// What the change has that a reader must know of and that stands at no line, such as an order to the reviewer in the text of a
  /// commit: sentences without a full stop.
  package var remarks: [String] = []
  /// How many findings of the model are not reported, by reason.
  package var dropped: [DropReason: Int] = [:]
  /// How many findings stand at another place than the model said.
  package var moved = 0
  /// How many findings were merged into others.
  package var duplicates = 0
  /// What went wrong.
  package var errors: [LLMError] = []
  /// What the process ends with after a signal that came before the review was done; nil where none did.
  package var interruption: ExitCode?
  /// What was reviewed, such as `main...HEAD`.
  package var source: String
  package var provider: String
  package var model: String
  package var usage = Usage()
  /// Nil where the model has no known price.
  package var price: Money?
  /// Whether it cost at least the price.
  package var priceIsLowerBound = false
  /// How many calls were made, and how many files, or parts of large files, were reviewed by earlier ones.
  package var calls = 0
  package var cachedParts = 0
  package var duration = Duration.zero
  /// The start in RFC 3339, in UTC.
  package var startedAt: String?
  package var toolVersion: String
  package var gate = ReviewGate()

  package init(source: String, provider: String, model: String, toolVersion: String) {
    self.source = source
    self.provider = provider
    self.model = model
    self.toolVersion = toolVersion
  }

  /// Failed where nothing was reviewed of what should have been, partial where anything that should have been was not.
  package var outcome: Outcome {
    if errors.isEmpty && unreviewed.isEmpty { return .complete }
    return reviewed.isEmpty ? .failed : .partial
  }

  /// The findings that are news.
  package var newFindings: [ReviewFinding] { entries.filter { $0.state == .new }.map(\.finding) }

  /// Counts the dropped findings of a part.
  package mutating func count(_ dropped: [FindingProof.DroppedClaim]) {
    for claim in dropped { self.dropped[claim.reason, default: 0] += 1 }
  }
}
