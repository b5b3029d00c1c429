/// DiagnosticReport
struct DiagnosticReport {
  let bytes: [UInt8]

  init(_ report: ReviewReport) { bytes = [] }
}
