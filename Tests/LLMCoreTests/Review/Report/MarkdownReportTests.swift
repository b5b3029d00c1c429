import Testing

@testable import LLMCore

@Suite struct MarkdownReportTests {
  @Test(arguments: [
    ("@ann, look", "@\u{200B}ann, look"), ("see #12 and GH-7", "see \\#\u{200B}12 and GH-\u{200B}7"),
    ("![x](http://a.example)", "\\!\\[x\\](http:\u{200B}//a.example)"), ("www.a.example", "www.\u{200B}a.example"),
    ("<img src=x onerror=y>", "\\<img src=x onerror=y\\>"), ("a <!-- b --> c", "a \\<\\!-- b --\\> c"),
    ("- one\n# two\n=== \n1. x", "\\- one\n\\#\u{200B} two\n\\=== \n1. x"), ("`a` and `b`", "`a` and `b`"),
    ("`@ann` is `#1`", "`@ann` is `#1`"), ("a ` b", "a \\` b"), ("``` ``", "\\`\\`\\` \\`\\`"), ("    code", "code"),
    ("| a | b |", "\\| a \\| b \\|"), ("&#64;ann &lt;", "\\&\\#\u{200B}64;ann \\&lt;"), ("$x$", "\\$x\\$"),
    ("a\u{1B}[m", "a␛\\[m"),
  ])
  func `prose does nothing but show`(_ text: String, _ expected: String) {
    #expect(MarkdownText.prose(text) == expected)
  }

  @Test(arguments: [
    ("a", "`a`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("a``b`c", "```a``b`c```"), ("", "` `"), (" ", "` `"),
    ("a\nb", "`a b`"),
  ])
  func `code is a span whatever it holds`(_ text: String, _ expected: String) {
    #expect(MarkdownText.code(text) == expected)
  }

  @Test func `fences are longer than those in the code`() {
    #expect(MarkdownText.block(["a", "`````", "```"], language: "diff") == "``````diff\na\n`````\n```\n``````")
    #expect(MarkdownText.block([], language: "") == "```\n```")
  }

  @Test func `the first line marks the comment`() {
    for report in [ReportFixture.full(), ReportFixture.clean(), ReportFixture.failed()] {
      #expect(ReportFixture.text(report, .markdown).hasPrefix("<!-- llmctl-review -->\n## Review: "))
    }
  }

  @Test func `a message cannot end the marker or open a fold`() {
    let text = ReportFixture.text(
      ReportFixture.hostile(code: "```\n</details>", message: "--> </details> <!-- llmctl-review -->"), .markdown)
    #expect(text.components(of: "<!--") == 2)
    #expect(text.components(of: "</details>") == 2)
  }

  @Test(arguments: [10, 300, 3_000]) func `what does not fit is counted`(_ count: Int) throws {
    var report = ReportFixture.many(count, severity: .info)
    report.entries[count - 1].finding.severity = .critical
    report.skipped = (0..<5_000).map { ReviewReport.Skipped(RawPath("generated/file\($0).c"), reason: "generated") }
    report.unreviewed = (0..<5_000).map { ReviewReport.Unreviewed(RawPath("src/file\($0).c"), reason: "cut") }
    let text = ReportFixture.text(report, .markdown)
    #expect(text.utf16.count <= MarkdownReport.limit)
    // The worst are kept.
    #expect(text.contains("call\(count - 1)()"))
    let shown = text.components(of: "confidence 80 %") - 1
    let leftOut = count - shown
    let findings = leftOut == 1 ? "finding does" : "findings do"
    #expect(text.contains("**\(leftOut) more \(findings) not fit into a comment: \(leftOut) info.**") == (leftOut > 0))
    #expect((leftOut > 0) == (count == 3_000 || count == 300 && leftOut > 0))
    #expect(text.contains("Skipped (5000)") && text.contains("Not reviewed (5000)") && text.contains("more\n"))
  }

  @Test func `one huge finding does not break the limit`() {
    let message = String(repeating: "<@", count: 40_000)
    let text = ReportFixture.text(ReportFixture.hostile(message: message), .markdown)
    #expect(text.utf16.count <= MarkdownReport.limit)
    #expect(text.contains("**1 more finding does not fit"))
  }

  @Test func `a huge suggestion does not push other findings out`() throws {
    var report = ReportFixture.many(10)
    let lines = [[UInt8]](repeating: Array("call()".utf8), count: 40_000)
    report.entries[0].finding.severity = .critical
    report.entries[0].finding.suggestion = SuggestedChange(replacement: lines, patch: nil)
    let text = ReportFixture.text(report, .markdown)
    #expect(text.contains("The suggestion has 40000 lines"))
    #expect(text.components(of: "confidence 80 %") - 1 == 10)
    #expect(!text.contains("not fit into a comment"))
  }
}

extension String {
  /// How many parts a separator makes.
  fileprivate func components(of separator: String) -> Int {
    split(separator: separator, omittingEmptySubsequences: false).count
  }
}
