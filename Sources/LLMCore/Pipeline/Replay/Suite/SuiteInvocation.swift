/// What a person typed behind `llmctl replay suite`, as a plain value.
package struct SuiteInvocation: Sendable, Equatable {
  /// A form in which runs are written; the raw value is the word that `--format` takes.
  package enum Format: String, Sendable, CaseIterable { case text, json, jsonl, junit }

  /// A report that goes into a file.
  package struct FileReport: Sendable, Equatable {
    package var format: Format
    package var path: String

    package init(_ format: Format, path: String) { (self.format, self.path) = (format, path) }
  }

  /// The files of the suites.
  package var paths: [String] = []
  package var gate = SuiteGate()
  /// A report of an earlier run to compare with; nil for the last run that was accepted.
  package var baseline: String?
  /// Whether later runs are compared with this one, whatever fails in it.
  package var accepts = false
  /// Whether to go on with the newest run that did not come to its end.
  package var resumes = false
  /// Whether to ask only what could not be looked at in the last run.
  package var retriesErrors = false
  /// How many answers are asked for at the same time.
  package var jobs = Self.usualJobs
  /// Words of names, and tags; empty for all cases.
  package var filters: [String] = []
  /// How often each case is asked, in place of what the suite says.
  package var repetitions: Int?
  /// The template of all cases, in place of their own.
  package var template: String?
  package var format = Format.text
  /// The file that the report goes to; nil for standard output.
  package var output: String?
  /// Reports besides that one.
  package var reports: [FileReport] = []
  /// Everything that has to do with asking: model and options in place of the suite's, key, tags, waiting, cost, cache.
  package var asking = ChatInvocation()

  package static let usualJobs = 4

  /// Whether something is tried in place of what the suite says: then later runs are not compared with it by themselves.
  package var triesOut: Bool { template != nil || asking.model != nil || !asking.options.isEmpty }

  package init() {}
}
