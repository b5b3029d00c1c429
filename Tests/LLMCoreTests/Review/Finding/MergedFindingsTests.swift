import Testing

@testable import LLMCore

@Suite struct MergedFindingsTests {
  private static let side = ReviewFixture.side(
    "a", "+let q = \"SELECT \" + name\n+run(q)\n+run(q)\n+let q = \"SELECT \" + name\n+close()")

  private func merged(_ claims: [ClaimedFinding], sides: [NewSide] = [side]) -> MergedFindings {
    let proof = FindingProof(sides: sides, symbol: { _, _ in nil }, digest: ReviewFixture.digest)
    return MergedFindings(proof.check(claims).findings, digest: ReviewFixture.digest)
  }

  private func claim(
    _ message: String, line: Int = 1, quote: String = "let q = \"SELECT \" + name", rule: String = "sql-injection",
    category: FindingCategory = .security, severity: FindingSeverity = .warning, confidence: Double = 0.5
  ) -> ClaimedFinding {
    ReviewFixture.claim(
      "a", quote, line: line, rule: rule, category: category, severity: severity, confidence: confidence,
      message: message)
  }

  private static let first = "The name is concatenated into the SQL query, which allows injection."

  struct Pair: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let other: ClaimedFinding
    let count: Int
  }

  static let pairs: [Pair] = [
    Pair("the same twice", 1),
    Pair("reworded", 1, message: "SQL injection: the query concatenates a name."),
    Pair("reworded, of another rule", 1, message: "Concatenating the name into an SQL query.", rule: "string-building"),
    Pair(
      "reworded, of another category", 1, message: "Name concatenated into SQL query: injection!", rule: "x",
      category: .bug),
    Pair("of the same rule in wholly other words", 1, message: "Anybody may drop all tables."),
    Pair(
      "something else at the same line", 2, message: "The constant should be declared once.", rule: "naming",
      category: .style),
    Pair("the same at another line", 2, line: 4),
    Pair("a line more", 1, quote: "let q = \"SELECT \" + name\nrun(q)"),
    Pair(
      "a line more about something else", 2, message: "Nobody looks at the result.",
      quote: "let q = \"SELECT \" + name\nrun(q)", rule: "unchecked"),
  ]

  @Test(arguments: pairs) func `duplicates are merged, and nothing else`(_ pair: Pair) {
    let result = merged([claim(Self.first), pair.other])
    #expect(result.findings.count == pair.count)
    #expect(result.duplicates == 2 - pair.count)
    // The order of answers does not matter for what is left.
    #expect(
      merged([pair.other, claim(Self.first)]).findings.map(\.lines.lowerBound)
        == result.findings.map(\.lines.lowerBound))
  }

  @Test func `the worst and the surest is kept`() throws {
    let result = merged([
      claim("Injection into the query.", severity: .info, confidence: 0.9),
      claim("Query injection.", severity: .critical, confidence: 0.4),
    ])
    let kept = try #require(result.findings.first)
    #expect(kept.severity == .critical)
    #expect(kept.confidence == 0.9)
    #expect(kept.message == "Query injection.")
    #expect(kept.otherMessages == [])
  }

  @Test func `other words are kept, and those alike are not`() throws {
    let result = merged([
      claim(Self.first), claim("Anybody may drop all tables."), claim("All tables may be dropped by anybody."),
      claim(Self.first + " Escape it."),
    ])
    #expect(result.findings.map(\.otherMessages) == [["Anybody may drop all tables."]])
    #expect(result.findings.first?.explanation == Self.first + "\nAlso: Anybody may drop all tables.")
  }

  @Test func `a suggestion of a duplicate is not lost`() {
    var other = claim("Query injection.", severity: .info)
    other.suggestion = "let q = bound(name)"
    #expect(merged([claim(Self.first), other]).findings.first?.suggestion?.patch != nil)
  }

  @Test func `findings are sorted and equal ones numbered`() {
    let result = merged([
      claim(Self.first, line: 4), claim(Self.first, line: 1), claim("Not closed.", line: 5, quote: "close()"),
    ])
    #expect(result.findings.map(\.lines) == [1...1, 4...4, 5...5])
    #expect(result.findings.map(\.identity.occurrence) == [1, 2, 1])
    #expect(result.findings[0].identity.fingerprint == result.findings[1].identity.fingerprint)
    #expect(Set(result.findings.map(\.id)).count == 3)
    #expect(result.findings.allSatisfy { $0.id.utf8.count == 8 })
  }

  @Test func `the same code in two files has two names`() {
    let sides = ["a", "b"].map { ReviewFixture.side($0, "+run(q)") }
    let claims = ["a", "b"].map { ReviewFixture.claim($0, "run(q)", line: 1) }
    let result = merged(claims, sides: sides)
    #expect(result.findings.map(\.path) == [RawPath("a"), RawPath("b")])
    #expect(Set(result.findings.map(\.id)).count == 2)
  }

  @Test func `names that collide get longer`() {
    var counter = 0
    let side = ReviewFixture.side("a", (0..<5).map { "+call\($0)()" }.joined(separator: "\n"))
    let claims = (0..<5).map { ReviewFixture.claim("a", "call\($0)()", line: $0 + 1) }
    let found = ReviewFixture.proof(side).check(claims).findings
    let result = MergedFindings(found) { _ in
      counter += 1
      return "0123456789abc" + ["00", "01", "1", "d", "e"][counter - 1] + String(repeating: "f", count: 40)
    }
    #expect(
      result.findings.map(\.id) == [
        "0123456789abc00", "0123456789abc01", "0123456789abc1", "0123456789abcd", "0123456789abce",
      ])
  }

  @Test func `many findings at one place take no long time`() {
    let claims = (0..<3_000).map { claim("Problem \($0) of many.", rule: "rule-\($0)", category: .bug) }
    #expect(merged(claims).findings.count == 1)
  }
}

extension MergedFindingsTests.Pair {
  fileprivate init(
    _ name: String, _ count: Int,
    message: String = "The name is concatenated into the SQL query, which allows injection.",
    line: Int = 1, quote: String = "let q = \"SELECT \" + name", rule: String = "sql-injection",
    category: FindingCategory = .security
  ) {
    testDescription = name
    self.count = count
    other = ReviewFixture.claim("a", quote, line: line, rule: rule, category: category, message: message)
  }
}
