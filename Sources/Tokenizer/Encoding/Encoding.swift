/// How a family of models turns text into tokens: a vocabulary, the rule that cuts text into pieces, and special tokens.
///
/// A value that threads may share: every call has memory of its own, a few megabytes at most. Whoever counts many texts
/// keeps that memory from one to the next with a ``TokenCounter``.
///
/// Texts are UTF-8. Ill-formed stretches count as U+FFFD once per maximal subpart, as Python decodes with `"replace"`;
/// offsets are always those of the bytes that were given.
public struct Encoding: Sendable {
  /// The name by which OpenAI's libraries know the encoding, such as `o200k_base`.
  public let name: String
  /// The tokens that no text is merged to.
  public let specialTokens: SpecialTokens
  /// Tokens that the model puts before and after a whole prompt; no count has them in it.
  public let promptTokens: Int

  let vocabulary: Vocabulary
  /// How text is cut; nil where it is merged as a whole.
  let rule: PieceRule?
  let scanner: PieceScanner
  let preparation: TextPreparation

  init(name: String, vocabulary: Vocabulary, rule: PieceRule, specialTokens: SpecialTokens) {
    self.name = name
    self.vocabulary = vocabulary
    self.specialTokens = specialTokens
    self.rule = rule
    scanner = PieceScanner(rule: rule)
    preparation = TextPreparation()
    promptTokens = 0
  }

  /// The encoding of a model whose tokenizer was read from its files.
  package init(name: String, compiled: CompiledVocabulary) {
    self.name = name
    vocabulary = Vocabulary(tables: compiled.tables, map: compiled.map, owner: compiled.owner)
    specialTokens = SpecialTokens(
      Dictionary(compiled.added.map { ($0.spelling, $0.id) }) { $1 },
      plain: Set(compiled.added.lazy.filter { !$0.isSpecial }.map(\.spelling)))
    rule = compiled.rule
    scanner = compiled.scanner
    preparation = compiled.preparation
    promptTokens = compiled.promptTokens
  }

  /// The number above every token's, special tokens included.
  public var tokenLimit: TokenID {
    max(vocabulary.idLimit, (specialTokens.numbers.values.max() ?? 0) + 1)
  }

  /// The bytes that a token stands for, nil for a number that is none. They may be a part of a character.
  public func bytes(of token: TokenID) -> [UInt8]? {
    if let number = vocabulary.number(of: token), vocabulary.tables.length(of: number) > 0 {
      return Array(vocabulary.tables.bytes(of: number))
    }
    return specialTokens.spelling(of: token).map { Array($0.utf8) }
  }

  /// The text of tokens. Throws ``UnknownTokenError`` for a number that is no token.
  public func decode(_ tokens: some Sequence<TokenID>) throws(UnknownTokenError) -> [UInt8] {
    var text: [UInt8] = []
    for token in tokens {
      if let number = vocabulary.number(of: token), vocabulary.tables.length(of: number) > 0 {
        text.append(contentsOf: vocabulary.tables.bytes(of: number))
      } else if let spelling = specialTokens.spelling(of: token) {
        text.append(contentsOf: spelling.utf8)
      } else {
        throw UnknownTokenError(token: token, encoding: name)
      }
    }
    return text
  }
}

/// A number is no token of an encoding.
public struct UnknownTokenError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The number.
  public let token: TokenID
  /// The encoding's name.
  public let encoding: String

  /// A number and the encoding it is no token of.
  public init(token: TokenID, encoding: String) {
    self.token = token
    self.encoding = encoding
  }

  /// One line for a person.
  public var description: String { "\(token) is not a token of \(encoding)" }
}
