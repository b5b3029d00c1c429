/// Which tokenizer a model has, by its name.
///
/// OpenAI's are those of `model.py` in tiktoken 0.14, and its families since; names count as a whole, or up to a hyphen,
/// a dot or a colon behind them.
package enum ModelTokenizers {
  /// What is known of a model.
  package enum Knowledge: Sendable {
    case known(TokenBasis)
    /// An old encoding that llmctl does not have.
    case missing(encoding: String)
    /// Nothing; perhaps the name is nearly that of a model that is known.
    case unknown(nearest: String?)
  }

  /// Families by the beginning of their names.
  private static let families: [(name: String, encoding: String)] = [
    ("gpt-oss", "o200k_harmony"),
    ("gpt-5", "o200k_base"), ("gpt-4.5", "o200k_base"), ("gpt-4.1", "o200k_base"), ("gpt-4o", "o200k_base"),
    ("chatgpt-4o", "o200k_base"), ("o1", "o200k_base"), ("o3", "o200k_base"), ("o4", "o200k_base"),
    ("codex-mini", "o200k_base"), ("gpt-audio", "o200k_base"), ("gpt-realtime", "o200k_base"),
    ("gpt-4", "cl100k_base"), ("gpt-3.5", "cl100k_base"), ("gpt-35", "cl100k_base"),
    ("davinci-002", "cl100k_base"), ("babbage-002", "cl100k_base"),
    ("text-embedding-ada-002", "cl100k_base"), ("text-embedding-3", "cl100k_base"),
    ("text-davinci-002", "p50k_base"), ("text-davinci-003", "p50k_base"), ("code-davinci", "p50k_base"),
    ("code-cushman", "p50k_base"), ("davinci-codex", "p50k_base"), ("cushman-codex", "p50k_base"),
    ("text-davinci-edit", "p50k_edit"), ("code-davinci-edit", "p50k_edit"),
    ("text-davinci-001", "r50k_base"), ("text-curie", "r50k_base"), ("text-babbage", "r50k_base"),
    ("text-ada", "r50k_base"), ("davinci", "r50k_base"), ("curie", "r50k_base"), ("babbage", "r50k_base"),
    ("ada", "r50k_base"), ("text-similarity", "r50k_base"), ("text-search", "r50k_base"),
    ("code-search", "r50k_base"), ("gpt2", "gpt2"), ("gpt-2", "gpt2"),
  ]

  /// Names to correct a slip by.
  private static let examples = [
    "gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5-codex", "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano", "gpt-4o",
    "gpt-4o-mini", "gpt-4-turbo", "gpt-4", "gpt-3.5-turbo", "o1", "o3", "o3-mini", "o4-mini", "gpt-oss-20b",
    "gpt-oss-120b", "chatgpt-4o-latest", "text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002",
    "claude-opus-4-7", "claude-sonnet-4-5", "claude-haiku-4-5", "gemini-2.5-pro", "gemini-2.5-flash",
  ]

  /// What is known of the model. A provider before a slash, `ft:`, and the case of letters do not matter.
  package static func tokenizer(of model: String) -> Knowledge {
    var name = model.lowercased()[...]
    if let slash = name.lastIndex(of: "/") { name = name[name.index(after: slash)...] }
    if name.hasPrefix("ft:") { name = name.dropFirst(3) }
    if let claude = claude(name) { return .known(claude) }
    if isNamed(name, "gemini") { return .known(gemini) }
    let fitting = families.filter { isNamed(name, $0.name) }.max { $0.name.utf8.count < $1.name.utf8.count }
    guard let fitting else { return .unknown(nearest: Suggestion.nearest(to: String(name), among: examples)) }
    return TokenBasis.encodings.contains(fitting.encoding)
      ? .known(.exact(fitting.encoding)) : .missing(encoding: fitting.encoding)
  }

  /// Of an encoding that is only near a model's: counts are raised by as much.
  private static let unknownPermille = 1_300

  /// What to count with for a model: its own tokenizer, or, where nobody knows that, the standard one with room for what it can be
  /// wrong by.
  package static func basis(of model: String) -> TokenBasis {
    if case .known(let basis) = tokenizer(of: model) { return basis }
    return .estimate(
      TokenBasis.standard.encoding, permille: unknownPermille, percent: 30,
      reason: "the tokenizer of \(model) is not known")
  }

  /// Whether it is the family's name, or goes on with a version, a size or a date behind it.
  private static func isNamed(_ name: Substring, _ family: String) -> Bool {
    guard name.hasPrefix(family) else { return false }
    guard let next = name.dropFirst(family.count).first else { return true }
    return next == "-" || next == "." || next == ":" || next == "@"
  }

  /// Claude's tokenizers are not public. The factors are what users measured against the provider's counts on source
  /// code and prose (issue 65 of sammcj/ingest): 1.18 for the older one, 1.53 for the one that came with Opus 4.7.
  private static func claude(_ name: Substring) -> TokenBasis? {
    // Bedrock writes `us.anthropic.claude-…`.
    guard let start = name.firstRange(of: "claude")?.lowerBound, isNamed(name[start...], "claude"),
      start == name.startIndex || name[..<start].hasSuffix(".")
    else { return nil }
    let numbers = name[start...].split(whereSeparator: { !$0.isNumber }).compactMap { $0.count < 3 ? Int($0) : nil }
    let version = (numbers.first ?? .max, numbers.dropFirst().first ?? 0)
    if version < (4, 7) {
      return .estimate(
        "o200k_base", permille: 1180, percent: 15,
        reason: "Claude's tokenizer is not public; up to 4.6 it gives about 1.18 times the tokens of o200k_base")
    }
    return .estimate(
      "o200k_base", permille: 1530, percent: 20,
      reason: "Claude's tokenizer is not public; from 4.7 on it gives about 1.53 times the tokens of o200k_base")
  }

  /// Gemini's tokenizer is not public. The factor and its error are those of Gemma 3, whose tokenizer is said to be the same
  /// family's: measured with llama-server's `/tokenize` on eleven texts of 180 to 300 kB, it gave 1.09 to 1.19 times the
  /// tokens of o200k_base for code and European languages, 1.34 for indented JSON, 1.02 for Chinese, 0.90 for Japanese.
  private static let gemini = TokenBasis.estimate(
    "o200k_base", permille: 1100, percent: 25,
    reason:
      "Gemini's tokenizer is not public; that of its open relative Gemma 3 gives about 1.1 times the tokens of o200k_base"
  )
}
