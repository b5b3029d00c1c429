/// A review as commands that GitHub's runner makes annotations of: one a line, `::error file=…,line=…::message`.
///
/// The runner shows ten of each level in a step, so the worst come first, and the summary says when there are more. A path that is
/// not UTF-8 stands as git quotes it: no command can name it.
struct AnnotationReport {
  /// How many annotations of one level a step shows.
  static let limit = 10

  let text: String

  init(_ report: ReviewReport) {
    let findings = report.newFindings.enumerated().sorted { left, right in
      left.element.severity != right.element.severity
        ? left.element.severity > right.element.severity : left.offset < right.offset
    }.map(\.element)
    var notices = report.notices.filter { $0.kind != .error }.map(Self.line)
    let crowded = FindingSeverity.allCases.filter { severity in
      findings.count { $0.severity == severity } > Self.limit
    }
    if !crowded.isEmpty {
      let remark = "GitHub shows \(Self.limit) annotations of a level; the others are in this step's log"
      notices.insert(Self.line(ReportNotice(.summary, remark)), at: 0)
    }
    let errors = report.notices.filter { $0.kind == .error }.map(Self.line)
    text = (errors + findings.map(Self.line) + notices).map { $0 + "\n" }.joined()
  }

  private static func line(_ finding: ReviewFinding) -> String {
    var properties = [("file", finding.path.shown), ("line", String(finding.lines.lowerBound))]
    if finding.lines.count > 1 {
      properties.append(("endLine", String(finding.lines.upperBound)))
    } else {
      // Columns only count on one line; the last is inclusive.
      properties.append(("col", String(finding.columns.start + 1)))
      properties.append(("endColumn", String(max(finding.columns.start + 1, finding.columns.end))))
    }
    properties.append(("title", finding.ruleID))
    return line(finding.severity, properties, finding.prose(withSuggestion: true))
  }

  private static func line(_ notice: ReportNotice) -> String {
    var properties: [(String, String)] = []
    if let path = notice.path { properties.append(("file", path.shown)) }
    if let lines = notice.lines {
      properties += [("line", String(lines.lowerBound)), ("endLine", String(lines.upperBound))]
    }
    properties.append(("title", "llmctl review"))
    return line(notice.severity, properties, notice.text)
  }

  private static func line(_ severity: FindingSeverity, _ properties: [(String, String)], _ message: String) -> String {
    let command =
      switch severity {
      case .critical: "error"
      case .warning: "warning"
      case .info: "notice"
      }
    let list = properties.map { "\($0.0)=\(escaped($0.1, isProperty: true))" }.joined(separator: ",")
    return "::\(command) \(list)::\(escaped(SafeText(message).text, isProperty: false))"
  }

  /// As the runner's toolkit escapes: percent signs and line ends everywhere, colons and commas in properties.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "%"): result += "%25".utf8
      case UInt8(ascii: "\r"): result += "%0D".utf8
      case UInt8(ascii: "\n"): result += "%0A".utf8
      case UInt8(ascii: ":") where isProperty: result += "%3A".utf8
      case UInt8(ascii: ",") where isProperty: result += "%2C".utf8
      default: result.append(byte)
      }
    }
    return result.asText
  }
}
