internal import Tokenizer

extension TokenizerFile {
  /// The tokenizer that the file describes. Throws ``VocabularyError``, which names what is not supported.
  func tokenizer() throws(VocabularyError) -> TokenizerModel {
    try checkModel()
    let steps = try TokenizerSteps(normalizer: normalizer, preTokenizer: preTokenizer)
    var model = try steps.isByteLevel ? byteLevelModel() : characterModel()
    model.rule = steps.rule
    model.preparation = steps.preparation
    model.keepsWholePieces = self.model.last { $0.name == "ignore_merges" }?.value.bool ?? false
    model.added = try addedTokens(steps.preparation)
    model.promptTokens = try PromptTemplate.tokens(in: postProcessor)
    return model
  }

  private func member(_ name: String) -> JSONValue { model.last { $0.name == name }?.value ?? .null }

  private func checkModel() throws(VocabularyError) {
    if let oversized { throw VocabularyError("\(oversized) is larger than that of any tokenizer") }
    let type = member("type")
    guard type.text == "BPE" || (type == .null && !merges.isEmpty) else {
      throw VocabularyError("the model type \(JSONWriter.text(of: type)) is not supported; only BPE is")
    }
    for name in ["continuing_subword_prefix", "end_of_word_suffix"] {
      guard member(name) == .null || member(name).text == "" else {
        throw VocabularyError("model.\(name) \(JSONWriter.text(of: member(name))) is not supported")
      }
    }
    guard member("dropout") == .null || member("dropout").integer == 0 else {
      throw VocabularyError("model.dropout \(JSONWriter.text(of: member("dropout"))) makes counts a matter of chance")
    }
    guard !vocabulary.isEmpty else { throw VocabularyError("model.vocab is empty or missing") }
    try VocabularyCompiler.checkLengths(vocabulary.keys)
    // A gap in the numbers is fine, a number out of all proportion is not.
    let numbers = 0..<min(4 * vocabulary.count + 65536, VocabularyCompiler.mostTokens)
    guard vocabulary.values.allSatisfy(numbers.contains) else {
      throw VocabularyError("model.vocab has numbers that are negative or far apart")
    }
  }

  /// The text of each token by its number, in the bytes that `bytes` makes of its spelling.
  private func texts(_ bytes: ([UInt8]) -> [UInt8]?) -> [[UInt8]] {
    let limit = (vocabulary.values.max() ?? 0) + 1
    var texts = [[UInt8]](repeating: [], count: limit)
    for (spelling, number) in vocabulary { if let text = bytes(spelling) { texts[number] = text } }
    return texts
  }

  private func byteLevelModel() throws(VocabularyError) -> TokenizerModel {
    let byteTokens = ByteAlphabet.characters.map { vocabulary[Array(String($0).utf8)].map { TokenID($0) } }
    return TokenizerModel(
      beginning: .bytes, tokens: texts(ByteAlphabet.bytes), byteTokens: byteTokens, merges: try numberedMerges(),
      rule: nil)
  }

  private func characterModel() throws(VocabularyError) -> TokenizerModel {
    guard member("byte_fallback").bool == true else {
      throw VocabularyError("model.byte_fallback false is not supported with text that is not cut into bytes")
    }
    let byteTokens = (0..<256).map { vocabulary[Self.byteSpelling($0)].map { TokenID($0) } }
    var texts = texts { spelling in
      // A space is never in the text that merges see.
      spelling.contains(UInt8(ascii: " ")) ? nil : SpacedText.bytes(of: spelling)
    }
    for (byte, token) in byteTokens.enumerated() { if let token { texts[Int(token)] = [UInt8(byte)] } }
    return TokenizerModel(
      beginning: .characters, tokens: texts, byteTokens: byteTokens, merges: try numberedMerges(), rule: nil)
  }

  /// `<0x0A>` for a line feed.
  static func byteSpelling(_ byte: Int) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return Array("<0x".utf8) + [digits[byte >> 4], digits[byte & 15], UInt8(ascii: ">")]
  }

  private func numberedMerges() throws(VocabularyError) -> [TokenizerModel.Merge] {
    var numbered: [TokenizerModel.Merge] = []
    numbered.reserveCapacity(merges.count)
    for (index, merge) in merges.enumerated() {
      guard let left = vocabulary[merge.left], let right = vocabulary[merge.right],
        let token = vocabulary[merge.left + merge.right]
      else { throw VocabularyError("merge \(index) of model.merges names a token that is not in model.vocab") }
      numbered.append(
        TokenizerModel.Merge(
          left: TokenID(left), right: TokenID(right), token: TokenID(token), priority: UInt32(index)))
    }
    return numbered
  }
}

/// Spellings in which U+2581 stands for a space.
enum SpacedText {
  /// The bytes of a spelling with its spaces as such.
  static func bytes(of spelling: [UInt8]) -> [UInt8] {
    guard spelling.contains(0xE2) else { return spelling }
    return Array(text(of: String(decoding: spelling, as: UTF8.self)).utf8)
  }

  /// A spelling with its spaces as such.
  private static func text(of spelling: String) -> String {
    String(String.UnicodeScalarView(spelling.unicodeScalars.map { $0 == "\u{2581}" ? " " : $0 }))
  }
}
