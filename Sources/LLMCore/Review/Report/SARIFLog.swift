/// A review as SARIF 2.1.0 (OASIS Standard of 27 March 2020, with errata 01).
///
/// Findings that are no news are results with a suppression. `primaryLocationLineHash`, by which GitHub knows alerts again, is
/// made of the code and its function alone, because the rule is compared besides. Columns count code points. Paths are relative
/// to `%SRCROOT%`, and no place on this machine is named.
struct SARIFLog {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  private static let root = "%SRCROOT%"
  /// How much of `place` is the hash for GitHub: as long as those it computes itself.
  private static let lineHashLength = 16

  private let report: ReviewReport
  private let rules: [String]
  private let artifacts: [RawPath]
  private let artifactIndex: [RawPath: Int]

  init(_ report: ReviewReport) {
    self.report = report
    rules = Set(report.entries.map(\.finding.ruleID)).sorted()
    let paths =
      report.entries.map(\.finding.path) + report.reviewed + report.skipped.map(\.path) + report.unreviewed.map(\.path)
    artifacts = Set(paths).sorted()
    artifactIndex = Dictionary(artifacts.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  var json: JSONValue {
    ["$schema": .string(Self.schema), "version": "2.1.0", "runs": [run]]
  }

  private var run: JSONValue {
    [
      "tool": ["driver": driver],
      "automationDetails": ["id": "llmctl-review/"],
      "columnKind": "unicodeCodePoints",
      "originalUriBaseIds": .object([
        JSONMember(Self.root, ["description": ["text": "The top folder of the repository."]])
      ]),
      "invocations": [invocation],
      "artifacts": .array(
        artifacts.map { ["location": location(of: $0, isIndexed: false), "roles": ["analysisTarget"]] }),
      "results": .array(report.entries.map(result)),
      "properties": properties,
    ]
  }

  // MARK: The tool

  private var driver: JSONValue {
    let byRule = Dictionary(grouping: report.entries.map(\.finding), by: \.ruleID)
    return [
      "name": "llmctl", "fullName": "llmctl review", "version": .string(report.toolVersion),
      "shortDescription": ["text": "Reviews changes with a language model; every place is proven by its code."],
      "rules": .array(
        rules.map { rule in
          let category = byRule[rule]?.first?.category ?? .maintainability
          return [
            "id": .string(rule),
            "shortDescription": ["text": .string(Self.title(rule, category))],
            "properties": ["tags": [.string(category.rawValue)], "category": .string(category.rawValue)],
          ]
        }),
      "notifications": .array(
        ReportNotice.Kind.allCases.map { kind in
          ["id": .string(kind.rawValue), "shortDescription": ["text": .string(kind.description)]]
        }),
    ]
  }

  /// The rule's name in words.
  private static func title(_ rule: String, _ category: FindingCategory) -> String {
    let words = rule.dropFirst(category.rawValue.utf8.count + 1).split(separator: "-").joined(separator: " ")
    return "\(words.prefix(1).uppercased())\(words.dropFirst()) (\(category.rawValue))"
  }

  private var invocation: JSONValue {
    let code = report.exitCode(for: .sarif)
    var members: [JSONMember] = [
      // What exits with 4 or worse did not do what it was asked to; findings are no failure.
      JSONMember("executionSuccessful", .bool(report.outcome == .complete)),
      JSONMember("exitCode", .integer(Int(code.rawValue))), JSONMember("exitCodeDescription", .string(code.meaning)),
    ]
    if let start = report.startedAt { members.append(JSONMember("startTimeUtc", .string(start))) }
    members.append(JSONMember("toolExecutionNotifications", .array(report.notices.map(notification))))
    return .object(members)
  }

  private func notification(_ notice: ReportNotice) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("descriptor", ["id": .string(notice.kind.rawValue)]),
      JSONMember("level", .string(Self.level(notice.severity))),
      JSONMember("message", ["text": .string(Self.plain(notice.text))]),
    ]
    if let path = notice.path {
      var place: [JSONMember] = [JSONMember("artifactLocation", location(of: path))]
      if let lines = notice.lines {
        place.append(
          JSONMember("region", ["startLine": .integer(lines.lowerBound), "endLine": .integer(lines.upperBound)]))
      }
      members.append(JSONMember("locations", [["physicalLocation": .object(place)]]))
    }
    return .object(members)
  }

  private var properties: JSONValue {
    let dropped = report.dropped.keys.sorted().map { JSONMember($0.rawValue, .integer(report.dropped[$0] ?? 0)) }
    return [
      "outcome": .string(report.outcome.rawValue), "source": .string(report.source),
      "provider": .string(report.provider), "model": .string(report.model), "usage": report.usage.json,
      "price_usd": report.price?.json ?? .null, "price_is_lower_bound": .bool(report.priceIsLowerBound),
      "calls": .integer(report.calls), "cached_parts": .integer(report.cachedParts),
      "total_ms": .integer(report.duration.milliseconds), "dropped": .object(dropped),
      "moved": .integer(report.moved), "duplicates": .integer(report.duplicates),
    ]
  }

  // MARK: Results

  private func result(_ entry: ReviewReport.Entry) -> JSONValue {
    let finding = entry.finding
    var members: [JSONMember] = [
      JSONMember("ruleId", .string(finding.ruleID)),
      JSONMember("ruleIndex", .integer(rules.firstIndex(of: finding.ruleID) ?? -1)),
      JSONMember("level", .string(Self.level(finding.severity))),
      JSONMember("rank", .number(ReviewDocument.decimal(finding.confidence).asPercent)),
      JSONMember("message", ["text": .string(Self.plain(finding.explanation))]),
      JSONMember("locations", [place(of: finding)]),
      JSONMember(
        "partialFingerprints",
        [
          "primaryLocationLineHash":
            .string("\(finding.identity.place.prefix(Self.lineHashLength)):\(finding.identity.occurrence)"),
          "llmctlFinding/v1": .string(finding.identity.fingerprint),
        ]),
      JSONMember("suppressions", suppressions(entry.state)),
    ]
    if let suggestion = finding.suggestion, suggestion.patch != nil {
      members.append(JSONMember("fixes", [fix(suggestion, finding)]))
    }
    members.append(
      JSONMember(
        "properties",
        [
          "id": .string(finding.id), "state": .string(entry.state.word), "category": .string(finding.category.rawValue),
          "severity": .string(finding.severity.rawValue),
          "confidence": .number(ReviewDocument.decimal(finding.confidence)), "changed": .bool(!finding.isInContext),
          "suggestion": .optional(finding.suggestedText),
        ]))
    return .object(members)
  }

  private func place(of finding: ReviewFinding) -> JSONValue {
    let first = finding.code.first ?? []
    let last = finding.code.last ?? []
    let code = finding.code.map(\.asText).joined(separator: "\n")
    var members: [JSONMember] = [
      JSONMember(
        "physicalLocation",
        [
          "artifactLocation": location(of: finding.path),
          "region": [
            "startLine": .integer(finding.lines.lowerBound),
            "startColumn": .integer(Self.codePoints(first, before: finding.columns.start) + 1),
            "endLine": .integer(finding.lines.upperBound),
            "endColumn": .integer(Self.codePoints(last, before: finding.columns.end) + 1),
          ],
          "contextRegion": [
            "startLine": .integer(finding.lines.lowerBound), "endLine": .integer(finding.lines.upperBound),
            "snippet": ["text": .string(code)],
          ],
        ])
    ]
    if let symbol = finding.identity.symbol {
      members.append(JSONMember("logicalLocations", [["fullyQualifiedName": .string(symbol)]]))
    }
    return .object(members)
  }

  private func fix(_ change: SuggestedChange, _ finding: ReviewFinding) -> JSONValue {
    let last = finding.code.last ?? []
    let region: JSONValue =
      change.replacement.isEmpty
      ? [
        "startLine": .integer(finding.lines.lowerBound), "startColumn": .integer(1),
        "endLine": .integer(finding.lines.upperBound + 1), "endColumn": .integer(1),
      ]
      : [
        "startLine": .integer(finding.lines.lowerBound), "startColumn": .integer(1),
        "endLine": .integer(finding.lines.upperBound),
        "endColumn": .integer(Self.codePoints(last, before: last.count) + 1),
      ]
    let text = change.replacement.map(\.asText).joined(separator: "\n")
    return [
      "description": ["text": "The suggested change; it applies to the reviewed version."],
      "artifactChanges": [
        [
          "artifactLocation": location(of: finding.path),
          "replacements": [["deletedRegion": region, "insertedContent": ["text": .string(text)]]],
        ]
      ],
    ]
  }

  /// All results say whether they are suppressed, or none may.
  private func suppressions(_ state: FindingState) -> JSONValue {
    switch state {
    case .new: []
    case .baseline: [["kind": "external", "justification": "The baseline has it."]]
    case .dismissed(let by):
      [
        [
          "kind": "external", "justification": .string(by.reason),
          "properties": ["author": .string(by.author), "date": .string(by.date)],
        ]
      ]
    }
  }

  private func location(of path: RawPath, isIndexed: Bool = true) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("uri", .string(PercentEncoding.reference(to: path))), JSONMember("uriBaseId", .string(Self.root)),
    ]
    if isIndexed, let index = artifactIndex[path] { members.append(JSONMember("index", .integer(index))) }
    return .object(members)
  }

  /// A message in which nothing is a link: viewers make one of `[text](target)`, unless brackets have a backslash in front.
  private static func plain(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "[")), text.contains("](") else { return text }
    return String(text.unicodeScalars.flatMap { $0 == "[" || $0 == "]" ? ["\\", Character($0)] : [Character($0)] })
  }

  private static func codePoints(_ line: [UInt8], before end: Int) -> Int {
    Array(line.prefix(max(0, end))).asText.unicodeScalars.count
  }

  private static func level(_ severity: FindingSeverity) -> String {
    switch severity {
    case .critical: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }
}

extension String {
  /// A decimal from 0 to 1 with at most three places as one from 0 to 100.
  fileprivate var asPercent: String {
    guard let fraction = Double(self) else { return "0" }
    let tenths = Int((fraction * 1000).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
  }
}
