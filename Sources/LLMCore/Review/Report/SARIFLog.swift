/// SARIFLog
struct SARIFLog {
  let json: JSONValue

  init(_ report: ReviewReport) { json = .null }
}
