import LLMCore
import LLMTestKit
import Testing
import Tokenizer

/// What a `tokenizer.json` says is what Hugging Face's library makes of it.
@Suite struct LocalVocabularyTests {
  @Test(arguments: VocabularyFixture.names)
  func `a text has the tokens that the reference gives it`(name: String) throws {
    let fixture = try VocabularyFixture(name)
    let encoding = try Self.encoding(of: fixture.file)
    #expect(fixture.cases.count > 150)
    for example in fixture.cases {
      #expect(try encoding.encode(example.text, specialTokens: .asText) == example.asText, "\(example.text)")
      #expect(try encoding.encode(example.text, specialTokens: .encoded) == example.special, "\(example.text)")
      #expect(try encoding.count(example.text, specialTokens: .asText) == example.asText.count)
    }
  }

  @Test(arguments: VocabularyFixture.names)
  func `parts of any size count as the whole does, and ranges have no gaps`(name: String) throws {
    let fixture = try VocabularyFixture(name)
    let encoding = try Self.encoding(of: fixture.file)
    for example in fixture.cases {
      let text = Array(example.text.utf8)
      for size in [1, 3, 16] {
        let counter = TokenCounter(encoding, specialTokens: .encoded)
        for start in stride(from: 0, to: text.count, by: size) {
          try counter.append(Array(text[start..<min(start + size, text.count)]))
        }
        #expect(try counter.finish() == example.special.count, "\(example.text)")
      }
      let tokens = try encoding.encodeWithRanges(text, specialTokens: .asText)
      #expect(tokens.map(\.id) == example.asText)
      #expect(zip(tokens, tokens.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
      #expect(tokens.last?.range.upperBound ?? 0 == text.count)
    }
  }

  @Test(arguments: ["llama3", "o200k", "gpt2", "deepseek3", "out-of-order"])
  func `tokens are the bytes of their text`(name: String) throws {
    let fixture = try VocabularyFixture(name)
    let encoding = try Self.encoding(of: fixture.file)
    for example in fixture.cases { #expect(try encoding.decode(example.special) == Array(example.text.utf8)) }
  }

  @Test func `white space between the members of the file means nothing`() throws {
    let fixture = try VocabularyFixture("llama3")
    let text = String(decoding: fixture.file, as: UTF8.self)
    let spaced = text.replacing("\"special\":true", with: "\"special\" :\n\t    true ")
      .replacing("\"added_tokens\":[", with: "\"added_tokens\" : [\n      ")
    #expect(spaced.utf8.count > text.utf8.count + 10)
    let encoding = try Self.encoding(of: Array(spaced.utf8))
    for example in fixture.cases {
      #expect(try encoding.encode(example.text, specialTokens: .asText) == example.asText)
    }
  }

  @Test func `a long text without any place to cut is merged all the same`() throws {
    let encoding = try Self.encoding(of: try VocabularyFixture("characters-never").file)
    let word = "漢字かな"
    let one = try encoding.count(word, specialTokens: .asText)
    let text = String(repeating: word + "\n", count: 20000)
    #expect(try encoding.count(text, specialTokens: .asText) == 20000 * (one + 1))
  }

  // MARK: Where it is found

  @Test func `a folder stands for the tokenizer in it`() throws {
    let files = MemoryVocabularyFiles()
    files.addFolder("/model")
    files["/model/tokenizer.json"] = try VocabularyFixture("llama3").file
    files["/model/weights.gguf"] = []
    let encoding = try LocalVocabulary(files: files, folder: nil).encoding(at: RawPath("/model"))
    #expect(encoding.name == "/model/tokenizer.json")
  }

  @Test func `a folder with one model stands for it, and one with more for none`() throws {
    let files = MemoryVocabularyFiles()
    files.addFolder("/model")
    files["/model/a.gguf"] = GGUFBuilder(try VocabularyFixture("llama3"), rule: "llama-bpe").bytes
    files["/model/.b.gguf"] = []
    let vocabulary = LocalVocabulary(files: files, folder: nil)
    #expect(try vocabulary.encoding(at: RawPath("/model")).name == "/model/a.gguf")
    files["/model/c.gguf"] = []
    let error = #expect(throws: LocalVocabularyError.self) { try vocabulary.encoding(at: RawPath("/model")) }
    #expect(error?.phrase == "the folder has 2 .gguf files; name one of them")
    files.addFolder("/empty")
    let other = #expect(throws: LocalVocabularyError.self) { try vocabulary.encoding(at: RawPath("/empty")) }
    #expect(other?.phrase == "the folder has neither a tokenizer.json nor a .gguf file")
  }

  /// The encoding that a file describes; nothing is kept.
  static func encoding(of file: [UInt8]) throws -> Encoding {
    let files = MemoryVocabularyFiles()
    files["/model"] = file
    return try LocalVocabulary(files: files, folder: nil).encoding(at: RawPath("/model"))
  }

  /// Why a file cannot be used; nil where it can.
  static func refusal(of file: [UInt8]) -> String? {
    do {
      _ = try encoding(of: file)
      return nil
    } catch {
      return (error as? LocalVocabularyError)?.phrase ?? "\(error)"
    }
  }
}
