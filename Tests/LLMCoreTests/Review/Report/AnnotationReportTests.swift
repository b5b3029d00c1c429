import Testing

@testable import LLMCore

@Suite struct AnnotationReportTests {
  private func lines(_ report: ReviewReport) -> [String] {
    ReportFixture.text(report, .github).split(separator: "\n").map(String.init)
  }

  @Test func `places and messages are escaped`() {
    #expect(
      lines(ReportFixture.full()).dropFirst().first
        == "::error file=src/login.swift,line=11,col=11,endColumn=27,title=security/sql-injection::The name is concatenated: "
        + "<b>injection</b> & more.%0AUse a bound value, 100%25 of the time.%0ASuggestion:%0A\tlet é = bound(name) + \"'\"%0A"
        + "(security/sql-injection, confidence 90 %25, in Login.check, id 7fcf8a63)")
    #expect(
      lines(ReportFixture.full()).contains { $0.hasPrefix("::warning file=src/big%2C file.swift,line=5,endLine=90,") })
  }

  @Test func `a message cannot give commands`() {
    let report = ReportFixture.hostile(message: "x\n::set-output name=a::b\r\n::error::c\u{85}::d")
    for line in lines(report) { #expect(line.hasPrefix("::warning ") || line.hasPrefix("::notice ")) }
  }

  @Test func `the worst come first`() {
    let levels = lines(ReportFixture.full()).prefix(3).map { $0.split(separator: " ")[0] }
    #expect(levels == ["::error", "::error", "::warning"])
  }

  @Test func `more than GitHub shows is told`() {
    #expect(lines(ReportFixture.many(11)).count { $0.contains("GitHub shows 10 annotations") } == 1)
    #expect(lines(ReportFixture.many(10)).count { $0.contains("GitHub shows 10 annotations") } == 0)
  }
}
