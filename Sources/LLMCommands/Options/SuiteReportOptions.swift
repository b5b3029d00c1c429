package import ArgumentParser
package import LLMCore

/// What makes a run of suites say no, and how it is reported.
package struct SuiteReportOptions: ParsableArguments, Sendable {
  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp(
      "What makes the exit status 1, with commas between (default: fail).",
      valueName: SuiteGate.Trigger.allCases.map(\.rawValue).joined(separator: "|")))
  package var failOn: String?

  @Option(
    name: .long, help: ArgumentHelp("Compare with this report, which --json wrote.", valueName: "file"),
    completion: .file())
  package var baseline: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How to print the report (default: text).",
      valueName: SuiteInvocation.Format.allCases.map(\.rawValue).joined(separator: "|")))
  package var format: SuiteInvocation.Format?

  @Option(
    name: .long, help: ArgumentHelp("Write the report to this file.", valueName: "file"), completion: .file())
  package var output: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Write a report to a file besides (repeatable).", valueName: "format=file"))
  package var report: [SuiteFileReport] = []

  package init() {}

  package func validate() throws {
    if let failOn, SuiteGate(words: failOn) == nil {
      throw ValidationError(
        "--fail-on takes \(SuiteGate.Trigger.allCases.map(\.rawValue).joined(separator: ", ")); never stands alone.")
    }
    if output?.isEmpty == true { throw ValidationError("--output takes a file.") }
    if baseline?.isEmpty == true { throw ValidationError("--baseline takes a report that --json wrote.") }
  }

  /// Adds what was typed to a plain value.
  func apply(to invocation: inout SuiteInvocation) {
    invocation.gate = failOn.flatMap(SuiteGate.init(words:)) ?? SuiteGate()
    (invocation.baseline, invocation.output) = (baseline, output)
    invocation.format = format ?? .text
    invocation.reports = report.map(\.value)
  }
}

/// What stands behind `--report`: a format and a file, as in `junit=report.xml`.
package struct SuiteFileReport: ExpressibleByArgument, Sendable, Equatable {
  package let value: SuiteInvocation.FileReport

  package init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="),
      let format = SuiteInvocation.Format(rawValue: String(argument[..<equals]))
    else { return nil }
    let path = String(argument[argument.index(after: equals)...])
    guard !path.isEmpty else { return nil }
    value = SuiteInvocation.FileReport(format, path: path)
  }
}

extension SuiteInvocation.Format: ExpressibleByArgument {}
