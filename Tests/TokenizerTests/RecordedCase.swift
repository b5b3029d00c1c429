import Foundation
import Tokenizer

/// A text and what tiktoken makes of it; `scripts/token_fixture.py` records them.
struct RecordedCase: Sendable {
  let encoding: Encoding
  let text: [UInt8]
  let tokens: [TokenID]

  static let all: [RecordedCase] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/tiktoken.txt")
    guard let content = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    return content.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let encoding = Encoding.named(String(words[0])) else { return nil }
      return RecordedCase(
        encoding: encoding, text: bytes(words[1]), tokens: words.dropFirst(2).compactMap { TokenID($0) })
    }
  }()

  static func of(_ encoding: Encoding) -> [RecordedCase] { all.filter { $0.encoding.name == encoding.name } }

  private static func bytes(_ hexadecimal: Substring) -> [UInt8] {
    if hexadecimal == "-" { return [] }
    let digits = Array(hexadecimal.utf8).map {
      UInt8(truncatingIfNeeded: Character(UnicodeScalar($0)).hexDigitValue ?? 0)
    }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
