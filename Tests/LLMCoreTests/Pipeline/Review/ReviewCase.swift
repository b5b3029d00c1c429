import LLMTestKit
import Testing

@testable import LLMCore

/// A change, what a model says about it, and what must come out of `llmctl review`: one element of the files in
/// `Review/Fixtures/cases`.
///
/// - `diff`: its lines; `{"times": 3, "text": "+x#"}` stands for that many lines, with their number in place of `#`. With `encoding`
///   `latin1` each character is one byte.
/// - `replies`: `findings`, whose members have usual values where they are left out, or a `text`; with `finish` for another reason to
///   finish than `stop`, `refusal`, or `breaks`. Or a `status` of HTTP with its `body`.
/// - `known`: a diff and replies of a review before it, whose findings are the baseline.
/// - `options`: as on the command line.
/// - `expect`: see `ReviewCaseTests`; what is left out is expected to be as usual, which is nothing for lists and numbers.
struct ReviewCase: Sendable, CustomTestStringConvertible {
  /// A diff, and what a model answers about it.
  struct Script: Sendable {
    let diff: [UInt8]
    let replies: [ScriptedTransport.Reply]
  }

  let testDescription: String
  let script: Script
  let known: Script?
  let expected: JSONValue
  private let options: JSONValue

  init(_ value: JSONValue) {
    testDescription = value["name"]?.text ?? ""
    script = Script(value)
    known = value["known"].map(Script.init)
    expected = value["expect"] ?? .null
    options = value["options"] ?? .null
  }

  // MARK: The files

  static let files = ["answers", "hostile", "identity", "places"]

  /// All cases; none where a file cannot be read, which a test of `read` tells.
  static let all = (try? files.flatMap(read))?.map(ReviewCase.init) ?? []

  /// The elements of one of the files.
  static func read(_ file: String) throws -> [JSONValue] {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    let document = try JSONReader.parse(DiskFile("\(root)/Review/Fixtures/cases/\(file).json").read())
    return try #require(document.elements)
  }

  // MARK: The run

  /// What a call is answered with that should not be made, so that it is counted and does not end the tests.
  private static let unexpected = [ScriptedTransport.Reply](
    repeating: .json(401, #"{"error":{"message":"more calls than replies"}}"#), count: 16)
  private static let baseline = "/home/u/baseline.json"

  /// A run of the case; of what is known, a review was made before.
  func scene() async throws -> ReviewScene {
    var scene = ReviewScene(script.diff, script.replies + Self.unexpected)
    scene.invocation = invocation
    guard let known else { return scene }
    var earlier = ReviewScene(known.diff, known.replies + Self.unexpected)
    earlier.invocation.newBaseline = Self.baseline
    _ = try await earlier.run()
    scene.stage.files[Self.baseline] = .file(
      try #require(earlier.stage.tree.content(of: RawPath(Self.baseline))))
    scene.invocation.baseline = Self.baseline
    return scene
  }

  private var invocation: ReviewInvocation {
    var invocation = ReviewInvocation()
    invocation.source = .standardInput
    (invocation.format, invocation.jobs) = (.json, 1)
    invocation.threshold = options["fail_on"]?.text.flatMap { ReviewGate.Threshold($0) }
    invocation.focus = (options["focus"]?.elements ?? []).compactMap { word in
      word.text.flatMap { FindingCategory(rawValue: $0) }
    }
    if case .number(let digits)? = options["min_confidence"] { invocation.minConfidence = Double(digits) ?? 0 }
    invocation.takesAll = options["all"]?.bool ?? false
    invocation.redacts = options["no_redact"]?.bool != true
    return invocation
  }

  // MARK: What is wrong with a case

  private static let members: Set = ["name", "diff", "encoding", "options", "known", "replies", "expect"]
  private static let optionMembers: Set = ["fail_on", "focus", "min_confidence", "all", "no_redact"]
  private static let replyMembers: Set = ["findings", "text", "finish", "refusal", "breaks", "status", "body"]
  private static let expectMembers: Set = [
    "exit", "outcome", "findings", "moved", "duplicates", "dropped", "errors", "skipped", "unreviewed", "remarks",
    "told", "notes", "failure", "sent", "unsent", "asked", "shown", "unshown",
  ]
  private static let findingMembers: Set = [
    "path", "lines", "rule", "category", "severity", "state", "changed", "message", "also", "occurrence", "suggestion",
    "patch", "patched",
  ]

  /// The members of an element of a file that nobody reads: an expectation that is misspelt would never fail.
  static func misspelt(in value: JSONValue) -> [String] {
    func names(_ value: JSONValue?, besides known: Set<String>) -> [String] {
      (value?.members ?? []).map(\.name).filter { !known.contains($0) }
    }
    let replies = (value["replies"]?.elements ?? []) + (value["known"]?["replies"]?.elements ?? [])
    let expected = value["expect"]
    return names(value, besides: members) + names(value["options"], besides: optionMembers)
      + names(value["known"], besides: ["diff", "encoding", "replies"])
      + replies.flatMap { names($0, besides: replyMembers) } + names(expected, besides: expectMembers)
      + (expected?["findings"]?.elements ?? []).flatMap { names($0, besides: findingMembers) }
      + (expected?["unreviewed"]?.elements ?? []).flatMap { names($0, besides: ["path", "lines"]) }
  }
}

extension ReviewCase.Script {
  init(_ value: JSONValue) {
    let isLatin = value["encoding"]?.text == "latin1"
    diff = (value["diff"]?.elements ?? []).flatMap(Self.lines).flatMap { line in
      (isLatin ? line.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } : Array(line.utf8)) + [0x0A]
    }
    replies = (value["replies"]?.elements ?? []).map(Self.reply)
  }

  private static func lines(_ element: JSONValue) -> [String] {
    if let line = element.text { return [line] }
    guard let times = element["times"]?.integer, let text = element["text"]?.text else { return [] }
    return (1...times).map { text.replacing("#", with: String($0)) }
  }

  private static func reply(_ value: JSONValue) -> ScriptedTransport.Reply {
    if let status = value["status"]?.integer { return .json(status, value["body"]?.text ?? "") }
    var payloads: [String] = []
    let text = value["findings"]?.elements.map(answer) ?? value["text"]?.text ?? ""
    if !text.isEmpty { payloads.append(Payload.text(text)) }
    if let refusal = value["refusal"]?.text {
      payloads.append(#"{"choices":[{"index":0,"delta":{"refusal":\#(JSONWriter.text(of: .string(refusal)))}}]}"#)
    }
    if value["breaks"]?.bool == true {
      return .sse(payloads, done: false, then: [.failure(TransportError(.reset, "the case says so"))])
    }
    let finish = value["finish"]?.text ?? "stop"
    payloads.append(#"{"choices":[{"index":0,"delta":{},"finish_reason":"\#(finish)"}]}"#)
    return .sse(payloads + [Payload.usage])
  }

  private static let usual: [JSONMember] = [
    JSONMember("line", .integer(1)), JSONMember("rule", "defect"), JSONMember("category", "bug"),
    JSONMember("severity", "warning"), JSONMember("confidence", .number("0.9")),
    JSONMember("message", "It goes wrong."), JSONMember("suggestion", .null),
  ]

  private static func answer(_ findings: [JSONValue]) -> String {
    let whole = findings.map { finding in
      let given = finding.members ?? []
      return JSONValue.object(given + usual.filter { member in !given.contains { $0.name == member.name } })
    }
    return JSONWriter.text(of: ["findings": .array(whole)])
  }
}
