/// What to do where a text contains the spelling of a special token.
///
/// Text of a user that spells `<|endoftext|>` is not meant to end anything, so it is refused unless the caller says what it
/// means.
public struct SpecialTokenPolicy: Sendable, Equatable {
  /// What happens to one spelling.
  enum Treatment: Sendable { case refuse, text, token }

  private let usual: Treatment
  private let encoded: Set<String>

  /// Any special token is an error.
  public static let refused = SpecialTokenPolicy(usual: .refuse, encoded: [])
  /// Special tokens are text like any other.
  public static let asText = SpecialTokenPolicy(usual: .text, encoded: [])
  /// Special tokens are encoded as what they are.
  public static let encoded = SpecialTokenPolicy(usual: .token, encoded: [])

  /// The named special tokens are encoded as what they are, others are errors.
  public static func encodedOnly(_ spellings: Set<String>) -> Self { Self(usual: .refuse, encoded: spellings) }

  /// The named special tokens are encoded as what they are, others are text.
  public static func encodedAmongText(_ spellings: Set<String>) -> Self { Self(usual: .text, encoded: spellings) }

  func treatment(of spelling: String) -> Treatment { encoded.contains(spelling) ? .token : usual }

  /// Whether no spelling needs to be looked for.
  var ignoresAll: Bool { usual == .text && encoded.isEmpty }
}

/// A text has a special token in it where none is wanted.
public struct SpecialTokenError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The special token's spelling.
  public let spelling: String
  /// Where it begins: bytes from the start of the text.
  public let offset: Int

  /// A special token and its place.
  public init(spelling: String, offset: Int) {
    self.spelling = spelling
    self.offset = offset
  }

  /// One line for a person.
  public var description: String { "the text has the special token \(spelling) at byte \(offset)" }
}
