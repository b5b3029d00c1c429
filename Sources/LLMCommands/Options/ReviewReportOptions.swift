package import ArgumentParser
package import LLMCore

/// Which findings are reported, how, and which of them count.
package struct ReviewReportOptions: ParsableArguments, Sendable {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "How to print the findings (default: text).",
      valueName: ReportFormat.allCases.map(\.rawValue).joined(separator: "|")))
  package var format: ReportFormat?

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp(
      "From which severity on findings make the exit status 1 (default: warning).",
      valueName: ReviewGate.Threshold.words.joined(separator: "|")))
  package var failOn: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Findings of this file are no news: they do not count.", valueName: "file"), completion: .file())
  package var baseline: String?

  @Option(
    name: .customLong("write-baseline"),
    help: ArgumentHelp("Write the findings to a baseline file.", valueName: "file"), completion: .file())
  package var writeBaseline: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Look for these only, with commas between: \(FindingCategory.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "categories"))
  package var focus: String?

  @Option(
    name: .customLong("min-confidence"),
    help: ArgumentHelp("Leave out what the model is less sure of.", valueName: "0-1"))
  package var minConfidence: Double?

  @Option(
    name: .long, help: ArgumentHelp("Write the report to this file.", valueName: "file"), completion: .file())
  package var output: String?

  @Flag(name: .customLong("show-known"), help: "List findings that are no news, too.")
  package var showKnown = false

  package init() {}

  package func validate() throws {
    if let failOn, ReviewGate.Threshold(failOn) == nil {
      throw ValidationError("--fail-on takes \(ReviewGate.Threshold.words.joined(separator: ", ")).")
    }
    if let minConfidence, !(0...1).contains(minConfidence) {
      throw ValidationError("--min-confidence takes a number from 0 to 1.")
    }
    for word in words(of: focus) where FindingCategory(rawValue: word) == nil {
      throw ValidationError(
        "--focus knows no '\(word)'; it takes \(FindingCategory.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
  }

  /// Adds what was typed to a plain value.
  func apply(to invocation: inout ReviewInvocation) {
    invocation.format = format ?? .text
    invocation.threshold = failOn.flatMap(ReviewGate.Threshold.init)
    (invocation.baseline, invocation.newBaseline) = (baseline, writeBaseline)
    invocation.focus = words(of: focus).compactMap(FindingCategory.init(rawValue:))
    invocation.minConfidence = minConfidence ?? 0
    (invocation.showsKnown, invocation.output) = (showKnown, output)
  }

  private func words(of list: String?) -> [String] {
    (list ?? "").split(separator: ",").map { String($0).trimmingBlanks.lowercased() }
  }
}

extension ReportFormat: ExpressibleByArgument {}
extension ReviewHook: ExpressibleByArgument {}
