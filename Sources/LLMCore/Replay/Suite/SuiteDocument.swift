/// Runs of suites as one JSON object, which a later run can be compared with. Version 1; members may be added, never changed.
package struct SuiteDocument {
  package static let type = "suite_report"

  package let json: JSONValue

  package init(_ reports: [SuiteReport], exitCode: ExitCode) {
    json = .object([
      JSONMember("version", .integer(1)), JSONMember("type", .string(Self.type)),
      JSONMember("exit_code", .integer(Int(exitCode.rawValue))),
      JSONMember("suites", .array(reports.map(Self.suite))),
    ])
  }

  /// A line for each answer, with its suite, and one for each suite behind them.
  package static func lines(_ reports: [SuiteReport]) -> [JSONValue] {
    reports.flatMap { report in
      report.results.map { result in
        .object(
          [JSONMember("type", "answer"), JSONMember("suite", .string(report.name))] + (result.json.members ?? []))
      } + [.object([JSONMember("type", "suite")] + head(report))]
    }
  }

  private static func suite(_ report: SuiteReport) -> JSONValue {
    .object(head(report) + [JSONMember("cases", .array(report.entries.map(entry)))])
  }

  private static func head(_ report: SuiteReport) -> [JSONMember] {
    [
      JSONMember("name", .string(report.name)), JSONMember("path", .string(report.path)),
      JSONMember("model", .optional(report.model)), JSONMember("template", .optional(report.template)),
      JSONMember("started_at", .string(report.startedAt.rfc3339)),
      JSONMember("duration_ms", .integer(report.duration.milliseconds)),
      JSONMember("baseline", .optional(report.baseline)), JSONMember("complete", .bool(report.isComplete)),
      JSONMember(
        "counts",
        .object(
          ["pass", "fail", "flaky", "error", "unfinished"].map { JSONMember($0, .integer(report.count($0))) })),
      JSONMember("regressed", .array(report.regressed.map { .string($0) })),
      JSONMember("cost_usd", report.cost.known.json),
      JSONMember("cost_is_lower_bound", .bool(report.cost.isLowerBound)),
      JSONMember("judge_usd", report.judgeCost.json), JSONMember("unmeasured", .integer(report.unmeasured)),
    ]
  }

  private static func entry(_ entry: SuiteReport.Entry) -> JSONValue {
    .object([
      JSONMember("name", .string(entry.name)), JSONMember("tags", .array(entry.tags.map { .string($0) })),
      JSONMember("repetitions", .integer(entry.repetitions)), JSONMember("verdict", .string(entry.verdict.name)),
      JSONMember("passed", .integer(entry.results.count { $0.verdict == .pass })),
      JSONMember("before", .optional(entry.before?.name)), JSONMember("regression", .bool(entry.isRegression)),
      JSONMember("answers", .array(entry.results.map(\.json))),
    ])
  }
}
