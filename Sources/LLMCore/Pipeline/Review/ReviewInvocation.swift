/// What a person typed behind `llmctl review`, as a plain value.
package struct ReviewInvocation: Sendable, Equatable {
  /// Where the diff comes from.
  package enum Source: Sendable, Equatable {
    case repository(ReviewSource)
    case standardInput
  }

  package var source = Source.repository(.workTree)
  /// What the change is narrowed down to.
  package var paths: [RawPath] = []
  package var format = ReportFormat.text
  /// What `--fail-on` says; nil where it was not given.
  package var threshold: ReviewGate.Threshold?
  /// The file with the findings that are accepted for now.
  package var baseline: String?
  /// Where to write the findings of this run as the new baseline.
  package var newBaseline: String?
  /// Empty for all.
  package var focus: [FindingCategory] = []
  /// Findings the model is less sure of are not reported; from 0 to 1.
  package var minConfidence = 0.0
  /// How many parts are reviewed at the same time.
  package var jobs = Self.usualJobs
  /// Whether generated, vendored, lock and minified files are reviewed, too.
  package var takesAll = false
  /// Whether parts that were reviewed before are asked about again.
  package var asksAgain = false
  /// Whether nothing is to be sent unless some of the change was reviewed before.
  package var resumes = false
  /// The file that the report goes to; nil for standard output.
  package var output: String?
  /// Whether secrets are replaced before anything is sent.
  package var redacts = true
  /// Whether only the price is told and nothing is sent.
  package var estimates = false
  /// Whether findings that are no news are listed.
  package var showsKnown = false
  /// The language of the messages; nil for English.
  package var language: String?
  /// Tokens of the largest part; nil for the usual.
  package var partTokens: Int?
  /// Everything that has to do with asking: model, key, options, tags, waiting, cost.
  package var asking = ChatInvocation()

  package static let usualJobs = 4

  package init() {}
}
