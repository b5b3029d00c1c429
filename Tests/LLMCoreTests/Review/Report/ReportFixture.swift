@testable import LLMCore

/// Reports for tests.
enum ReportFixture {
  private static let source = ReviewFixture.side(
    "src/login.swift",
    """
    @10
     struct Login {
    +\tlet é = "SELECT '" + name + "'"
    +  run(q)
    +  done()
     }
    """)

  /// With a finding of each severity and state, and every kind of fact.
  static func full() -> ReviewReport {
    var report = ReviewReport(
      source: "main...HEAD", provider: "openai", model: "gpt-x", toolVersion: "1.2.3")
    let claims = [
      ReviewFixture.claim(
        "src/login.swift", "\"SELECT '\" + name", line: 11, rule: "sql-injection", category: .security,
        severity: .critical,
        confidence: 0.9,
        message: "The name is concatenated: <b>injection</b> & more.\nUse a bound value, 100% of the time.",
        suggestion: "bound(name)"),
      ReviewFixture.claim("src/login.swift", "run(q)\n  done()", line: 12, message: "The result is lost."),
      ReviewFixture.claim("src/login.swift", "struct Login {", line: 10, severity: .info, message: "No documentation."),
      ReviewFixture.claim(
        "src/login.swift", "done()", line: 13, category: .style, severity: .info, message: "A bad name."),
    ]
    let proof = ReviewFixture.proof(source, symbol: "Login.check")
    let merged = MergedFindings(proof.check(claims).findings, digest: ReviewFixture.digest)
    let states: [FindingState] = [.baseline, .new, .new, dismissed(merged.findings)]
    report.entries = zip(merged.findings, states).map { ReviewReport.Entry($0, $1) }
    report.reviewed = [RawPath("src/login.swift")]
    report.skipped = [
      ReviewReport.Skipped(RawPath("package-lock.json"), reason: "lock file"),
      ReviewReport.Skipped(RawPath(bytes: Array("gen/\u{1B}[31m".utf8) + [0xFF]), reason: "generated"),
    ]
    report.unreviewed = [
      ReviewReport.Unreviewed(RawPath("src/big, file.swift"), lines: 5...90, reason: "the answer was cut"),
      ReviewReport.Unreviewed(RawPath("src/other.swift"), reason: "the provider failed"),
    ]
    report.dropped = [.quoteNotFound: 2, .unknownFile: 1]
    (report.moved, report.duplicates, report.calls, report.cachedParts) = (1, 3, 4, 2)
    report.errors = [LLMError(.throttle, "too many requests", advice: "Try again later")]
    report.usage = Usage(uncachedInput: 1200, textOutput: 340)
    report.price = Money(usd: "0.0123")
    report.duration = .milliseconds(12_340)
    report.startedAt = "2026-11-21T10:00:00Z"
    return report
  }

  private static func dismissed(_ findings: [ReviewFinding]) -> FindingState {
    guard let last = findings.last else { return .new }
    return .dismissed(
      Dismissal(KnownFinding(last), reason: "It is <fine>.", author: "Ann", date: "2026-11-20T00:00:00Z"))
  }

  /// Nothing found in one file.
  static func clean() -> ReviewReport {
    var report = ReviewReport(source: "a1b2c3d", provider: "local", model: "m", toolVersion: "1")
    report.reviewed = [RawPath("a.c")]
    return report
  }

  /// Nothing reviewed for an error.
  static func failed() -> ReviewReport {
    var report = ReviewReport(source: "HEAD", provider: "local", model: "m", toolVersion: "1")
    report.errors = [LLMError(.auth, "the key was rejected")]
    return report
  }

  /// One finding with these texts, in a file with this path.
  static func hostile(
    path: [UInt8] = Array("a.c".utf8), code: String = "code()", message: String = "Wrong.", suggestion: String? = nil
  ) -> ReviewReport {
    var report = clean()
    let line = NewSide.Line(1, Array(code.utf8), .added)
    let proof = ReviewFixture.proof(NewSide(path: RawPath(bytes: path), lines: [line]))
    let claim = ReviewFixture.claim("", "", rule: "r", message: message, suggestion: suggestion)
    let found = proof.finding(claim, in: RawPath(bytes: path), lines: 1...1).map { [$0] } ?? []
    report.entries = MergedFindings(found, digest: ReviewFixture.digest).findings.map { ReviewReport.Entry($0) }
    return report
  }

  /// So many findings, each at a line of its own.
  static func many(_ count: Int, severity: FindingSeverity = .warning, message: String = "Wrong.") -> ReviewReport {
    var report = clean()
    let side = ReviewFixture.side("a.c", (0..<count).map { "+call\($0)()" }.joined(separator: "\n"))
    let proof = ReviewFixture.proof(side)
    let proven = (1...count).compactMap { line in
      proof.finding(
        ReviewFixture.claim("a.c", "", severity: severity, message: "\(message) \(line)"), in: RawPath("a.c"),
        lines: line...line)
    }
    let found = MergedFindings(proven, digest: ReviewFixture.digest)
    report.entries = found.findings.map { ReviewReport.Entry($0) }
    return report
  }

  static func text(_ report: ReviewReport, _ format: ReportFormat) -> String {
    String(decoding: format.bytes(of: report), as: UTF8.self)
  }
}
