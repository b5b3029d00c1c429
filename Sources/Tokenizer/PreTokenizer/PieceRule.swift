/// How a vocabulary cuts text before byte-pair encoding: the regular expression its tokens were trained with, by name.
///
/// The character classes are those of Unicode 16.0, which tiktoken 0.14 has in its regular expressions.
enum PieceRule: Sendable, CaseIterable {
  /// The expression of `o200k_base` and `o200k_harmony`.
  ///
  ///     [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
  ///     [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
  ///     \p{N}{1,3}
  ///      ?[^\s\p{L}\p{N}]+[\r\n/]*
  ///     \s*[\r\n]+
  ///     \s+(?!\S)
  ///     \s+
  case o200k

  /// The expression of `cl100k_base`.
  ///
  ///     '(?i:[sdmt]|ll|ve|re)
  ///     [^\r\n\p{L}\p{N}]?+\p{L}++
  ///     \p{N}{1,3}+
  ///      ?[^\s\p{L}\p{N}]++[\r\n]*+
  ///     \s++$
  ///     \s*[\r\n]
  ///     \s+(?!\S)
  ///     \s
  case cl100k

  /// What sets this rule apart from its relatives.
  var grammar: PieceGrammar {
    switch self {
    case .o200k:
      PieceGrammar(
        word: .byLetterCase, contraction: .endsWord, longestNumber: 3, slashEndsPunctuation: true,
        endKeepsWhiteSpaceWhole: false)
    case .cl100k:
      PieceGrammar(
        word: .letters, contraction: .standsAlone, longestNumber: 3, slashEndsPunctuation: false,
        endKeepsWhiteSpaceWhole: true)
    }
  }
}
