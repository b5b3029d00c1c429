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

  let vocabulary: Vocabulary
  let rule: PieceRule
  let scanner: PieceScanner

  init(name: String, vocabulary: Vocabulary, rule: PieceRule, specialTokens: SpecialTokens) {
    self.name = name
    self.vocabulary = vocabulary
    self.specialTokens = specialTokens
    self.rule = rule
    scanner = PieceScanner(rule: rule)
  }

  /// The number above every token's, special tokens included.
  public var tokenLimit: TokenID {
    max(TokenID(vocabulary.tables.tokenCount), (specialTokens.numbers.values.max() ?? 0) + 1)
  }

  /// The bytes that a token stands for, nil for a number that is none. They may be a part of a character.
  public func bytes(of token: TokenID) -> [UInt8]? {
    if token < vocabulary.tables.tokenCount { return Array(vocabulary.tables.bytes(of: token)) }
    return specialTokens.spelling(of: token).map { Array($0.utf8) }
  }

  /// The text of tokens. Throws ``UnknownTokenError`` for a number that is no token.
  public func decode(_ tokens: some Sequence<TokenID>) throws(UnknownTokenError) -> [UInt8] {
    var text: [UInt8] = []
    for token in tokens {
      if token < vocabulary.tables.tokenCount {
        text.append(contentsOf: vocabulary.tables.bytes(of: token))
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
