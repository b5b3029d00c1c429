import LLMCore
import LLMTestKit
import Testing
import Tokenizer

/// The tokenizer inside of a GGUF file.
@Suite struct GGUFTokenizerTests {
  @Test(arguments: [
    ("llama3", "llama-bpe"), ("qwen2", "qwen2"), ("tekken", "tekken"), ("o200k", "gpt-4o"),
    ("deepseek3", "deepseek-v3"),
    ("gpt2", "gpt-2"),
  ])
  func `the same tokens and merges give the same numbers`(name: String, rule: String) throws {
    let fixture = try VocabularyFixture(name)
    let encoding = try LocalVocabularyTests.encoding(of: GGUFBuilder(fixture, rule: rule).bytes)
    for example in fixture.cases {
      // llama.cpp composes no characters, as the fixture's tokenizer does.
      if name == "qwen2", example.text.unicodeScalars.contains(where: Self.composes) { continue }
      #expect(try encoding.encode(example.text, specialTokens: .encoded) == example.special, "\(example.text)")
    }
  }

  /// Marks, and the letters of Hangul.
  private static func composes(_ scalar: Unicode.Scalar) -> Bool {
    (0x300..<0x370).contains(scalar.value) || (0x1100..<0x1200).contains(scalar.value)
  }

  @Test func `the pair with the better score is merged first, whatever stands first`() throws {
    let characters: [(String, Float)] = [("▁", -9), ("a", -9), ("b", -9)]
    // The numbers: 258 is ▁, 259 a, 260 b, 261 ▁a, 262 ab.
    let left = GGUFBuilder.ofCharacters(characters + [("▁a", -1), ("ab", -2)])
    #expect(try Self.tokens("ab", left) == [261, 260])
    let right = GGUFBuilder.ofCharacters(characters + [("▁a", -2), ("ab", -1)])
    #expect(try Self.tokens("ab", right) == [258, 262])
    let equal = GGUFBuilder.ofCharacters(characters + [("▁a", -1), ("ab", -1)])
    #expect(try Self.tokens("ab", equal) == [261, 260])
  }

  @Test func `a space comes before the text unless the file says no`() throws {
    let characters: [(String, Float)] = [("▁", -9), ("a", -9), ("▁a", -1)]
    #expect(try Self.tokens("a a", .ofCharacters(characters)) == [260, 260])
    #expect(try Self.tokens("a a", .ofCharacters(characters, addsSpace: true)) == [260, 260])
    #expect(try Self.tokens("a a", .ofCharacters(characters, addsSpace: false)) == [259, 260])
  }

  @Test func `a character that is no token is its bytes`() throws {
    let builder = GGUFBuilder.ofCharacters([("▁", -9), ("a", -9)], addsSpace: false)
    #expect(try Self.tokens("a日", builder) == [259, 2 + 0xE6, 2 + 0x97, 2 + 0xA5])
  }

  @Test(arguments: [("bert", "bert (WordPiece)"), ("t5", "t5 (Unigram)"), ("rwkv", "rwkv")])
  func `another family is named`(model: String, words: String) throws {
    var builder = GGUFBuilder.ofCharacters([("▁", -9)])
    builder.entries[0].value = .text(model)
    #expect(LocalVocabularyTests.refusal(of: builder.bytes) == "tokenizer.ggml.model \(words) is not supported")
  }

  @Test func `a rule that is not known is named, and so is none`() throws {
    let fixture = try VocabularyFixture("llama3")
    #expect(
      LocalVocabularyTests.refusal(of: GGUFBuilder(fixture, rule: "youtu").bytes)
        == "tokenizer.ggml.pre youtu is not supported")
    var builder = GGUFBuilder(fixture, rule: "llama-bpe")
    builder.entries.removeAll { $0.name == "tokenizer.ggml.pre" }
    #expect(LocalVocabularyTests.refusal(of: builder.bytes) == "tokenizer.ggml.pre is missing")
  }

  private static func tokens(_ text: String, _ builder: GGUFBuilder) throws -> [TokenID] {
    try LocalVocabularyTests.encoding(of: builder.bytes).encode(text, specialTokens: .asText)
  }
}
