import Testing
import Tokenizer

@Suite struct EncodingTests {
  @Test func `the recorded cases are there`() {
    #expect(RecordedCase.of(.o200kBase).count > 500)
    #expect(RecordedCase.of(.cl100kBase).count > 500)
  }

  @Test(arguments: [Encoding.o200kBase, .cl100kBase])
  func `tokens are those of tiktoken`(encoding: Encoding) throws {
    for recorded in RecordedCase.of(encoding) {
      #expect(try encoding.encode(recorded.text, specialTokens: .asText) == recorded.tokens, "\(recorded.text)")
    }
  }

  @Test(arguments: [Encoding.o200kBase, .cl100kBase])
  func `the count is the number of tokens`(encoding: Encoding) throws {
    for recorded in RecordedCase.of(encoding) {
      #expect(try encoding.count(recorded.text, specialTokens: .asText) == recorded.tokens.count, "\(recorded.text)")
    }
    let all = RecordedCase.of(encoding).flatMap(\.text)
    #expect(
      try encoding.count(all, specialTokens: .asText) == encoding.encode(all, specialTokens: .asText).count)
  }

  @Test(arguments: [Encoding.o200kBase, .cl100kBase])
  func `decoding gives the text back, with ill-formed bytes replaced`(encoding: Encoding) throws {
    for recorded in RecordedCase.of(encoding) {
      let text = try encoding.decode(encoding.encode(recorded.text, specialTokens: .asText))
      #expect(text == Array(String(decoding: recorded.text, as: UTF8.self).utf8), "\(recorded.text)")
    }
  }

  @Test(arguments: [Encoding.o200kBase, .cl100kBase])
  func `ranges follow each other and hold the bytes of their tokens`(encoding: Encoding) throws {
    for recorded in RecordedCase.of(encoding) {
      let tokens = try encoding.encodeWithRanges(recorded.text, specialTokens: .asText)
      #expect(tokens.map(\.id) == recorded.tokens)
      var end = 0
      for token in tokens {
        #expect(token.range.lowerBound == end)
        end = token.range.upperBound
      }
      #expect(end == recorded.text.count)
      guard String(validating: recorded.text, as: UTF8.self) != nil else { continue }
      for token in tokens { #expect(encoding.bytes(of: token.id) == Array(recorded.text[token.range])) }
    }
  }

  @Test func `an ill-formed byte is one replacement character with the range of that byte`() throws {
    let tokens = try Encoding.o200kBase.encodeWithRanges([0x61, 0xFF, 0x62])
    #expect(try Encoding.o200kBase.decode(tokens.map(\.id)) == Array("a\u{FFFD}b".utf8))
    #expect(tokens.last?.range.upperBound == 3)
    #expect(tokens.contains { $0.range.contains(1) })
  }

  @Test(arguments: [
    ([0xE2, 0x82], 1), ([0xF0, 0x9F, 0x98], 1), ([0xC0, 0xAF], 2), ([0xED, 0xA0, 0x80], 3),
    ([0xF4, 0x90, 0x80, 0x80], 4),
    ([0xE2, 0x82, 0x41], 1), ([0x80, 0x80], 2), ([0xF8, 0x88], 2), ([0xE0, 0x80, 0x80], 3),
  ])
  func `each maximal subpart is replaced once`(bytes: [UInt8], replacements: Int) throws {
    let text = try Encoding.o200kBase.decode(Encoding.o200kBase.encode(bytes))
    let found = String(decoding: text, as: UTF8.self).unicodeScalars.count { $0 == "\u{FFFD}" }
    #expect(found == replacements)
  }

  @Test func `every token's bytes decode to themselves`() throws {
    for encoding in [Encoding.o200kBase, .cl100kBase] {
      for token in stride(from: TokenID(0), to: 100_000, by: 97) {
        #expect(try encoding.decode([token]) == encoding.bytes(of: token))
      }
    }
  }

  @Test func `a number that is no token is an error that names it`() {
    #expect(throws: UnknownTokenError(token: 300_000, encoding: "o200k_base")) {
      try Encoding.o200kBase.decode([300_000])
    }
    #expect(Encoding.o200kBase.bytes(of: 200_500) == nil)
    #expect(Encoding.o200kBase.tokenLimit == 200_019)
    #expect(Encoding.o200kHarmony.tokenLimit == 201_088)
    #expect(Encoding.cl100kBase.tokenLimit == 100_277)
  }

  @Test func `counting up to a limit stops there`() throws {
    let text = String(repeating: "word ", count: 100_000)
    let count = try Encoding.o200kBase.count(text)
    #expect(try Encoding.o200kBase.count(text, upTo: count) == count)
    #expect(try Encoding.o200kBase.count(text, upTo: count - 1) == nil)
    #expect(try Encoding.o200kBase.count("a" + text + "<|endoftext|>", upTo: 5) == nil)
    #expect(try Encoding.o200kBase.count("", upTo: 0) == 0)
  }
}
