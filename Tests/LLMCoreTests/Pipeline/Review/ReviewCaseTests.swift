import LLMTestKit
import Testing

@testable import LLMCore

/// `llmctl review -` against models that name wrong lines and invent files, repeat themselves, refuse, break off, answer with anything
/// but JSON, and read changes that were written for them.
///
/// Of a case's `expect` each of the lists is compared as a whole; what is left out of a finding is expected to be as in most of them.
/// - `exit`, `outcome`, `moved`, `duplicates`, `dropped`, `errors` (their codes), `skipped` (path and reason), `unreviewed`: as in JSON.
/// - `findings`: `path`, first and last of `lines`, `rule` and more of the same names as in JSON; `message` is a part of it, `also` the
///   other messages, `suggestion` the replacement, `patch` whether it is a patch, `patched` lines that stand in it.
/// - `failure`: a part of the error where there is no report.
/// - `remarks`: parts of the notes; `notes`: how many of them are about text that speaks to the reviewer; `told`: parts of the report's
///   remarks.
/// - `sent`: parts of the change in some request, which stand nowhere but in its block; `unsent`: parts of no request; `asked`: a part
///   of each request in turn, empty for none.
/// - `shown`: parts of the report; `unshown`: parts of neither report nor notes.
@Suite struct ReviewCaseTests {
  @Test func `there are as many cases as were promised, and nothing in them is misspelt`() throws {
    let cases = try ReviewCase.files.flatMap { try ReviewCase.read($0) }
    #expect(cases.count >= 60 && cases.count == ReviewCase.all.count)
    #expect(Set(cases.compactMap { $0["name"]?.text }).count == cases.count)
    for value in cases { #expect(ReviewCase.misspelt(in: value) == [], "\(value["name"]?.text ?? "")") }
  }

  @Test(arguments: ReviewCase.all) func `what comes out`(of test: ReviewCase) async throws {
    let scene = try await test.scene()
    let exit = try #require(test.expected["exit"]?.integer)
    if let words = test.expected["failure"]?.text {
      let error = try #require(await scene.failure())
      #expect(Int(error.exitCode.rawValue) == exit)
      #expect(error.line.contains(words), "\(error.line)")
      #expect(scene.output.isEmpty)
    } else {
      let code = try await scene.run()
      let document = try scene.document
      #expect(Int(code.rawValue) == exit, "\(scene.notes)")
      #expect(document["exit_code"]?.integer == exit)
      Self.checkFacts(document, test.expected)
      Self.checkFindings(document, test.expected)
    }
    try Self.checkRequests(scene, test)
    Self.checkWords(scene, test.expected)
  }

  // MARK: The report

  /// Outcome and numbers; what was skipped, dropped, not reviewed, and went wrong.
  private static func checkFacts(_ document: JSONValue, _ expected: JSONValue) {
    let usual: [(name: String, value: JSONValue)] = [
      ("outcome", "complete"), ("moved", .integer(0)), ("duplicates", .integer(0)),
    ]
    for (name, value) in usual { #expect(document[name] == expected[name] ?? value, "\(name)") }
    #expect(counts(document["dropped"]) == counts(expected["dropped"]))
    let errors = document["errors"]?.elements ?? []
    #expect(errors.map { $0["code"] ?? .null } == expected["errors"]?.elements ?? [], "\(errors)")
    let skipped = document["skipped"]?.elements ?? []
    #expect(
      skipped.map { JSONValue.array([$0["path"] ?? .null, $0["reason"] ?? .null]) }
        == expected["skipped"]?.elements ?? [])
    let remarks = texts(document["remarks"])
    for words in texts(expected["told"]) { #expect(remarks.contains { holds($0, words) }, "\(remarks)") }
    let unreviewed = document["unreviewed"]?.elements ?? []
    let wanted = expected["unreviewed"]?.elements ?? []
    #expect(unreviewed.map { $0["path"] } == wanted.map { $0["path"] })
    for (part, wanted) in zip(unreviewed, wanted) {
      #expect(part["reason"]?.text?.isEmpty == false)
      guard let lines = wanted["lines"]?.elements else { continue }
      #expect([part["start_line"], part["end_line"]] == [lines.first, lines.last])
    }
  }

  private static func counts(_ value: JSONValue?) -> [String: Int] {
    var counts: [String: Int] = [:]
    for member in value?.members ?? [] {
      if let count = member.value.integer, count > 0 { counts[member.name] = count }
    }
    return counts
  }

  private static func checkFindings(_ document: JSONValue, _ expected: JSONValue) {
    let findings = document["findings"]?.elements ?? []
    let wanted = expected["findings"]?.elements ?? []
    #expect(
      findings.map { place($0, $0["start_line"], $0["end_line"]) }
        == wanted.map { place($0, $0["lines"]?.elements?.first, $0["lines"]?.elements?.last) })
    #expect(Set(findings.compactMap { $0["id"]?.text }).count == findings.count)
    guard findings.count == wanted.count else { return }
    let usual: [(name: String, value: JSONValue)] = [
      ("severity", "warning"), ("category", "bug"), ("state", "new"), ("changed", true),
    ]
    for (finding, wanted) in zip(findings, wanted) {
      for (name, value) in usual { #expect(finding[name] == wanted[name] ?? value, "\(name) of \(wanted)") }
      if let others = wanted["also"] { #expect(finding["other_messages"] == others) }
      if let occurrence = wanted["occurrence"] { #expect(finding["occurrence"] == occurrence) }
      if let words = wanted["message"]?.text { #expect(holds(finding["message"]?.text ?? "", words), "\(finding)") }
      checkSuggestion(finding["suggestion"] ?? .null, wanted)
    }
  }

  private static func place(_ finding: JSONValue, _ first: JSONValue?, _ last: JSONValue?) -> String {
    "\(finding["path"]?.text ?? "?"):\(first?.integer ?? 0)-\(last?.integer ?? 0) \(finding["rule"]?.text ?? "defect")"
  }

  /// The lines that should stand there, and whether they come as a patch, with lines that the patch must have.
  private static func checkSuggestion(_ suggestion: JSONValue, _ wanted: JSONValue) {
    guard let replacement = wanted["suggestion"] else {
      #expect(suggestion == .null)
      return
    }
    #expect(suggestion["replacement"] == replacement)
    let patch = suggestion["patch"]?.text
    #expect((patch != nil) == (wanted["patch"]?.bool ?? true), "\(suggestion)")
    let lines = self.lines(of: patch ?? "")
    for line in wanted["patched"]?.elements ?? [] { #expect(lines.contains(line.text ?? ""), "\(suggestion)") }
  }

  // MARK: What was sent

  /// What a model was asked in one call.
  private struct Request {
    /// What stands between the marks whose name nobody can guess.
    let block: String
    /// What else the question has: the words that come from llmctl.
    let frame: String
    /// All messages.
    let text: String

    init(_ call: ScriptedTransport.Call, about diff: [UInt8]) throws {
      let messages = try JSONReader.parse(call.request.body)["messages"]?.elements ?? []
      #expect(messages.prefix(2).map { $0["role"]?.text } == ["system", "user"])
      let contents = messages.compactMap { $0["content"]?.text }
      let lines = ReviewCaseTests.lines(of: try #require(contents.dropFirst().first))
      let starts = lines.indices.filter { lines[$0].hasPrefix("<change-") }
      let ends = lines.indices.filter { lines[$0].hasPrefix("</change-") }
      let start = try #require(starts.first)
      let end = try #require(ends.first)
      #expect(starts.count == 1 && ends.count == 1 && start < end)
      let token = lines[start].dropFirst("<change-".count).dropLast()
      #expect(token.count >= 16 && lines[end] == "</change-\(token)>")
      #expect(!ReviewCaseTests.holds(String(decoding: diff, as: UTF8.self), String(token)))
      block = lines[(start + 1)..<max(start + 1, end)].joined(separator: "\n")
      frame = ([contents[0]] + lines[...start] + lines[end...]).joined(separator: "\n")
      text = contents.joined(separator: "\n")
    }
  }

  /// Every reply was asked for, the change is data in each request, and what must not be sent was not.
  private static func checkRequests(_ scene: ReviewScene, _ test: ReviewCase) throws {
    let calls = scene.stage.transport.calls
    #expect(calls.count == test.script.replies.count)
    let requests = try calls.map { try Request($0, about: test.script.diff) }
    for words in texts(test.expected["sent"]) {
      #expect(requests.contains { holds($0.block, words) }, "\(words)")
      #expect(!requests.contains { holds($0.frame, words) }, "\(words)")
    }
    for words in texts(test.expected["unsent"]) {
      #expect(!requests.contains { holds($0.text, words) }, "\(words)")
    }
    let asked = texts(test.expected["asked"])
    for (request, words) in zip(requests, asked) { #expect(words.isEmpty || holds(request.text, words), "\(words)") }
  }

  // MARK: What is said

  private static func checkWords(_ scene: ReviewScene, _ expected: JSONValue) {
    let notes = scene.notes.joined(separator: "\n")
    for words in texts(expected["remarks"]) { #expect(holds(notes, words), "\(words)") }
    if let count = expected["notes"]?.integer {
      #expect(scene.notes.count { holds($0, "automatic reviewer") } == count, "\(notes)")
    }
    for words in texts(expected["shown"]) { #expect(holds(scene.output, words), "\(scene.output)") }
    for words in texts(expected["unshown"]) {
      #expect(!holds(scene.output, words) && !holds(notes, words), "\(words)")
    }
  }

  // MARK: Said again

  private static let complete = ReviewCase.all.filter { test in
    test.expected["failure"] == nil && test.expected["outcome"] == nil && !test.script.replies.isEmpty
  }

  @Test(arguments: complete)
  func `what was reviewed before comes out again without a call`(of test: ReviewCase) async throws {
    let first = try await test.scene()
    let code = try await first.run()
    var second = try await test.scene()
    second.stage.tree = first.stage.tree
    #expect(try await second.run() == code)
    #expect(second.stage.transport.calls.isEmpty)
    #expect(try second.document["findings"] == first.document["findings"])
  }

  // MARK: The other formats

  /// Cases with something to tell besides findings.
  private static let telling = ReviewCase.all.filter { test in
    test.expected["told"] != nil || test.known != nil
      || test.expected["findings"] != nil
        && ["unreviewed", "dropped", "skipped"].contains { test.expected[$0] != nil }
  }

  @Test(arguments: telling, ReportFormat.allCases)
  func `every format tells what was found and what was not looked at`(of test: ReviewCase, format: ReportFormat)
    async throws
  {
    var scene = try await test.scene()
    scene.invocation.format = format
    let code = try await scene.run()
    let exit = try #require(test.expected["exit"]?.integer)
    let isPartial = test.expected["outcome"] != nil
    #expect(Int(code.rawValue) == (format == .sarif && exit == 1 ? (isPartial ? 4 : 0) : exit))
    let news = (test.expected["findings"]?.elements ?? []).filter { $0["state"] == nil }
    for place in news + (test.expected["unreviewed"]?.elements ?? []) {
      #expect(Self.holds(scene.output, place["path"]?.text ?? "?"), "\(scene.output)")
    }
    for finding in news { #expect(Self.holds(scene.output, finding["rule"]?.text ?? "defect"), "\(scene.output)") }
    if test.expected["notes"] != nil { #expect(Self.holds(scene.output, "automatic reviewer"), "\(scene.output)") }
  }

  // MARK: Texts

  private static func texts(_ value: JSONValue?) -> [String] { (value?.elements ?? []).compactMap(\.text) }

  fileprivate static func lines(of text: String) -> [String] {
    Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0).asText }
  }

  /// Whether a text holds another, byte by byte: as characters, what is invisible hides in the one in front of it.
  fileprivate static func holds(_ text: String, _ part: String) -> Bool {
    var isFound = false
    TextSearch(Array(part.utf8)).forEachOccurrence(in: Array(text.utf8)) { _ in isFound = true }
    return isFound
  }
}
