import Foundation

/// Texts and where tiktoken cuts them, as recorded by scripts/piece_fixtures.py.
struct RecordedPieces: Decodable {
  struct Case: Decodable {
    var text: String
    var o200k: [Int]
    var cl100k: [Int]
  }

  /// The expression of each rule.
  var expressions: [String: String]
  var cases: [Case]

  /// Those of the repository, or of the file that LLMCTL_PIECE_FIXTURES names.
  static func load() throws -> RecordedPieces {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let other = ProcessInfo.processInfo.environment["LLMCTL_PIECE_FIXTURES"]
    let file = other.map { URL(filePath: $0) } ?? folder.appending(path: "Fixtures/pieces.json")
    return try JSONDecoder().decode(RecordedPieces.self, from: Data(contentsOf: file))
  }
}
