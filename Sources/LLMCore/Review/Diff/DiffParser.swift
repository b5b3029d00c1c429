/// Reads a unified diff.
struct DiffParser {
  static func parse(_ bytes: [UInt8]) throws(DiffError) -> Diff {
    Diff(bytes: bytes, files: [], passages: [])
  }
}
