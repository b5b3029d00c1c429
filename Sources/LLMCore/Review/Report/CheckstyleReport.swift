/// CheckstyleReport
struct CheckstyleReport {
  let text: String

  init(_ report: ReviewReport) { text = "" }
}
