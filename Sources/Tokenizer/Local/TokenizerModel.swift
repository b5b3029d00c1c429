/// A tokenizer as the files of a model describe it, whatever the format of the file: what ``VocabularyCompiler`` takes.
///
/// Tokens go by the numbers that the model has for them.
package struct TokenizerModel: Sendable {
  /// What a text begins as before its parts are merged.
  package enum Beginning: Sendable {
    /// Its bytes. The tokens are made of bytes.
    case bytes
    /// Its characters; one that is no token is its bytes. A space is U+2581 in the model's files and a space here.
    case characters
  }

  /// Two neighbours and what they merge to.
  package struct Merge: Sendable {
    package var left: TokenID
    package var right: TokenID
    package var token: TokenID
    /// The least is merged first; of two alike, the left one.
    package var priority: UInt32

    package init(left: TokenID, right: TokenID, token: TokenID, priority: UInt32) {
      (self.left, self.right, self.token, self.priority) = (left, right, token, priority)
    }
  }

  package var beginning: Beginning
  /// What each token stands for, by its number; empty for one that is not merged from text.
  package var tokens: [[UInt8]]
  /// The token of each byte, 256 of them; nil where a byte has none.
  package var byteTokens: [TokenID?]
  package var merges: [Merge]
  /// Whether a piece that is a token as a whole is that token, whatever the merges make of it.
  package var keepsWholePieces = false
  /// How text is cut into pieces; nil for a text that is merged as a whole.
  package var rule: PieceRule?
  package var added: [AddedToken] = []
  package var preparation = TextPreparation()
  /// Tokens that the model puts before and after a whole prompt.
  package var promptTokens = 0

  package init(
    beginning: Beginning, tokens: [[UInt8]], byteTokens: [TokenID?], merges: [Merge], rule: PieceRule?
  ) {
    self.beginning = beginning
    self.tokens = tokens
    self.byteTokens = byteTokens
    self.merges = merges
    self.rule = rule
  }
}

/// A token that is looked for in the text before anything is merged.
package struct AddedToken: Sendable, Equatable {
  package var id: TokenID
  package var spelling: String
  /// Whether it marks the parts of a conversation, so that the policy for special tokens is asked. Others always count.
  package var isSpecial: Bool

  package init(id: TokenID, spelling: String, isSpecial: Bool) {
    (self.id, self.spelling, self.isSpecial) = (id, spelling, isSpecial)
  }
}

/// What happens to a text before it is cut.
package struct TextPreparation: Sendable, Equatable {
  /// When a space is put before a stretch of text.
  package enum Prefix: UInt8, Sendable {
    case never
    /// Before each stretch between added tokens.
    case always
    /// The same, but not before one that begins with a space.
    case unlessSpaced
    /// Only at the start of the whole text, and not where it begins with a space.
    case unlessSpacedAtStart
  }

  package var prefix = Prefix.never
  /// Whether U+2581 is a space.
  package var hasVisibleSpaces = false
  /// Whether characters are composed (Unicode's normalization form C).
  package var composes = false

  package init() {}
}

/// Why a tokenizer cannot be used.
package struct VocabularyError: Error, Sendable, Equatable {
  /// What is wrong or not supported, to put behind the file's name.
  package let phrase: String

  package init(_ phrase: String) { self.phrase = phrase }
}
