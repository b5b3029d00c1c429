/// ReviewDocument
struct ReviewDocument {
  let json: JSONValue

  init(_ report: ReviewReport) { json = .null }
}
