internal import Tokenizer

/// The tokenizer inside of a GGUF file, as llama.cpp understands it.
enum GGUFTokenizer {
  /// Reads the tokenizer. Throws `VocabularyError`, which names what is not supported, and `FileError`.
  static func model(from source: any SourceFile) throws -> TokenizerModel {
    let metadata = try GGUFMetadata(source)
    var model: TokenizerModel
    switch metadata.model {
    case "gpt2": model = try byteLevel(metadata)
    case "llama": model = try byScores(metadata)
    case "gemma4": model = try gemma4(metadata)
    default: throw VocabularyError("tokenizer.ggml.model \(family(metadata.model)) is not supported")
    }
    for (number, text) in metadata.tokens.enumerated() {
      let kind = metadata.kind(of: number)
      guard kind == .control || kind == .userDefined || kind == .unknown, !text.isEmpty else { continue }
      // They are looked for as they are written, with spaces as such.
      model.added.append(
        AddedToken(
          id: TokenID(number), spelling: String(decoding: text, as: UTF8.self),
          isSpecial: kind != .userDefined))
    }
    return model
  }

  /// A kind of tokenizer with the name that people know it by.
  private static func family(_ model: String) -> String {
    switch model {
    case "bert": "bert (WordPiece)"
    case "t5": "t5 (Unigram)"
    default: model
    }
  }

  // MARK: Byte-level

  private static func byteLevel(_ metadata: GGUFMetadata) throws -> TokenizerModel {
    guard let name = metadata.rule else { throw VocabularyError("tokenizer.ggml.pre is missing") }
    guard let pre = GGUFRules.rule(named: name) else {
      throw VocabularyError("tokenizer.ggml.pre \(name) is not supported")
    }
    let numbers = metadata.numbers()
    var model = TokenizerModel(
      beginning: .bytes, tokens: metadata.tokens.map { ByteAlphabet.bytes(of: $0) ?? [] },
      byteTokens: ByteAlphabet.characters.map { numbers[Array(String($0).utf8)] },
      merges: try merges(metadata, numbers), rule: pre.rule)
    model.keepsWholePieces = pre.keepsWholePieces
    model.promptTokens = prompt(metadata, addsBeginning: pre.addsBeginning)
    return model
  }

  private static func merges(
    _ metadata: GGUFMetadata, _ numbers: [[UInt8]: TokenID]
  ) throws(VocabularyError) -> [TokenizerModel.Merge] {
    var merges: [TokenizerModel.Merge] = []
    merges.reserveCapacity(metadata.merges.count)
    for (index, line) in metadata.merges.enumerated() {
      guard let space = line.dropFirst().firstIndex(of: UInt8(ascii: " ")) else {
        throw VocabularyError("merge \(index) of tokenizer.ggml.merges is not a pair")
      }
      let (first, second) = (line[..<space], line[(space + 1)...])
      guard let left = numbers[Array(first)], let right = numbers[Array(second)],
        let token = numbers[Array(first + second)]
      else { throw VocabularyError("merge \(index) of tokenizer.ggml.merges names what is no token") }
      merges.append(TokenizerModel.Merge(left: left, right: right, token: token, priority: UInt32(index)))
    }
    return merges
  }

  private static func prompt(_ metadata: GGUFMetadata, addsBeginning: Bool) -> Int {
    (metadata.addsBeginning ?? addsBeginning ? 1 : 0) + (metadata.addsEnd ?? false ? 1 : 0)
  }

  // MARK: SentencePiece

  /// What two neighbours have as their joined text is what they merge to, the best score first.
  private static func byScores(_ metadata: GGUFMetadata) throws -> TokenizerModel {
    guard metadata.scores.count == metadata.tokens.count else {
      throw VocabularyError("tokenizer.ggml.scores is missing")
    }
    let vocabulary = SpacedVocabulary(metadata)
    try vocabulary.checkCharacters()
    // The best score has the lowest priority; equal scores have the same.
    let order = Set(metadata.scores.lazy.filter { !$0.isNaN }).sorted(by: >)
    var priorities: [Float: UInt32] = [:]
    for (priority, score) in order.enumerated() { priorities[score] = UInt32(priority) }
    var merges: [TokenizerModel.Merge] = []
    for (text, number) in vocabulary.numbers {
      guard let priority = priorities[metadata.scores[Int(number)]] else {
        throw VocabularyError("the score of token \(number) is not a number")
      }
      guard merges.count <= 4 * VocabularyCompiler.mostTokens else {
        throw VocabularyError("the tokens can be merged in more ways than those of any tokenizer")
      }
      vocabulary.forEachSplit(of: text) { left, right in
        merges.append(TokenizerModel.Merge(left: left, right: right, token: number, priority: priority))
      }
    }
    var model = vocabulary.model(merges)
    model.preparation.prefix = metadata.addsSpace ?? true ? .always : .never
    model.promptTokens = prompt(metadata, addsBeginning: true)
    return model
  }

  /// Merges as in a byte-level vocabulary, but of characters.
  private static func gemma4(_ metadata: GGUFMetadata) throws -> TokenizerModel {
    var model = SpacedVocabulary(metadata).model(try merges(metadata, metadata.numbers()))
    model.promptTokens = prompt(metadata, addsBeginning: true)
    return model
  }
}

/// The tokens of a vocabulary of characters, with spaces for U+2581.
private struct SpacedVocabulary {
  private(set) var numbers: [[UInt8]: TokenID] = [:]
  private var tokens: [[UInt8]]
  private var byteTokens = [TokenID?](repeating: nil, count: 256)

  init(_ metadata: GGUFMetadata) {
    tokens = metadata.tokens.map { text in
      // A space as such is never in the text that merges see.
      text.contains(UInt8(ascii: " ")) ? [] : SpacedText.bytes(of: text)
    }
    var spellings: [[UInt8]: Int] = [:]
    for byte in 0..<256 { spellings[TokenizerFile.byteSpelling(byte)] = byte }
    for (number, text) in tokens.enumerated() where !text.isEmpty {
      if let byte = spellings[text] {
        byteTokens[byte] = TokenID(number)
        tokens[number] = [UInt8(byte)]
      } else {
        numbers[text] = TokenID(number)
      }
    }
  }

  /// A character that is no token has no number to be merged by. Throws for one that could be merged all the same: the first
  /// or the last of a token whose rest may stand alone.
  func checkCharacters() throws(VocabularyError) {
    for (text, number) in numbers {
      let characters = String(decoding: text, as: UTF8.self).unicodeScalars.map { Array(String($0).utf8) }
      guard characters.count > 1, let first = characters.first, let last = characters.last else { continue }
      let (rest, start) = (Array(text.dropFirst(first.count)), Array(text.dropLast(last.count)))
      for (character, other) in [(first, rest), (last, start)] where numbers[character] == nil {
        guard numbers[other] == nil, characters.count > 2 else {
          throw VocabularyError("token \(number) begins or ends with a character that is no token")
        }
      }
    }
  }

  /// Calls with the halves of a text that are both tokens.
  func forEachSplit(of text: [UInt8], _ take: (_ left: TokenID, _ right: TokenID) -> Void) {
    for place in text.indices.dropFirst() where text[place] & 0xC0 != 0x80 {
      guard let left = numbers[Array(text[..<place])], let right = numbers[Array(text[place...])] else { continue }
      take(left, right)
    }
  }

  func model(_ merges: [TokenizerModel.Merge]) -> TokenizerModel {
    var model = TokenizerModel(
      beginning: .characters, tokens: tokens, byteTokens: byteTokens, merges: merges, rule: nil)
    model.preparation.hasVisibleSpaces = true
    return model
  }
}
