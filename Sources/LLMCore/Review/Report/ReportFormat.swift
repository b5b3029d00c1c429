/// A form in which a review is written; the raw value is the word `--format` takes.
package enum ReportFormat: String, Sendable, CaseIterable {
  case text, json, sarif, github, rdjsonl, checkstyle, markdown

  /// The whole report, ending with a line feed. Text for a terminal is safe for it; the others are for programs.
  package func bytes(of report: ReviewReport, style: ReportStyle = .plain) -> [UInt8] {
    switch self {
    case .text: Array(TextReport(report, style).text.utf8)
    case .json: JSONWriter.bytes(of: ReviewDocument(report).json) + [0x0A]
    case .sarif: JSONWriter.bytes(of: SARIFLog(report).json) + [0x0A]
    case .github: Array(AnnotationReport(report).text.utf8)
    case .rdjsonl: DiagnosticReport(report).bytes
    case .checkstyle: Array(CheckstyleReport(report).text.utf8)
    case .markdown: Array(MarkdownReport(report).text.utf8)
    }
  }
}
