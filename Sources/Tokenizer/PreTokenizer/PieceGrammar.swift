/// The points in which the rules of one family differ. All of them cut a text into
///
/// - words, which a single character other than a letter, number or line break may lead (mostly a space);
/// - numbers of at most so many digits;
/// - punctuation, which a space may lead and line breaks may end;
/// - white space: up to its last line break if it has one, else without its last character, which is left to what follows.
///
/// The expressions of GPT-4, GPT-4o, Llama 3, Qwen 2 and Tekken are of this family, each one a value of this type.
struct PieceGrammar: Sendable, Equatable {
  /// What a word is made of.
  enum Word: Sendable {
    /// `\p{L}+`
    case letters
    /// Capitals, then small letters, at least one of either: `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+`,
    /// else `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+`. Marks and letters without case are both.
    case byLetterCase
  }

  /// Where `'s`, `'t`, `'re`, `'ve`, `'m`, `'ll` and `'d` go, in either case and with U+017F (ſ), which folds to s.
  enum Contraction: Sendable {
    /// A piece of their own wherever a piece may start.
    case standsAlone
    /// The last part of the word before them.
    case endsWord
    /// Nowhere: the apostrophe is punctuation.
    case none
  }

  var word: Word
  var contraction: Contraction
  /// Most characters in a number.
  var longestNumber: Int
  /// Whether punctuation is ended by slashes as well as by line breaks.
  var slashEndsPunctuation: Bool
  /// Whether white space at the end of the text is one piece even where it has a line break (`\s++$`).
  var endKeepsWhiteSpaceWhole: Bool

  /// What words have in them.
  @inline(__always)
  var wordCharacters: GeneralCategories { word == .letters ? .letters : [.letters, .marks] }

  /// Whether a byte is one of those that end punctuation.
  @inline(__always)
  func endsPunctuation(_ byte: UInt8) -> Bool {
    byte.isLineBreak || (slashEndsPunctuation && byte == UInt8(ascii: "/"))
  }
}
