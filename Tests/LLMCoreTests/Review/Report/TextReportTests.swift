import Testing

@testable import LLMCore

@Suite struct TextReportTests {
  @Test func `a finding stands with its code, carets and patch`() {
    let text = ReportFixture.text(ReportFixture.full(), .text)
    let expected = """
        11: critical (security/sql-injection, confidence 90 %, in Login.check, id 7fcf8a63)
          11 │     let é = "SELECT '" + name + "'"
             │             ^^^^^^^^^^^^^^^^^
            The name is concatenated: <b>injection</b> & more.
            Use a bound value, 100% of the time.
            suggestion:
              @@ -10,5 +10,5 @@
               struct Login {
              -   let é = "SELECT '" + name + "'"
              +   let é = bound(name) + "'"
                 run(q)
                 done()
               }
      """
    #expect(text.contains(expected), "\(text)")
    #expect(text.hasPrefix("src/login.swift\n"))
    #expect(!text.contains("No documentation."))
  }

  @Test func `a huge suggestion is shown in part, and says so`() {
    var report = ReportFixture.many(1)
    let lines = (1...100).map { Array("call(\($0))".utf8) }
    report.entries[0].finding.suggestion = SuggestedChange(replacement: lines, patch: nil)
    let text = ReportFixture.text(report, .text)
    #expect(text.contains("call(60)\n        … 40 more lines\n"), "\(text)")
    #expect(!text.contains("call(61)"))
  }

  @Test func `prose fits the terminal, and words stay whole`() {
    let style = ReportStyle(columns: 40)
    let text = String(decoding: ReportFormat.text.bytes(of: ReportFixture.full(), style: style), as: UTF8.self)
    #expect(text.contains("\n      The name is concatenated:\n      <b>injection</b> & more.\n"), "\(text)")
    #expect(text.contains("\n      Use a bound value, 100% of the\n      time.\n"), "\(text)")
  }

  @Test func `colours change nothing but colours`() {
    let report = ReportFixture.full()
    let coloured = String(decoding: ReportFormat.text.bytes(of: report, style: .coloured()), as: UTF8.self)
    var plain = coloured
    for code in ["0", "1", "2", "31", "32", "35", "1;31", "1;33", "1;36"] {
      plain = plain.replacing("\u{1B}[\(code)m", with: "")
    }
    #expect(plain == ReportFixture.text(report, .text))
    #expect(coloured.contains("\u{1B}[1;31mcritical\u{1B}[0m"))
  }

  @Test func `known findings are listed when asked for`() {
    let style = ReportStyle(showsKnown: true)
    let text = String(decoding: ReportFormat.text.bytes(of: ReportFixture.full(), style: style), as: UTF8.self)
    #expect(text.contains("in the baseline\n"))
    #expect(text.contains("dismissed by Ann on 2026-11-20T00:00:00Z: It is <fine>.\n"))
  }

  @Test func `what was replaced is restored, and only here`() {
    let report = ReportFixture.hostile(
      code: "key = \"[[SECRET 1]]\" + x", message: "[[SECRET 1]] is committed.", suggestion: "key = \"[[SECRET 1]]\"")
    let style = ReportStyle(restore: { $0.replacing("[[SECRET 1]]", with: "hunter2\u{1B}[2J") })
    let text = String(decoding: ReportFormat.text.bytes(of: report, style: style), as: UTF8.self)
    #expect(text.contains("1 │ key = \"hunter2␛[2J\" + x\n"))
    #expect(text.contains("hunter2␛[2J is committed."))
    #expect(!text.contains("SECRET"))
    for format in ReportFormat.allCases where format != .text {
      #expect(!String(decoding: format.bytes(of: report, style: style), as: UTF8.self).contains("hunter2"))
    }
  }

  @Test func `carets count columns of the terminal`() {
    let report = ReportFixture.hostile(code: "日本()")
    let style = ReportStyle(width: { $0.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) } })
    let text = String(decoding: ReportFormat.text.bytes(of: report, style: style), as: UTF8.self)
    #expect(text.contains("│ 日本()\n      │ ^^^^^^\n"))
  }

  @Test func `long lines and long findings are cut`() {
    let line = ReportFixture.text(ReportFixture.hostile(code: String(repeating: "x", count: 5_000)), .text)
    #expect(line.split(separator: "\n").allSatisfy { $0.unicodeScalars.count < 300 })
    let side = ReviewFixture.side("a", (0..<40).map { "+call\($0)()" }.joined(separator: "\n"))
    var report = ReportFixture.clean()
    let found = ReviewFixture.proof(side).finding(ReviewFixture.claim("a", ""), in: RawPath("a"), lines: 1...40)
    report.entries = found.map { [ReviewReport.Entry($0)] } ?? []
    let text = ReportFixture.text(report, .text)
    #expect(text.contains("│ … 28 more lines\n"))
    #expect(!text.contains("call12()"))
  }
}
