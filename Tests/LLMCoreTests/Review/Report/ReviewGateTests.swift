import Testing

@testable import LLMCore

@Suite struct ReviewGateTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let outcome: ReviewReport.Outcome
    let found: [FindingSeverity]
    let failOn: String?
    let format: ReportFormat
    let expected: ExitCode

    init(
      _ outcome: ReviewReport.Outcome, _ found: [FindingSeverity], _ failOn: String?, _ format: ReportFormat,
      _ expected: ExitCode
    ) {
      (self.outcome, self.found, self.failOn, self.format, self.expected) = (outcome, found, failOn, format, expected)
    }

    var testDescription: String { "\(outcome) \(found) --fail-on \(failOn ?? "-") \(format)" }
  }

  static let rows: [Row] = [
    Row(.complete, [], nil, .text, .complete), Row(.complete, [], "info", .json, .complete),
    Row(.complete, [.info], nil, .text, .complete), Row(.complete, [.info], "info", .text, .gateFailed),
    Row(.complete, [.warning], nil, .text, .gateFailed), Row(.complete, [.warning], nil, .markdown, .gateFailed),
    Row(.complete, [.warning], "critical", .text, .complete),
    Row(.complete, [.info, .critical], "critical", .github, .gateFailed),
    Row(.complete, [.critical], "never", .text, .complete), Row(.complete, [.critical], "never", .sarif, .complete),
    Row(.complete, [.critical], nil, .sarif, .complete), Row(.complete, [.critical], "warning", .sarif, .gateFailed),
    Row(.complete, [.info], "warning", .sarif, .complete), Row(.partial, [], nil, .text, .partial),
    Row(.partial, [], "never", .sarif, .partial), Row(.partial, [.critical], nil, .sarif, .partial),
    Row(.partial, [.info], nil, .text, .partial), Row(.partial, [.critical], "critical", .text, .gateFailed),
    Row(.partial, [.critical], "never", .text, .partial), Row(.failed, [], nil, .text, .noPermission),
    Row(.failed, [], "never", .sarif, .noPermission), Row(.failed, [], "info", .json, .noPermission),
  ]

  @Test(arguments: rows) func `the exit code says what happened`(_ row: Row) throws {
    let gate = ReviewGate(threshold: row.failOn.flatMap(ReviewGate.Threshold.init))
    let code = gate.exitCode(
      outcome: row.outcome, newSeverities: row.found, errors: [LLMError(.auth, "the key was rejected")],
      format: row.format)
    #expect(code == row.expected)
  }

  @Test func `what is known does not close the gate`() {
    var report = ReportFixture.many(2, severity: .critical)
    #expect(report.exitCode(for: .text) == .gateFailed)
    for index in report.entries.indices { report.entries[index].state = .baseline }
    #expect(report.exitCode(for: .text) == .complete)
  }

  @Test func `the words of the option are all and only these`() {
    for word in ReviewGate.Threshold.words { #expect(ReviewGate.Threshold(word)?.word == word) }
    for word in ["", "Critical", "high", "none"] { #expect(ReviewGate.Threshold(word) == nil) }
  }

  @Test func `the outcome is what was looked at`() {
    #expect(ReportFixture.clean().outcome == .complete)
    #expect(ReportFixture.full().outcome == .partial)
    #expect(ReportFixture.failed().outcome == .failed)
    var report = ReportFixture.clean()
    report.unreviewed = [ReviewReport.Unreviewed(RawPath("a"), reason: "cut")]
    #expect(report.outcome == .partial)
    report = ReportFixture.clean()
    report.errors = [LLMError(.network, "no connection")]
    #expect(report.outcome == .partial)
    report = ReportFixture.clean()
    report.reviewed = []
    #expect(report.outcome == .complete)
    // Parts were there, and none was reviewed: the model refused them all.
    report.unreviewed = [ReviewReport.Unreviewed(RawPath("a"), reason: "refused")]
    #expect(report.outcome == .failed)
    #expect(report.exitCode(for: .text) == .partial)
  }
}
