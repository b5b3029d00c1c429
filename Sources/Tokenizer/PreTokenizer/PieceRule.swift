/// How a vocabulary cuts text before byte-pair encoding: the regular expression its tokens were trained with, by name.
///
/// The character classes are those of Unicode 16.0, which tiktoken 0.14 has in its regular expressions.
package enum PieceRule: UInt8, Sendable, CaseIterable {
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

  /// The expression of Llama 3, like `cl100k_base` but for the end of the text.
  ///
  ///     (?i:'s|'t|'re|'ve|'m|'ll|'d)
  ///     [^\r\n\p{L}\p{N}]?\p{L}+
  ///     \p{N}{1,3}
  ///      ?[^\s\p{L}\p{N}]+[\r\n]*
  ///     \s*[\r\n]+
  ///     \s+(?!\S)
  ///     \s+
  case llama3

  /// The expression of Qwen 2 to 3: that of Llama 3 with `\p{N}`.
  case qwen2

  /// The expression of Qwen 3.5: that of Qwen 2 with `[\p{L}\p{M}]+`, and no marks in punctuation.
  case qwen35

  /// The expression of Mistral's Tekken: that of `o200k_base` without contractions and with `\p{N}`.
  case tekken

  /// The expression of GPT-2, which the pre-tokenizer `ByteLevel` has built in.
  ///
  ///     's|'t|'re|'ve|'m|'ll|'d
  ///      ?\p{L}+
  ///      ?\p{N}+
  ///      ?[^\s\p{L}\p{N}]+
  ///     \s+(?!\S)
  ///     \s+
  case gpt2

  /// The expression of GPT-2 on what is left when every `\p{N}` is a piece of its own: StarCoder, SmolLM, Command R.
  case gpt2AmongDigits

  /// The three expressions of DeepSeek 3, each on all pieces that the one before made.
  ///
  ///     \p{N}{1,3}
  ///
  ///     [一-龥぀-ゟ゠-ヿ]+
  ///
  ///     [!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+
  ///     [^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+
  ///      ?[\p{P}\p{S}]+[\r\n]*
  ///     \s*[\r\n]+
  ///     \s+(?!\S)
  ///     \s+
  case deepseek3

  /// What sets this rule apart from its relatives; nil for those of another family, which a ``SplitReader`` reads.
  var grammar: PieceGrammar? {
    switch self {
    case .o200k:
      PieceGrammar(
        word: .byLetterCase, contraction: .endsWord, longestNumber: 3, slashEndsPunctuation: true,
        endKeepsWhiteSpaceWhole: false)
    case .cl100k:
      PieceGrammar(
        word: .letters, contraction: .standsAlone, longestNumber: 3, slashEndsPunctuation: false,
        endKeepsWhiteSpaceWhole: true)
    case .llama3:
      PieceGrammar(
        word: .letters, contraction: .standsAlone, longestNumber: 3, slashEndsPunctuation: false,
        endKeepsWhiteSpaceWhole: false)
    case .qwen2:
      PieceGrammar(
        word: .letters, contraction: .standsAlone, longestNumber: 1, slashEndsPunctuation: false,
        endKeepsWhiteSpaceWhole: false)
    case .tekken:
      PieceGrammar(
        word: .byLetterCase, contraction: .none, longestNumber: 1, slashEndsPunctuation: true,
        endKeepsWhiteSpaceWhole: false)
    case .qwen35, .gpt2, .gpt2AmongDigits, .deepseek3: nil
    }
  }
}
