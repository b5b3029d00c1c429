/// A report as comma-separated values (RFC 4180): a header, then a line for each row, all ending in CR LF.
///
/// Amounts are exact decimals of US dollars. `spent_usd` is empty where nothing but calls without a known price was asked: what
/// nobody knows is not zero. A text that a spreadsheet would take for a formula has an apostrophe before it.
package struct CostCSV {
  package let text: String

  package init(_ report: CostReport) {
    let lines =
      [["key", "title"] + SpendMember.allCases.map(\.rawValue)]
      + report.rows.map { row in
        [Self.cell(row.key), Self.cell(row.title ?? "")]
          + SpendMember.allCases.map { $0.digits(of: row.spend) ?? "" }
      }
    text = lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  /// With what spreadsheets take for the beginning of a formula, full-width forms included.
  private static let formulaStarts = Set("=+-@\t\r\n＝＋－＠".unicodeScalars)

  private static func cell(_ raw: String) -> String {
    var text = SafeText.line(raw).text
    let first = text.unicodeScalars.first { $0 != " " }
    let isFormula = [raw.unicodeScalars.first, first].contains { $0.map(formulaStarts.contains) ?? false }
    if isFormula { text = "'" + text }
    guard text.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
    let quoted = text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
    return "\"\(quoted)\""
  }
}
