package import Tokenizer

/// What a model's tokens are counted with: an encoding that is its own, or the nearest one and a factor.
package struct TokenBasis: Sendable {
  /// The encoding's name, such as `o200k_base`; of a model on this machine, the path of its tokenizer.
  package let encoding: String
  /// Tokens of the model for each thousand of the encoding.
  package let permille: Int
  package let exactness: Exactness
  /// For an estimate, what it rests on, as a clause.
  package let reason: String?
  /// The tokenizer of a model on this machine; nil for the encodings that are compiled in.
  package let local: Encoding?

  private init(encoding: String, permille: Int, exactness: Exactness, reason: String?, local: Encoding? = nil) {
    (self.encoding, self.permille, self.exactness, self.reason) = (encoding, permille, exactness, reason)
    self.local = local
  }

  /// The tokens of an encoding are the model's own.
  package static func exact(_ encoding: String) -> TokenBasis {
    TokenBasis(encoding: encoding, permille: 1000, exactness: .exact, reason: nil)
  }

  /// The tokenizer was read from a model's files.
  package static func local(_ encoding: Encoding) -> TokenBasis {
    TokenBasis(encoding: encoding.name, permille: 1000, exactness: .exact, reason: nil, local: encoding)
  }

  /// The model's tokenizer is not public; its counts are about so many thousandths of the encoding's.
  package static func estimate(_ encoding: String, permille: Int, percent: Int, reason: String) -> TokenBasis {
    TokenBasis(encoding: encoding, permille: permille, exactness: .estimate(percent: percent), reason: reason)
  }

  /// The model's own provider counted, as the one message of a user.
  package static func counted(by provider: String, model: String) -> TokenBasis {
    TokenBasis(
      encoding: model, permille: 1000, exactness: .exact,
      reason: "counted by \(provider), each input as the one message of a user")
  }

  /// What is counted where nobody says otherwise: GPT-4o, GPT-4.1, GPT-5 and the o models.
  package static let standard = TokenBasis.exact("o200k_base")

  /// The encodings that can be asked for by name.
  package static let encodings = ["o200k_base", "o200k_harmony", "cl100k_base"]

  /// The model's tokens for a number of the encoding's, rounded to the nearest.
  package func tokens(_ counted: Int) -> Int { permille == 1000 ? counted : (counted * permille + 500) / 1000 }

  /// The largest number of the encoding's tokens that makes no more than so many of the model's.
  package func reach(_ tokens: Int) -> Int {
    permille == 1000 || tokens > Int.max / 1000 ? tokens : (tokens * 1000 + 499) / permille
  }

  /// The model's tokens of a text, special tokens taken as text.
  package func count(_ text: String) -> Int {
    // Taken as text, no special token can be refused.
    tokens((try? tokenizer.count(text, specialTokens: .asText)) ?? 0)
  }

  /// How many bytes of both ends of a text have no more than so many of the model's tokens together, about as many at either end.
  /// Neither is cut within a character.
  package func ends(of text: String, tokens: Int) -> (head: Int, tail: Int) {
    let cut = tokenizer.truncate(text, to: reach(tokens), keeping: .bothEnds)
    return (cut.head.count, cut.tail.count)
  }

  /// The tokenizer itself. Not looked for in the list of all: the thousand special tokens of o200k_harmony take longer to set
  /// up than a small file takes to count.
  var tokenizer: Encoding {
    if let local { return local }
    return switch encoding {
    case "cl100k_base": .cl100kBase
    case "o200k_harmony": .o200kHarmony
    default: .o200kBase
    }
  }
}
