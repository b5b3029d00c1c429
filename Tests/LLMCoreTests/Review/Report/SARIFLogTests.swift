import Testing

@testable import LLMCore

@Suite struct SARIFLogTests {
  private let run: JSONValue

  init() throws {
    let value = try JSONReader.parse(ReportFormat.sarif.bytes(of: ReportFixture.full()))
    run = try #require(value["runs"]?.elements?.first)
  }

  private var results: [JSONValue] { run["results"]?.elements ?? [] }

  private func result(_ state: String) throws -> JSONValue {
    try #require(results.first { $0["properties"]?["state"]?.text == state })
  }

  @Test func `every result says whether it is suppressed`() throws {
    #expect(results.count == 4)
    #expect(try result("new")["suppressions"] == [])
    #expect(try result("baseline")["suppressions"]?.elements?.first?["justification"]?.text == "The baseline has it.")
    let dismissed = try #require(try result("dismissed")["suppressions"]?.elements?.first)
    #expect(dismissed["kind"] == "external")
    #expect(dismissed["justification"] == "It is <fine>.")
  }

  @Test func `rules and places are found by their numbers`() throws {
    let rules = run["tool"]?["driver"]?["rules"]?.elements ?? []
    let artifacts = run["artifacts"]?.elements ?? []
    for result in results {
      let rule = try #require(result["ruleIndex"]?.integer)
      #expect(rules[rule]["id"] == result["ruleId"])
      let location = try #require(result["locations"]?.elements?.first?["physicalLocation"]?["artifactLocation"])
      let index = try #require(location["index"]?.integer)
      #expect(artifacts[index]["location"]?["uri"] == location["uri"])
    }
  }

  @Test func `columns count code points`() throws {
    let region = try result("new")["locations"]?.elements?.first?["physicalLocation"]?["region"]
    // A tab, an e with an accent of two bytes, and the quote behind them.
    #expect(region?["startColumn"]?.integer == 10)
    #expect(region?["endColumn"]?.integer == 27)
    #expect(run["columnKind"] == "unicodeCodePoints")
  }

  @Test func `identities are given to those who compare`() throws {
    let prints = try #require(try result("new")["partialFingerprints"])
    let finding = try #require(ReportFixture.full().newFindings.first)
    #expect(prints["llmctlFinding/v1"]?.text == finding.identity.fingerprint)
    #expect(prints["primaryLocationLineHash"]?.text == "\(finding.identity.place.prefix(16)):1")
  }

  @Test func `the invocation tells success and what was not looked at`() throws {
    let invocation = try #require(run["invocations"]?.elements?.first)
    #expect(invocation["executionSuccessful"] == false)
    #expect(invocation["exitCode"]?.integer == 4)
    let notices = invocation["toolExecutionNotifications"]?.elements ?? []
    func uris(_ kind: String) -> [String] {
      notices.filter { $0["descriptor"]?["id"]?.text == kind }.compactMap {
        $0["locations"]?.elements?.first?["physicalLocation"]?["artifactLocation"]?["uri"]?.text
      }
    }
    #expect(uris("skipped") == ["package-lock.json", "gen/%1B%5B31m%FF"])
    #expect(uris("not_reviewed") == ["src/big%2C%20file.swift", "src/other.swift"])
    let clean = try JSONReader.parse(ReportFormat.sarif.bytes(of: ReportFixture.clean()))
    #expect(clean["runs"]?.elements?.first?["invocations"]?.elements?.first?["executionSuccessful"] == true)
  }

  @Test func `a fix replaces the lines`() throws {
    let fix = try #require(try result("new")["fixes"]?.elements?.first?["artifactChanges"]?.elements?.first)
    let replacement = try #require(fix["replacements"]?.elements?.first)
    #expect(replacement["insertedContent"]?["text"]?.text == "\tlet é = bound(name) + \"'\"")
    #expect(replacement["deletedRegion"]?["startLine"]?.integer == 11)
    #expect(replacement["deletedRegion"]?["endColumn"]?.integer == 33)
  }

  @Test(arguments: [("see [here](http://x)", "see \\[here\\](http://x)"), ("a[0] (b)", "a[0] (b)")])
  func `nothing in a message is a link`(_ message: String, _ expected: String) throws {
    let value = try JSONReader.parse(ReportFormat.sarif.bytes(of: ReportFixture.hostile(message: message)))
    let result = value["runs"]?.elements?.first?["results"]?.elements?.first
    #expect(result?["message"]?["text"]?.text == expected)
  }

  @Test(arguments: [
    ("a/b.c", "a/b.c"), ("a b", "a%20b"), ("ü", "%C3%BC"), ("a\u{10FFFF}", "a%FF"), ("100%", "100%25"),
    ("a:b?c#d", "a%3Ab%3Fc%23d"),
    ("~_-.", "~_-."),
  ])
  func `paths are references`(_ path: String, _ expected: String) {
    #expect(PercentEncoding.reference(to: RawPath(path)) == expected)
  }
}
