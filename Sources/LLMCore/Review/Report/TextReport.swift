/// TextReport
struct TextReport {
  let text: String

  init(_ report: ReviewReport, _ style: ReportStyle) { text = "" }
}
