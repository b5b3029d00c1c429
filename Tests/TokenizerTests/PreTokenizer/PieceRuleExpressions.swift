@testable import Tokenizer

extension PieceRule {
  /// The rules of OpenAI's encodings, whose pieces were recorded from tiktoken.
  static let ofOpenAI: [PieceRule] = [.o200k, .cl100k]

  /// Those of one family, which an ``OpenPiece`` can follow.
  static let withGrammar = allCases.filter { $0.grammar != nil }

  /// The expressions of a rule as the reference knows them, each applied to the pieces of the one before. The first two are
  /// compared with tiktoken's in the fixtures of scripts/piece_fixtures.py.
  var expressions: [String] {
    switch self {
    case .o200k: [Self.byLetterCase(end: Self.contraction + "?", number: #"\p{N}{1,3}"#)]
    case .tekken: [Self.byLetterCase(end: "", number: #"\p{N}"#)]
    case .cl100k:
      [
        #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]"#
          + #"|\s+(?!\S)|\s"#
      ]
    case .llama3: [Self.ofWords(#"\p{N}{1,3}"#)]
    case .qwen2: [Self.ofWords(#"\p{N}"#)]
    case .qwen35:
      [
        Self.contraction + #"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+"#
          + #"|\s+(?!\S)|\s+"#
      ]
    case .gpt2: [Self.gpt2]
    case .gpt2AmongDigits: [#"\p{N}"#, Self.gpt2]
    case .deepseek3:
      [
        #"\p{N}{1,3}"#, "[一-龥\u{3040}-\u{309F}\u{30A0}-\u{30FF}]+",
        ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*"##
          + #"|\s*[\r\n]+|\s+(?!\S)|\s+"#,
      ]
    }
  }

  private static let contraction = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
  private static let gpt2 = #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

  private static func ofWords(_ number: String) -> String {
    contraction + #"|[^\r\n\p{L}\p{N}]?\p{L}+|"# + number
      + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  }

  private static func byLetterCase(end: String, number: String) -> String {
    #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"# + end
      + #"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"# + end + "|" + number
      + #"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  }
}

/// The slow and obvious way to cut by a rule.
struct PieceReference: Sendable {
  private let expressions: [BacktrackingExpression]

  init(_ rule: PieceRule) { expressions = rule.expressions.map { BacktrackingExpression($0) } }

  /// The ends of the pieces in bytes of UTF-8.
  func ends(in text: String) -> [Int] { BacktrackingExpression.ends(in: text, expressions) }
}
