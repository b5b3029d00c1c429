import Testing

@testable import Tokenizer

@Suite struct LongPieceTests {
  @Test(arguments: ["=", " ", "a", "-", "\n", "0", "\u{E9}", "=-"])
  func `rows have the tokens that merging step by step gives`(unit: String) throws {
    for encoding in [Encoding.o200kBase, .cl100kBase] {
      for (start, ending) in [("", ""), ("x=", "-"), ("", "==- "), (" ", "a\n")] {
        let text = Array((start + String(repeating: unit, count: 1_371) + ending).utf8)
        let merged = merge(text, encoding.vocabulary.tables)
        #expect(encode(text, encoding, partLength: text.count) == merged, "\(start) \(unit) \(ending)")
        #expect(encode(text, encoding, partLength: 700) == merged, "\(start) \(unit) \(ending), in parts")
        let last = lastTokens(text, encoding.vocabulary.tables)
        #expect(last == merged, "\(start) \(unit) \(ending), by last tokens")
      }
    }
  }

  private func encode(_ text: [UInt8], _ encoding: Encoding, partLength: Int) -> [TokenID] {
    let piece = LongPiece(encoding.vocabulary.tables)
    var tokens: [TokenID] = []
    var (position, end) = (0, 0)
    while position < text.count {
      end = min(end + partLength, text.count)
      text[position..<end].withUnsafeBufferPointer { part in
        position += piece.encode(part, isLast: end == text.count) { tokens += $0 }
      }
    }
    return tokens
  }

  private func lastTokens(_ text: [UInt8], _ tables: VocabularyTables) -> [TokenID] {
    let workspace = Workspace(tables, expecting: 0)
    return withExtendedLifetime(workspace) {
      [TokenID](unsafeUninitializedCapacity: text.count) { tokens, number in
        guard let start = tokens.baseAddress else { return }
        number = text.withUnsafeBufferPointer {
          LastTokens(workspace.encoder, $0, after: nil).write(to: start)
        }
      }
    }
  }

  /// Byte-pair encoding as it is defined: the lowest merge first, of two the left one.
  private func merge(_ text: [UInt8], _ tables: VocabularyTables) -> [TokenID] {
    var tokens = text.map(tables.byteToken)
    while true {
      var best: (token: TokenID, place: Int)?
      for place in tokens.indices.dropLast() {
        let token = tables.pairs.merged(tokens[place], tokens[place + 1])
        guard token != PairTable.noToken else { continue }
        if best.map({ token < $0.token }) ?? true { best = (token, place) }
      }
      guard let best else { return tokens }
      tokens.replaceSubrange(best.place...best.place + 1, with: CollectionOfOne(best.token))
    }
  }
}
