import Testing

@testable import Tokenizer

@Suite struct ChunkedEncoderTests {
  private static let encodings = [Encoding.o200kBase, .cl100kBase]

  @Test(arguments: [
    "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "!#$%&()*+,-./:;<=>?@[]^_{|}~", " \t", "=-", "aA", "01",
    "абвгдежзиклмнопрстуфхцчшщъыьэюя", "日本語中文字漢カナかな", "e\u{301}", "👍🏽👨\u{200D}👩", "th e ing",
  ])
  func `joins chunks to the tokens that merging step by step gives`(alphabet: String) throws {
    let characters = alphabet.unicodeScalars.map { Array(String($0).utf8) }
    var state: UInt64 = 7
    for encoding in Self.encodings {
      for length in [32, 33, 62, 63, 64, 95, 300] {
        var text: [UInt8] = []
        while text.count < length { text += characters[below(characters.count, &state)] }
        #expect(encode(text, encoding.vocabulary.tables) == merge(text, encoding.vocabulary.tables))
      }
    }
  }

  @Test(arguments: ["=", "-", " ", "a", "A", "0", "\n", "_"])
  func `joins runs of a byte with each other and with text`(unit: String) throws {
    for encoding in Self.encodings {
      for times in [15, 16, 17, 31, 63, 64, 100, 129, 1023, 1024, 1025, 1600] {
        for (before, after) in [("", ""), ("x", "y"), ("==", "--"), ("~~~~~~~~~~~~~~~~~~~~~~~~", "****************")] {
          let text = Array((before + String(repeating: unit, count: times) + after).utf8)
          guard text.count >= ChunkedEncoder.shortest else { continue }
          let found = encode(text, encoding.vocabulary.tables)
          #expect(found == merge(text, encoding.vocabulary.tables), "\(before) \(unit) \(times) \(after)")
        }
      }
    }
  }

  @Test func `finds every merge, and none besides`() throws {
    for encoding in Self.encodings {
      let tables = encoding.vocabulary.tables
      var state: UInt64 = 3
      for token in 0..<TokenID(tables.tokenCount) {
        let (left, right) = (tables.splits[2 * Int(token)], tables.splits[2 * Int(token) + 1])
        if left == token { continue }
        #expect(tables.pairs.merged(left, right) == token)
        let other = TokenID(below(tables.tokenCount, &state))
        let found = tables.pairs.merged(left, other)
        if found != PairTable.noToken { #expect(Array(tables.bytes(of: found)) == bytes([left, other], tables)) }
      }
    }
  }

  @Test func `finds seeds for any keys`() {
    for count in [0, 1, 2, 3, 100, 5_000] {
      let keys = (0..<UInt64(count)).map { $0 << 20 | $0 * 7 % 1_000 }
      let hash = PerfectHash(keys)
      #expect(Set(hash.slots).count == count)
      #expect(hash.slots.allSatisfy { $0 < 1 << hash.slotBits })
    }
  }

  private func below(_ bound: Int, _ state: inout UInt64) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  private func bytes(_ tokens: [TokenID], _ tables: VocabularyTables) -> [UInt8] {
    tokens.flatMap { Array(tables.bytes(of: $0)) }
  }

  private func encode(_ text: [UInt8], _ tables: VocabularyTables) -> [TokenID] {
    let workspace = Workspace(tables, expecting: 0)
    return withExtendedLifetime(workspace) {
      text.withUnsafeBufferPointer { text in
        guard let base = text.baseAddress else { return [] }
        let encoder = workspace.encoder
        let number = ChunkedEncoder.encode(encoder, base, count: text.count, after: nil)
        return Array(UnsafeBufferPointer(start: encoder.memory.tokens, count: number))
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
        if token != PairTable.noToken, best.map({ token < $0.token }) ?? true { best = (token, place) }
      }
      guard let best else { return tokens }
      tokens.replaceSubrange(best.place...best.place + 1, with: CollectionOfOne(best.token))
    }
  }
}
