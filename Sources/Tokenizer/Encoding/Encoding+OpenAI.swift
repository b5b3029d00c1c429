/// The facts are those of `openai_public.py` in tiktoken 0.14.
extension Encoding {
  /// GPT-4o, GPT-4.1, GPT-5 and the o models.
  public static let o200kBase = Encoding(
    name: "o200k_base", vocabulary: .o200k, rule: .o200k,
    specialTokens: SpecialTokens(["<|endoftext|>": 199_999, "<|endofprompt|>": 200_018]))

  /// The gpt-oss models: o200k_base with the marks of OpenAI's harmony format.
  public static let o200kHarmony = Encoding(
    name: "o200k_harmony", vocabulary: .o200k, rule: .o200k, specialTokens: SpecialTokens(harmonyTokens))

  /// GPT-3.5 and GPT-4.
  public static let cl100kBase = Encoding(
    name: "cl100k_base", vocabulary: .cl100k, rule: .cl100k,
    specialTokens: SpecialTokens([
      "<|endoftext|>": 100_257, "<|fim_prefix|>": 100_258, "<|fim_middle|>": 100_259, "<|fim_suffix|>": 100_260,
      "<|endofprompt|>": 100_276,
    ]))

  /// The encodings that are compiled in.
  public static let all = [o200kBase, o200kHarmony, cl100kBase]

  /// The compiled-in encoding of a name, nil when there is none.
  public static func named(_ name: String) -> Encoding? { all.first { $0.name == name } }

  private static var harmonyTokens: [String: TokenID] {
    var tokens: [String: TokenID] = [
      "<|startoftext|>": 199_998, "<|endoftext|>": 199_999, "<|return|>": 200_002, "<|constrain|>": 200_003,
      "<|channel|>": 200_005, "<|start|>": 200_006, "<|end|>": 200_007, "<|message|>": 200_008, "<|call|>": 200_012,
      "<|endofprompt|>": 200_018,
    ]
    let reserved: [TokenID] = [200_000, 200_001, 200_004, 200_009, 200_010, 200_011] + Array(200_013..<201_088)
    for number in reserved { tokens["<|reserved_\(number)|>"] = number }
    return tokens
  }
}
