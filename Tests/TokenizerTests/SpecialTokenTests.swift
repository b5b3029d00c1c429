import Testing
import Tokenizer

@Suite struct SpecialTokenTests {
  private let encoding = Encoding.o200kBase
  private let text = "one<|endoftext|>two<|endofprompt|>"

  @Test func `a special token in the text is refused and named`() {
    #expect(throws: SpecialTokenError(spelling: "<|endoftext|>", offset: 3)) { try encoding.encode(text) }
    #expect(throws: SpecialTokenError(spelling: "<|endoftext|>", offset: 3)) { try encoding.count(text) }
  }

  @Test func `the offset is that of the bytes that were given`() {
    let bytes: [UInt8] = [0xFF, 0xE2, 0x82, 0x20] + Array("<|endoftext|>".utf8)
    #expect(throws: SpecialTokenError(spelling: "<|endoftext|>", offset: 4)) { try encoding.count(bytes) }
  }

  @Test func `special tokens are text where the policy says so`() throws {
    let tokens = try encoding.encode(text, specialTokens: .asText)
    #expect(!tokens.contains(199_999))
    #expect(try encoding.decode(tokens) == Array(text.utf8))
  }

  @Test func `special tokens are encoded where the policy says so`() throws {
    let tokens = try encoding.encode(text, specialTokens: .encoded)
    #expect(tokens == (try encoding.encode("one")) + [199_999] + (try encoding.encode("two")) + [200_018])
    #expect(try encoding.count(text, specialTokens: .encoded) == tokens.count)
    #expect(try encoding.decode(tokens) == Array(text.utf8))
  }

  @Test func `only the named ones are encoded`() throws {
    #expect(throws: SpecialTokenError(spelling: "<|endofprompt|>", offset: 19)) {
      try encoding.encode(text, specialTokens: .encodedOnly(["<|endoftext|>"]))
    }
    let tokens = try encoding.encode(text, specialTokens: .encodedAmongText(["<|endoftext|>"]))
    #expect(tokens.contains(199_999) && !tokens.contains(200_018))
  }

  @Test func `harmony has its marks and keeps the shorter name of a number`() throws {
    let harmony = Encoding.o200kHarmony
    let tokens = try harmony.encode("<|start|>user<|message|>Hi<|end|>", specialTokens: .encoded)
    #expect(tokens.first == 200_006 && tokens.last == 200_007 && tokens.contains(200_008))
    #expect(harmony.bytes(of: 200_018) == Array("<|endofprompt|>".utf8))
    #expect(try harmony.encode("<|reserved_201087|>", specialTokens: .encoded) == [201_087])
  }

  @Test(arguments: 1...4)
  func `a stream finds a special token that is cut anywhere`(size: Int) throws {
    let counter = TokenCounter(encoding, specialTokens: .encoded)
    let bytes = Array((String(repeating: "word ", count: 20_000) + text).utf8)
    for start in stride(from: 0, to: bytes.count, by: size * 331) {
      try counter.append(Array(bytes[start..<min(start + size * 331, bytes.count)]))
    }
    #expect(try counter.finish() == encoding.count(bytes, specialTokens: .encoded))
  }
}
