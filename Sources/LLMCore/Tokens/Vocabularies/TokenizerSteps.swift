internal import Tokenizer

/// What the normalizer and the pre-tokenizer of a `tokenizer.json` do to a text, in our terms.
struct TokenizerSteps {
  /// Whether tokens are made of bytes instead of characters.
  private(set) var isByteLevel = false
  /// How text is cut, nil where it is merged as a whole.
  private(set) var rule: PieceRule?
  private(set) var preparation = TextPreparation()

  private var expressions: [String] = []

  /// Throws ``VocabularyError``, which names the step that is not supported.
  init(normalizer: JSONValue, preTokenizer: JSONValue) throws(VocabularyError) {
    try normalize(normalizer)
    try preTokenize(preTokenizer)
    guard !expressions.isEmpty || isByteLevel else { return }
    guard isByteLevel, let rule = KnownExpressions.rule(of: expressions) else {
      let shown = expressions.map { JSONWriter.text(of: .string($0)) }.joined(separator: ", ")
      throw VocabularyError("pre_tokenizer cuts text by an expression that is not supported: \(shown)")
    }
    guard preparation.prefix == .never, !preparation.hasVisibleSpaces else {
      throw VocabularyError("a normalizer that changes spaces is not supported with pre_tokenizer ByteLevel")
    }
    self.rule = rule
  }

  private mutating func normalize(_ step: JSONValue) throws(VocabularyError) {
    if step == .null { return }
    switch step["type"]?.text {
    case "Sequence":
      for inner in step["normalizers"]?.elements ?? [] { try normalize(inner) }
    case "NFC": preparation.composes = true
    case "Prepend" where step["prepend"]?.text == "\u{2581}" && !preparation.hasVisibleSpaces:
      preparation.prefix = .always
    case "Replace"
    where step["pattern"]?["String"]?.text == " " && step["content"]?.text == "\u{2581}":
      preparation.hasVisibleSpaces = true
    default: throw VocabularyError("normalizer \(Self.shown(step)) is not supported")
    }
  }

  private mutating func preTokenize(_ step: JSONValue) throws(VocabularyError) {
    if step == .null { return }
    guard !isByteLevel else {
      throw VocabularyError("pre_tokenizer \(Self.shown(step)) after ByteLevel is not supported")
    }
    switch step["type"]?.text {
    case "Sequence":
      for inner in step["pretokenizers"]?.elements ?? [] { try preTokenize(inner) }
    case "ByteLevel" where step["add_prefix_space"]?.bool == false:
      isByteLevel = true
      if step["use_regex"]?.bool ?? true {
        expressions.append(#"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#)
      }
    case "Digits" where step["individual_digits"]?.bool == true: expressions.append(#"\p{N}"#)
    case "Split": try split(step)
    case "Metaspace": try showSpaces(step)
    default: throw VocabularyError("pre_tokenizer \(Self.shown(step)) is not supported")
    }
  }

  private mutating func split(_ step: JSONValue) throws(VocabularyError) {
    let pattern = step["pattern"]
    let behavior = step["behavior"]?.text
    let inverts = step["invert"]?.bool ?? false
    // No space is left where a normalizer made them visible.
    if pattern?["String"]?.text == " ", preparation.hasVisibleSpaces { return }
    // What an expression that matches everything leaves out is nothing.
    let isIsolated = behavior == "Isolated" || (behavior == "Removed" && inverts && expressions.isEmpty)
    guard let expression = pattern?["Regex"]?.text, isIsolated, behavior == "Removed" || !inverts else {
      throw VocabularyError("pre_tokenizer \(Self.shown(step)) is not supported")
    }
    expressions.append(expression)
  }

  private mutating func showSpaces(_ step: JSONValue) throws(VocabularyError) {
    guard step["replacement"]?.text == "\u{2581}", step["split"]?.bool == false else {
      throw VocabularyError("pre_tokenizer \(Self.shown(step)) is not supported")
    }
    preparation.hasVisibleSpaces = true
    switch step["prepend_scheme"]?.text {
    case "never": break
    case "always" where preparation.prefix == .never: preparation.prefix = .unlessSpaced
    case "first" where preparation.prefix == .never: preparation.prefix = .unlessSpacedAtStart
    default: throw VocabularyError("pre_tokenizer \(Self.shown(step)) is not supported")
    }
  }

  /// A step as it stands in the file, cut to a line.
  private static func shown(_ step: JSONValue) -> String {
    let text = JSONWriter.text(of: step)
    return text.count <= 200 ? text : String(text.prefix(200)) + "…"
  }
}
