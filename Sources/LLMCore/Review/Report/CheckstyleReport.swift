/// A review as Checkstyle's XML. Facts without a file stand at `.`; a path that is not UTF-8 as git quotes it.
struct CheckstyleReport {
  let text: String

  init(_ report: ReviewReport) {
    var files: [String: [String]] = [:]
    for finding in report.newFindings { files[finding.path.shown, default: []].append(Self.error(finding)) }
    for notice in report.notices { files[notice.path?.shown ?? ".", default: []].append(Self.error(notice)) }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">\n"
    for name in files.keys.sorted() {
      text += "  <file name=\"\(XMLText.attribute(name))\">\n"
      for error in files[name] ?? [] { text += "    \(error)\n" }
      text += "  </file>\n"
    }
    self.text = text + "</checkstyle>\n"
  }

  private static func error(_ finding: ReviewFinding) -> String {
    let start = Array((finding.code.first ?? []).prefix(finding.columns.start)).asText.unicodeScalars.count
    // The format has one line; more are told in words.
    let lines =
      finding.lines.count > 1 ? "Lines \(finding.lines.lowerBound) to \(finding.lines.upperBound): " : ""
    return element([
      ("line", String(finding.lines.lowerBound)), ("column", String(start + 1)), ("severity", word(finding.severity)),
      ("message", lines + finding.prose(withSuggestion: true)),
      ("source", "llmctl.\(finding.category.rawValue).\(finding.rule)"),
    ])
  }

  private static func error(_ notice: ReportNotice) -> String {
    let lines = notice.lines.map { "lines \($0.lowerBound) to \($0.upperBound) " } ?? ""
    return element([
      ("line", String(notice.lines?.lowerBound ?? 1)), ("severity", word(notice.severity)),
      ("message", lines + notice.text), ("source", "llmctl.review.\(notice.kind.rawValue)"),
    ])
  }

  private static func element(_ attributes: [(String, String)]) -> String {
    "<error" + attributes.map { " \($0.0)=\"\(XMLText.attribute($0.1))\"" }.joined() + "/>"
  }

  private static func word(_ severity: FindingSeverity) -> String {
    severity == .critical ? "error" : severity.rawValue
  }
}
