import LLMCore
import LLMTestKit
import Testing
import Tokenizer

/// Files that lie, end early or were damaged: an error in words, or a tokenizer, and nothing else.
@Suite struct HostileVocabularyTests {
  private static let model = GGUFBuilder.ofCharacters([("▁", -9), ("a", -9), ("▁a", -1)], addsSpace: false).bytes

  // MARK: GGUF

  @Test func `a GGUF that ends anywhere within its metadata is told to be damaged`() {
    #expect(LocalVocabularyTests.refusal(of: Self.model) == nil)
    for length in 0..<Self.model.count - 1 {
      let refusal = LocalVocabularyTests.refusal(of: Array(Self.model[..<length]))
      #expect(refusal != nil, "\(length)")
      if length >= 4 { #expect(refusal?.hasPrefix("damaged GGUF: ") == true, "\(length): \(refusal ?? "")") }
    }
  }

  @Test(arguments: [UInt64.max, 1 << 63, 1 << 62, 1 << 40, 1 << 32, 1 << 24])
  func `a number that is larger than the file is never believed, wherever it stands`(number: UInt64) {
    for place in stride(from: 8, through: 400, by: 1) {
      var bytes = Self.model
      bytes.replaceSubrange(place..<place + 8, with: GGUFBuilder.number(number))
      _ = LocalVocabularyTests.refusal(of: bytes)
    }
    var bytes = Self.model
    bytes.replaceSubrange(16..<24, with: GGUFBuilder.number(number))
    #expect(LocalVocabularyTests.refusal(of: bytes)?.hasPrefix("damaged GGUF: \(number) entries") == true)
  }

  @Test func `bytes that changed end in an error or in a tokenizer`() {
    var random = SeededRandom(seed: 5)
    let byteLevel = (try? VocabularyFixture("llama3")).map { GGUFBuilder($0, rule: "llama-bpe").bytes } ?? []
    for file in [Self.model, byteLevel] {
      #expect(!file.isEmpty)
      for _ in 0..<60 {
        var bytes = file
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
        }
        Self.use(bytes)
      }
    }
  }

  @Test(arguments: [(1, "GGUF version 1 is not supported"), (4, "GGUF version 4 is not supported")])
  func `another version is named`(version: UInt32, words: String) {
    var builder = GGUFBuilder.ofCharacters([("▁", -9)])
    builder.version = version
    #expect(LocalVocabularyTests.refusal(of: builder.bytes) == words)
    builder.version = UInt32(3).byteSwapped
    #expect(LocalVocabularyTests.refusal(of: builder.bytes) == "big-endian GGUF is not supported")
  }

  @Test func `arrays in arrays, lists of another length and values of another kind are damage`() {
    func refusal(_ change: (inout GGUFBuilder) -> Void) -> String? {
      var builder = GGUFBuilder.ofCharacters([("▁", -9)])
      change(&builder)
      return LocalVocabularyTests.refusal(of: builder.bytes)
    }
    #expect(refusal { $0.entries[2].value = .floats([1]) }?.contains("1 entries of tokenizer.ggml.scores") == true)
    #expect(refusal { $0.entries[0].value = .uint32(7) }?.contains("tokenizer.ggml.model is of kind uint32") == true)
    #expect(refusal { $0.entries[1].value = .ints([1]) }?.contains("is of kind int32, not string") == true)
    #expect(refusal { $0.entries[1].value = .text("x") }?.contains("is of kind string, not array") == true)
    #expect(
      refusal { $0.entries[2].value = .floats([Float](repeating: .nan, count: 259)) }?.contains("not a number") == true)
    #expect(refusal { $0.entries.removeAll() } == "the GGUF file has no tokenizer in it")
    #expect(refusal { $0.entries.remove(at: 2) } == "tokenizer.ggml.scores is missing")
    let long = String(repeating: "x", count: 2049)
    #expect(refusal { $0.entries[1].value = .texts([long]) }?.contains("a token of 2049 bytes") == true)
    // An array of arrays, under a name that nobody knows: kind 9 of kind 9.
    let nested =
      Array("GGUF".utf8) + GGUFBuilder.number(UInt32(3)) + GGUFBuilder.number(UInt64(0)) + GGUFBuilder.number(UInt64(1))
      + GGUFBuilder.number(UInt64(1)) + [0x78] + GGUFBuilder.number(UInt32(9))
      + GGUFBuilder.number(UInt32(9)) + GGUFBuilder.number(UInt64(2)) + [UInt8](repeating: 0, count: 64)
    #expect(LocalVocabularyTests.refusal(of: nested)?.contains("an array of arrays") == true)
  }

  // MARK: JSON

  @Test func `a tokenizer_json that ends anywhere is none`() throws {
    let file = try VocabularyFixture("characters-never").file
    #expect(LocalVocabularyTests.refusal(of: file) == nil)
    for length in stride(from: 0, to: file.count, by: 97) {
      #expect(LocalVocabularyTests.refusal(of: Array(file[..<length])) != nil, "\(length)")
    }
  }

  @Test func `bytes of a tokenizer_json that changed end in an error or in a tokenizer`() throws {
    var random = SeededRandom(seed: 6)
    let file = try VocabularyFixture("llama3").file
    for _ in 0..<60 {
      var bytes = file
      for _ in 0..<3 {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0x20..<0x7F, using: &random)
      }
      Self.use(bytes)
    }
  }

  @Test(
    arguments: [
      (["model", "type"], #""WordPiece""#, #"the model type "WordPiece" is not supported; only BPE is"#),
      (["model", "type"], #""Unigram""#, #"the model type "Unigram" is not supported; only BPE is"#),
      (["model", "dropout"], "0.1", "makes counts a matter of chance"),
      (["model", "end_of_word_suffix"], #""</w>""#, #"model.end_of_word_suffix "</w>" is not supported"#),
      (["model", "vocab"], "{}", "model.vocab is empty or missing"),
      (["model", "vocab"], #"{"a":99999999999}"#, "negative or far apart"),
      (["model", "vocab"], #"{"a":9223372036854775807}"#, "negative or far apart"),
      (["model", "vocab"], #"{"a":-5}"#, "negative or far apart"),
      (["model", "vocab"], #"{"a":1e3}"#, "negative or far apart"),
      (["model", "merges"], #"[["a"]]"#, "merge 0 of model.merges names a token that is not in model.vocab"),
      (["model", "merges"], #"["q ÿÿ"]"#, "merge 0 of model.merges names a token that is not in model.vocab"),
      (["normalizer"], #"{"type":"Lowercase"}"#, #"normalizer {"type":"Lowercase"} is not supported"#),
      (["pre_tokenizer"], #"{"type":"Whitespace"}"#, #"pre_tokenizer {"type":"Whitespace"} is not supported"#),
      (
        ["pre_tokenizer"], #"{"type":"Split","pattern":{"Regex":"a|b"},"behavior":"Isolated","invert":false}"#,
        #"an expression that is not supported: "a|b""#
      ),
      (["post_processor"], #"{"type":"Odd"}"#, #"post_processor {"type":"Odd"} is not supported"#),
      (["added_tokens"], #"[{"id":-1,"content":"<x>"}]"#, "added token <x> has no valid number"),
      (["added_tokens"], #"[{"id":4294967295,"content":"<x>"}]"#, "added token <x> has no valid number"),
      (["added_tokens"], #"[{"id":1,"content":"<x>","lstrip":true}]"#, "has the flag lstrip"),
    ] as [([String], String, String)])
  func `what is not supported is named`(path: [String], value: String, words: String) throws {
    let file = try VocabularyFixture("llama3").file(replacing: path, with: value)
    let refusal = LocalVocabularyTests.refusal(of: file)
    #expect(refusal?.contains(words) == true, "\(refusal ?? "accepted")")
  }

  @Test(arguments: [
    "", "  ", "[]", "hello", "{", #"{"model":3}"#, "{}", "\u{FEFF}{}", #"{"model":{"vocab":[["a",-1.5]]}}"#,
  ])
  func `what is no tokenizer at all is an error`(text: String) {
    #expect(LocalVocabularyTests.refusal(of: Array(text.utf8)) != nil)
  }

  @Test func `nesting and members of any size are no way to take memory or the stack`() {
    let deep = #"{"x":"# + String(repeating: "[", count: 100_000)
    #expect(LocalVocabularyTests.refusal(of: Array(deep.utf8))?.contains("nested too deeply") == true)
    let large = #"{"normalizer":["# + String(repeating: "1,", count: 3_000_000) + #"1],"model":{"type":"BPE"}}"#
    #expect(
      LocalVocabularyTests.refusal(of: Array(large.utf8)) == "normalizer is larger than that of any tokenizer")
    let long = #"{"model":{"type":"BPE","vocab":{""# + String(repeating: "a", count: 5000) + #"":0},"merges":[]}}"#
    #expect(LocalVocabularyTests.refusal(of: Array(long.utf8))?.contains("a token of 5000 bytes") == true)
  }

  /// Reads a file and, where it is a tokenizer, encodes with it.
  private static func use(_ file: [UInt8]) {
    guard let encoding = try? LocalVocabularyTests.encoding(of: file) else { return }
    let tokens = try? encoding.encode("Some text, 日本語 123\n\n  <tool>", specialTokens: .encoded)
    #expect(tokens?.isEmpty == false)
  }
}
