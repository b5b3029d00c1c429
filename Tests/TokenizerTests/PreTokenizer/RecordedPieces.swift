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

  static func load() throws -> RecordedPieces {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Fixtures/pieces.json"))
    return try JSONDecoder().decode(RecordedPieces.self, from: data)
  }
}
