/// MarkdownReport
struct MarkdownReport {
  let text: String

  init(_ report: ReviewReport) { text = "" }
}
