import LLMTestKit
import Testing

@testable import LLMCore

/// Every format against the rules of those who read it.
@Suite struct ReportFormatTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let report: ReviewReport
  }

  static let samples = [
    Sample(testDescription: "every fact", report: ReportFixture.full()),
    Sample(testDescription: "nothing found", report: ReportFixture.clean()),
    Sample(testDescription: "failed", report: ReportFixture.failed()),
    Sample(testDescription: "many", report: ReportFixture.many(30)),
    Sample(
      testDescription: "hostile",
      report: ReportFixture.hostile(
        path: Array("a/\u{FC} \"x\n\u{1}:,%&<.c".utf8) + [0xFF],
        code: "x = `\u{1B}[31m]]><&\"'` \u{FFFF} \u{202E}",
        message: "@ann ![x](http://x) <img> \u{0}\u{B}\u{FFFE}\u{85} \r\n::error::x%0A", suggestion: "\u{0}")),
    Sample(testDescription: "a line to delete", report: ReportFixture.hostile(suggestion: "")),
    Sample(testDescription: "lines to add", report: ReportFixture.hostile(suggestion: "other()\nmore()")),
  ]

  private static let root = #filePath.split(separator: "/").dropLast(5).map { "/\($0)" }.joined()

  private func schema(_ path: String) throws -> JSONSchema {
    try JSONSchema(JSONReader.parse(try DiskFile("\(Self.root)/\(path)").read()))
  }

  @Test(arguments: samples) func `JSON has the form that is documented`(_ sample: Sample) throws {
    let report = sample.report
    let schema = try schema("docs/schemas/review-1.schema.json")
    let value = try JSONReader.parse(ReportFormat.json.bytes(of: report))
    #expect(schema.validate(value) == [])
    #expect(value["outcome"]?.text == report.outcome.rawValue)
  }

  @Test func `the documented form is not loose`() throws {
    let schema = try schema("docs/schemas/review-1.schema.json")
    let value = try JSONReader.parse(ReportFormat.json.bytes(of: ReportFixture.full()))
    for name in value.members?.map(\.name) ?? [] {
      let without = (value.members ?? []).filter { $0.name != name }
      #expect(!schema.isValid(.object(without)), "\(name)")
    }
    let finding = try #require(value["findings"]?.elements?.first?.members)
    for member in finding {
      let without = JSONValue.object(finding.filter { $0.name != member.name })
      let members = (value.members ?? []).map { $0.name == "findings" ? JSONMember("findings", [without]) : $0 }
      #expect(!schema.isValid(.object(members)), "\(member.name)")
    }
  }

  @Test(arguments: samples) func `SARIF is what its schema says`(_ sample: Sample) throws {
    let report = sample.report
    let schema = try schema("Tests/LLMCoreTests/Review/Fixtures/sarif-2.1.0.json")
    let value = try JSONReader.parse(ReportFormat.sarif.bytes(of: report))
    #expect(schema.validate(value) == [])
    #expect(!schema.isValid(["version": "2.1.0", "runs": [["tool": ["driver": ["name": true]]]]]))
  }

  @Test(arguments: samples) func `every line of rdjsonl is a diagnostic`(_ sample: Sample) throws {
    let report = sample.report
    let schema = try schema("Tests/LLMCoreTests/Review/Fixtures/rdjsonl.json")
    let bytes = ReportFormat.rdjsonl.bytes(of: report)
    #expect(bytes.last == 0x0A)
    let lines = bytes.split(separator: 0x0A)
    #expect(lines.count == report.newFindings.count + report.notices.count)
    for line in lines { #expect(schema.validate(try JSONReader.parse(Array(line))) == []) }
  }

  @Test(arguments: samples) func `every line for GitHub is a command`(_ sample: Sample) {
    let report = sample.report
    let text = ReportFixture.text(report, .github)
    let lines = text.utf8.split(separator: 0x0A)
    #expect(lines.count >= report.newFindings.count + report.notices.count)
    for line in lines {
      let line = String(decoding: Array(line), as: UTF8.self)
      #expect(["::error ", "::warning ", "::notice "].contains { line.hasPrefix($0) })
      let parts = line.dropFirst(2).split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
      #expect(parts.count == 2)
      for property in parts[0].drop(while: { $0 != " " }).dropFirst().split(separator: ",") {
        #expect(["file", "line", "endLine", "col", "endColumn", "title"].contains { property.hasPrefix("\($0)=") })
        #expect(!property.contains(":"))
      }
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" })
    }
  }

  @Test(arguments: samples) func `Checkstyle is well-formed`(_ sample: Sample) throws {
    let report = sample.report
    let elements = try XMLElements(ReportFixture.text(report, .checkstyle)).starts
    #expect(elements.first?.name == "checkstyle")
    let errors = elements.filter { $0.name == "error" }
    #expect(errors.count == report.newFindings.count + report.notices.count)
    for error in errors {
      #expect(Int(error.attributes["line"] ?? "").map { $0 >= 1 } == true)
      #expect(["error", "warning", "info"].contains(error.attributes["severity"]))
      #expect(error.attributes["message"]?.isEmpty == false && error.attributes["source"]?.isEmpty == false)
    }
    #expect(elements.filter { $0.name == "file" }.allSatisfy { $0.attributes["name"]?.isEmpty == false })
  }

  @Test(arguments: samples) func `text is safe for a terminal`(_ sample: Sample) {
    let report = sample.report
    let text = ReportFixture.text(report, .text)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    #expect(!text.unicodeScalars.contains { (0x7F..<0xA0).contains($0.value) || (0x202A...0x202E).contains($0.value) })
  }

  @Test(arguments: samples, ReportFormat.allCases)
  func `every format tells all facts`(_ sample: Sample, _ format: ReportFormat) {
    let report = sample.report
    let text = ReportFixture.text(report, format)
    for finding in report.newFindings {
      #expect(text.contains(finding.id))
      #expect(text.contains(format == .checkstyle ? "llmctl.\(finding.category).\(finding.rule)" : finding.rule))
    }
    for entry in report.entries { #expect(text.contains(entry.finding.id)) }
    for skipped in report.skipped { #expect(text.contains(skipped.reason)) }
    for part in report.unreviewed { #expect(text.contains(part.reason)) }
    for error in report.errors { #expect(text.contains(error.message)) }
    #expect(text.contains(report.model) && text.contains(report.provider))
    #expect(text.contains(report.source) && text.contains(report.toolVersion))
    for (reason, count) in report.dropped {
      #expect(text.contains(reason.phrase) || text.contains("\"\(reason.rawValue)\":\(count)"))
    }
    if let price = report.price { #expect(text.contains(price.decimal)) }
    #expect(text.hasSuffix("\n"))
  }
}
