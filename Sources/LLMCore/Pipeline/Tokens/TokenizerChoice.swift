/// Decides what to count with.
struct TokenizerChoice {
  let context: LocalContext

  /// What is counted with, and for which model.
  struct Answer {
    let basis: TokenBasis
    /// The model that was named, or the one behind its alias; nil where none was.
    var model: String?
  }

  /// The tokenizer of an encoding or a model that was named; without either, the standard one.
  ///
  /// The configuration is read only for a model nobody knows, which may be an alias: a count must not depend on the folder
  /// it is made in, and plain counting must not wait for a file to be read.
  ///
  /// Throws `LLMError` of kind `usage` where the name means nothing.
  func choose(encoding: String?, model: String?) throws(LLMError) -> Answer {
    if let encoding { return Answer(basis: try basis(ofEncoding: encoding)) }
    guard let model else { return Answer(basis: .standard) }
    let answer = ModelTokenizers.tokenizer(of: model)
    guard case .unknown(let nearest) = answer else { return Answer(basis: try basis(answer, model), model: model) }
    let settings = try SettingsLoader(environment: context.environment, files: context.files).load()
    if let alias = settings.aliases.first(where: { $0.name == model }) {
      let behind = ModelTokenizers.tokenizer(of: alias.model)
      return Answer(basis: try basis(behind, alias.model), model: alias.model)
    }
    let known = Suggestion.nearest(to: model, among: settings.aliases.map(\.name)) ?? nearest
    throw Self.unknown(model, nearest: known)
  }

  /// What is no name of ours is the path of a tokenizer.
  private func basis(ofEncoding name: String) throws(LLMError) -> TokenBasis {
    if TokenBasis.encodings.contains(name) { return .exact(name) }
    let folder = Folders(context.environment)?.vocabularies
    var isShown = false
    let vocabulary = LocalVocabulary(files: context.vocabularies, folder: folder.map { RawPath($0) }) { [context] in
      isShown = context.console.errorIsTerminal
      if isShown { context.console.showProgress(.line("reading the tokenizer of the model, once")) }
    }
    defer { if isShown { context.console.showProgress(nil) } }
    do throws(LocalVocabularyError) {
      return .local(try vocabulary.encoding(at: RawPath(name)))
    } catch {
      if error.kind == .unreadable(.notFound), !Self.isPath(name) { throw Self.unknown(encoding: name) }
      throw Self.unusable(error)
    }
  }

  /// Whether a name can only be meant as a path.
  private static func isPath(_ name: String) -> Bool {
    name.contains("/") || name.hasSuffix(".json") || name.hasSuffix(".gguf") || name == "." || name == ".."
  }

  private static func unknown(encoding name: String) -> LLMError {
    let all = TokenBasis.encodings.joined(separator: ", ")
    let nearest = Suggestion.nearest(to: name, among: TokenBasis.encodings)
    return LLMError(
      .usage, "no encoding '\(name)', and no file of that name",
      advice: nearest.map { "Did you mean '\($0)'?" } ?? "There are \(all), and the tokenizers of local models by path")
  }

  private static func unusable(_ error: LocalVocabularyError) -> LLMError {
    switch error.kind {
    case .unreadable:
      LLMError(
        .inputMissing, "cannot read the tokenizer \(error.path.shown): \(error.phrase)",
        advice: "Name a tokenizer.json, a .gguf file, or a folder with one of them")
    case .unusable:
      LLMError(
        .inputInvalid, "cannot count with the tokenizer \(error.path.shown): \(error.phrase)",
        advice: "What is supported is byte-pair encoding, of bytes or in the manner of SentencePiece")
    }
  }

  private func basis(_ answer: ModelTokenizers.Knowledge, _ model: String) throws(LLMError) -> TokenBasis {
    switch answer {
    case .known(let basis): return basis
    case .missing(let encoding):
      throw LLMError(
        .usage, "the model '\(model)' counts with \(encoding), which llmctl does not have",
        advice: "It has \(TokenBasis.encodings.joined(separator: ", "))")
    case .unknown(let nearest): throw Self.unknown(model, nearest: nearest)
    }
  }

  private static func unknown(_ model: String, nearest: String?) -> LLMError {
    LLMError(
      .usage, "the tokenizer of the model '\(model)' is not known",
      advice: nearest.map { "Did you mean '\($0)'?" }
        ?? "Name an encoding with -e: \(TokenBasis.encodings.joined(separator: ", "))")
  }
}
