import Testing

@testable import LLMCore

@Suite struct KnownFindingsTests {
  private static let message = "The name is concatenated into the SQL query, which allows injection."

  private func finding(
    _ path: String = "src/a.swift", file: String = "@10\n+  let q = \"SELECT \" + name\n+  run(q)",
    quote: String = "let q = \"SELECT \" + name", symbol: String? = "f", rule: String = "sql-injection",
    category: FindingCategory = .security, severity: FindingSeverity = .warning, message: String = message
  ) throws -> ReviewFinding {
    let claim = ReviewFixture.claim(path, quote, rule: rule, category: category, severity: severity, message: message)
    let found = ReviewFixture.proof(ReviewFixture.side(path, file), symbol: symbol).check([claim]).findings
    return try #require(found.first)
  }

  private func known(renames: [RawPath: RawPath] = [:], gone: Set<RawPath> = []) throws -> KnownFindings {
    KnownFindings(baseline: Baseline([KnownFinding(try finding())]), dismissals: nil, renames: renames) {
      gone.contains($0)
    }
  }

  @Test func `what was accepted is known again`() throws {
    let known = try known()
    let again = [
      try finding(), try finding(file: "@999\n+let q =\"SELECT \" + name"), try finding(message: "Wholly other words."),
      try finding(rule: "injection", message: "SQL query with the name concatenated."),
      try finding(rule: "injection", message: "Wholly other words."), try finding(severity: .critical),
      try finding(quote: "let q = \"SELECT \" + name\n  run(q)"),
      try finding(rule: "other", category: .bug, message: "Query allows SQL injection, the name is concatenated."),
    ]
    for finding in again { #expect(known.state(of: finding) == .baseline, "\(finding.message), \(finding.rule)") }
  }

  @Test func `what is new stays new`() throws {
    let known = try known()
    let others = [
      try finding("src/b.swift"), try finding(symbol: "g"), try finding(quote: "run(q)"),
      try finding(file: "+let q = \"SELECT \" + surname", quote: "let q = \"SELECT \" + surname"),
      try finding(rule: "leak", category: .bug, message: "Nobody frees it."),
      try finding(rule: "leak", severity: .critical, message: "Nobody frees it."),
      try finding(
        quote: "let q = \"SELECT \" + name\n  run(q)", rule: "unchecked", message: "Nobody looks at the result."),
    ]
    for finding in others { #expect(known.state(of: finding) == .new, "\(finding.message), \(finding.path.shown)") }
  }

  @Test func `a renamed file keeps its findings, a copy does not`() throws {
    let moved = try finding("src/new.swift")
    #expect(try known().state(of: moved) == .new)
    #expect(try known(renames: [RawPath("src/a.swift"): RawPath("src/new.swift")]).state(of: moved) == .baseline)
    #expect(try known(gone: [RawPath("src/a.swift")]).state(of: moved) == .baseline)
    let renamed = try known(renames: [RawPath("src/a.swift"): RawPath("src/new.swift")])
    #expect(renamed.state(of: try finding("src/new.swift", quote: "let q = \"SELECT \" + name\n  run(q)")) == .baseline)
  }

  @Test func `a dismissal counts before the baseline`() throws {
    let entry = Dismissal(
      KnownFinding(try finding()), reason: "A constant.", author: "Ann", date: "2026-11-21T10:00:00Z")
    let both = KnownFindings(
      baseline: Baseline([KnownFinding(try finding())]), dismissals: Dismissals([entry])
    ) { _ in false }
    #expect(both.state(of: try finding()) == .dismissed(entry))
  }

  // MARK: Files

  @Test func `a baseline is read as it was written`() throws {
    let findings = try ["b", "a", "a", "c\u{10FFFF}"].map { KnownFinding(try finding($0)) }
    let baseline = Baseline(findings)
    #expect(baseline.findings.map(\.path) == [RawPath("a"), RawPath("b"), RawPath(bytes: [0x63, 0xFF])])
    #expect(try Baseline(reading: baseline.bytes, path: "x") == baseline)
    #expect(try Baseline(reading: Baseline([]).bytes, path: "x") == Baseline([]))
    #expect(baseline.bytes.count { $0 == 0x0A } == 4 + 3 + 2)
  }

  @Test func `a baseline with members of the future is read`() throws {
    let text = String(decoding: Baseline([KnownFinding(try finding())]).bytes, as: UTF8.self)
    let later = text.replacing("\"version\":1,", with: "\"version\":1,\n\"x\":[],").replacing(
      "{\"path\"", with: "{\"y\":null,\"path\"")
    #expect(try Baseline(reading: Array(later.utf8), path: "x").findings.count == 1)
  }

  @Test(arguments: [
    ("", "line 1: the text ends in the middle of a value"), ("{}", "it is not a baseline of llmctl review"),
    (
      "{\n\"type\":\"llmctl-review-baseline\",\n\"version\":2,\"findings\":[]}",
      "its version 2 is newer than this llmctl"
    ),
    ("{\"type\":\"llmctl-review-baseline\",\"version\":1,\"findings\":[{}]}", "finding 1 is incomplete"),
    ("{\n\"type\":\"llmctl-review-baseline\",\n<<<<<<< ours\n", "line 3: a merge conflict"),
  ])
  func `a broken baseline is told`(_ text: String, _ reason: String) {
    let error = #expect(throws: LLMError.self) { _ = try Baseline(reading: Array(text.utf8), path: "base.json") }
    #expect(error?.message == "cannot read the baseline base.json: \(reason)")
  }

  @Test func `dismissals are read as they were written`() throws {
    let entry = Dismissal(
      KnownFinding(try finding("c\u{10FFFF}", symbol: nil)), reason: "No\n\"problem\"", author: "Ann",
      date: "2026-11-21T10:00:00Z")
    var file = Dismissals.addition(entry, to: [])
    file.removeLast()
    file += Dismissals.addition(entry, to: file)
    file += Array("\n  \n".utf8)
    #expect(try Dismissals(reading: file, path: "x").entries == [entry, entry])
  }

  @Test(arguments: [
    ("{\"version\":1", "line 2: the text ends in the middle of a value"),
    ("{}", "line 2: its version is not known to this llmctl"),
    ("{\"version\":1}", "line 2: a member is missing"), ("<<<<<<< ours", "line 2: a merge conflict"),
    ("{\"version\":9}", "line 2: its version is not known to this llmctl"),
  ])
  func `a broken dismissal is told`(_ line: String, _ reason: String) {
    let error = #expect(throws: LLMError.self) {
      _ = try Dismissals(reading: Array("\n\(line)\n".utf8), path: "d.jsonl")
    }
    #expect(error?.message == "cannot read d.jsonl, \(reason)")
  }

  @Test func `long texts are cut between characters`() throws {
    let known = KnownFinding(try finding(message: String(repeating: "é", count: 500)))
    #expect(known.message.utf8.count == 400)
  }

  @Test(arguments: [("0aFf", [0x0A, 0xFF] as [UInt8]?), ("", []), ("0", nil), ("0g", nil), ("é", nil)])
  func `hexadecimal digits are read`(_ text: String, _ bytes: [UInt8]?) {
    #expect(Hexadecimal.bytes(of: text) == bytes)
  }
}
