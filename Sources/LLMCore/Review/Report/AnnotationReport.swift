/// AnnotationReport
struct AnnotationReport {
  let text: String

  init(_ report: ReviewReport) { text = "" }
}
