import Testing

@testable import Tokenizer

/// The compiled form of a tokenizer, as a file that anybody may have written.
@Suite struct CompiledVocabularyTests {
  private final class Memory: Sendable {}

  /// Bytes, and what some pairs of them merge to: in an order that numbers tell, or not.
  private static func model(inOrder: Bool) -> TokenizerModel {
    var tokens = (0..<256).map { [UInt8($0)] }
    var merges: [TokenizerModel.Merge] = []
    for (left, right) in [("t", "h"), ("th", "e"), (" ", "the"), ("a", "b"), ("ab", "ab")] {
      let (first, second) = (Array(left.utf8), Array(right.utf8))
      guard let leftToken = tokens.firstIndex(of: first), let rightToken = tokens.firstIndex(of: second) else {
        continue
      }
      merges.append(
        TokenizerModel.Merge(
          left: TokenID(leftToken), right: TokenID(rightToken), token: TokenID(tokens.count),
          priority: UInt32(inOrder ? merges.count : 100 - merges.count)))
      tokens.append(first + second)
    }
    return TokenizerModel(
      beginning: .bytes, tokens: tokens, byteTokens: (0..<256).map { TokenID($0) }, merges: merges, rule: .llama3)
  }

  private static func read(_ image: [UInt8]) throws(VocabularyError) -> CompiledVocabulary {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: image.count, alignment: 64)
    memory.copyBytes(from: image)
    // Kept for good: encodings of a test may outlive it.
    return try CompiledVocabulary(UnsafeRawBufferPointer(memory), owner: Memory())
  }

  @Test(arguments: [true, false])
  func `what is read is what was compiled`(inOrder: Bool) throws {
    var model = Self.model(inOrder: inOrder)
    model.added = [AddedToken(id: 900, spelling: "<x>", isSpecial: true)]
    model.promptTokens = 2
    let source = (0..<32).map { UInt8($0) }
    let compiled = try Self.read(try VocabularyCompiler.compile(model, source: source))
    #expect(compiled.source == source)
    #expect(compiled.added == model.added)
    #expect(compiled.promptTokens == 2)
    #expect(compiled.rule == .llama3)
    #expect((compiled.tables.merges == nil) == inOrder)
    let encoding = Encoding(name: "test", compiled: compiled)
    let the = TokenID(try #require(model.tokens.firstIndex(of: Array(" the".utf8))))
    // Each piece is merged by itself.
    let expected = Array(" the".utf8).map { TokenID($0) }.merged(model)
    #expect(try encoding.encode(" the the", specialTokens: .asText) == expected + expected)
    #expect(expected == [the])
  }

  /// A checksum tells damage, not malice: with the right one, nothing in the image leads out of it either.
  @Test(arguments: [true, false])
  func `an image that was changed on purpose is refused or lies within itself`(inOrder: Bool) throws {
    let image = try VocabularyCompiler.compile(Self.model(inOrder: inOrder), source: [UInt8](repeating: 7, count: 32))
    var random = SystemRandomNumberGenerator()
    var refused = 0
    for round in 0..<3000 {
      var bytes = image
      // The headers, of the whole and of its tables, and the rest.
      let range = [24..<160, 256..<320, 320..<bytes.count][round % 3]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: range, using: &random) & ~3
        let number = [UInt32.max, 0, 1, 1 << 31, 1 << 24, UInt32(bytes.count), .random(in: 0 ... .max, using: &random)]
        withUnsafeBytes(of: number.randomElement(using: &random) ?? 0) {
          bytes.replaceSubrange(place..<place + 4, with: $0)
        }
      }
      Self.sign(&bytes)
      do { _ = try Self.read(bytes) } catch { refused += 1 }
    }
    #expect(refused > 1000)
  }

  /// Puts the right checksum into the header.
  private static func sign(_ image: inout [UInt8]) {
    let sum = image.withUnsafeBytes {
      CompiledVocabulary.checksum(UnsafeRawBufferPointer(rebasing: $0[(CompiledVocabulary.headerNumbers * 4)...]))
    }
    withUnsafeBytes(of: sum.littleEndian) { image.replaceSubrange(16..<24, with: $0) }
  }

  @Test func `a token that merges to another text, or is not there, is refused`() {
    var model = Self.model(inOrder: true)
    model.merges[0].token = 65
    #expect(throws: VocabularyError.self) { try VocabularyCompiler.compile(model, source: []) }
    model.merges[0].token = 100_000
    #expect(throws: VocabularyError.self) { try VocabularyCompiler.compile(model, source: []) }
    model = Self.model(inOrder: true)
    model.byteTokens[65] = nil
    #expect(throws: VocabularyError("no token stands for the byte 65; text with it cannot be counted")) {
      try VocabularyCompiler.compile(model, source: [])
    }
  }

  /// The tables of a vocabulary that scripts/vocabulary.py made, made again here.
  @Test func `the same tokens give the same tables as the script`() throws {
    let tables = Vocabulary.cl100k.tables
    let tokens = (0..<UInt32(tables.tokenCount)).map { Array(tables.bytes(of: $0)) }
    let splits = (0..<tables.tokenCount).map { (left: tables.splits[2 * $0], right: tables.splits[2 * $0 + 1]) }
    let image = try VocabularyBuilder(tokens: tokens, splits: splits).image()
    let made = try image.withUnsafeBytes { bytes in
      let made = try #require(VocabularyTables(checking: bytes))
      #expect(made.tokenCount == tables.tokenCount && made.longestToken == tables.longestToken)
      #expect(made.pairs.slotShift == tables.pairs.slotShift && made.seamShift == tables.seamShift)
      let units = 256 * (Int(made.tokenCount) / 256)
      let isSame =
        (0..<units).allSatisfy { made.units[$0] == tables.units[$0] }
        && (0..<1 << Int(64 - made.pairs.slotShift)).allSatisfy { made.pairs.slots[$0] == tables.pairs.slots[$0] }
        && (0...Int(made.pairs.seedMask)).allSatisfy { made.pairs.seeds[$0] == tables.pairs.seeds[$0] }
        && (0..<1 << 16).allSatisfy { made.pairs.bytePairs[$0] == tables.pairs.bytePairs[$0] }
        && (0..<SeamFilter.joinsAll.count).allSatisfy { made.seams[$0] == tables.seams[$0] }
      return isSame
    }
    #expect(made)
  }
}

extension [TokenID] {
  /// The tokens merged the slow and obvious way: the merge of the least priority first, of two the left one.
  fileprivate func merged(_ model: TokenizerModel) -> [TokenID] {
    var tokens = self
    while true {
      var best: (at: Int, merge: TokenizerModel.Merge)?
      for at in tokens.indices.dropLast() {
        for merge in model.merges
        where merge.left == tokens[at] && merge.right == tokens[at + 1] && merge.priority < best?.merge.priority ?? .max
        {
          best = (at, merge)
        }
      }
      guard let best else { return tokens }
      tokens.replaceSubrange(best.at..<best.at + 2, with: [best.merge.token])
    }
  }
}
