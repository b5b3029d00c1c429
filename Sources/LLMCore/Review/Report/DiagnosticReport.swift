/// A review in reviewdog's diagnostic format, one object a line (`rdjsonl`). Columns count bytes, as the format says. Facts without a
/// file stand at `.`; a path that is not UTF-8 as git quotes it.
struct DiagnosticReport {
  let bytes: [UInt8]

  init(_ report: ReviewReport) {
    let lines = report.newFindings.map(Self.diagnostic) + report.notices.map(Self.diagnostic)
    bytes = lines.flatMap { JSONWriter.bytes(of: $0) + [0x0A] }
  }

  private static let source: JSONValue = ["name": "llmctl"]

  private static func diagnostic(_ finding: ReviewFinding) -> JSONValue {
    // A suggestion that does not apply is only told, and not offered.
    let applies = finding.suggestion?.patch != nil
    var members: [JSONMember] = [
      JSONMember("message", .string(finding.prose(withSuggestion: !applies))),
      JSONMember(
        "location",
        [
          "path": .string(finding.path.shown),
          "range": [
            "start": [
              "line": .integer(finding.lines.lowerBound), "column": .integer(finding.columns.start + 1),
            ],
            "end": ["line": .integer(finding.lines.upperBound), "column": .integer(finding.columns.end + 1)],
          ],
        ]),
      JSONMember("severity", .string(severity(finding.severity))), JSONMember("source", source),
      JSONMember("code", ["value": .string(finding.ruleID)]),
    ]
    if applies, let change = finding.suggestion {
      members.append(
        JSONMember(
          "suggestions",
          [
            [
              "range": [
                "start": ["line": .integer(finding.lines.lowerBound)],
                "end": ["line": .integer(finding.lines.upperBound)],
              ],
              "text": .string(change.replacement.map(\.asText).joined(separator: "\n")),
            ]
          ]))
    }
    return .object(members)
  }

  private static func diagnostic(_ notice: ReportNotice) -> JSONValue {
    var location: [JSONMember] = [JSONMember("path", .string(notice.path?.shown ?? "."))]
    if let lines = notice.lines {
      location.append(
        JSONMember(
          "range",
          ["start": ["line": .integer(lines.lowerBound)], "end": ["line": .integer(lines.upperBound)]]))
    }
    return [
      "message": .string(notice.text), "location": .object(location), "severity": .string(severity(notice.severity)),
      "source": source, "code": ["value": .string("llmctl/\(notice.kind.rawValue)")],
    ]
  }

  private static func severity(_ severity: FindingSeverity) -> String {
    switch severity {
    case .critical: "ERROR"
    case .warning: "WARNING"
    case .info: "INFO"
    }
  }
}
