/// Makes prompts smaller before they are sent: `--compress` takes out what says nothing, `--fit` what does not fit. Both say what
/// they left out.
struct PromptThrift {
  /// What an answer may take of a window where nobody said how long it may be.
  private static let usualAnswer = 4_096

  let reporter: Reporter
  let prices: PriceBook

  // MARK: Compressing

  /// What was compressed, with what it was before.
  struct Compressed {
    var parts: PromptAssembler
    var system: String?
    fileprivate let before: [String]
    fileprivate let after: [String]
  }

  /// Takes blanks and boilerplate out of standard input, files and the system text. The words that were typed stay as they are, and
  /// so does a text that would not get shorter.
  func compress(_ parts: PromptAssembler, system: String?) -> Compressed {
    var compressed = parts
    compressed.standardInput = parts.standardInput.map { shortened($0, ContentKind(of: $0, name: nil)) }
    for index in parts.files.indices {
      let file = parts.files[index]
      compressed.files[index].content = shortened(file.content, ContentKind(of: file.content, name: file.name))
    }
    let system = (before: system, after: system.map { shortened($0, .prose) })
    return Compressed(
      parts: compressed, system: system.after, before: [parts.prompt, system.before ?? ""],
      after: [compressed.prompt, system.after ?? ""])
  }

  /// The text compressed, or as it is where that has no fewer tokens.
  private func shortened(_ text: String, _ kind: ContentKind) -> String {
    let short = CompressedText(text, kind: kind).text
    guard short != text, TokenBasis.standard.count(short) < TokenBasis.standard.count(text) else { return text }
    return short
  }

  /// Says what compressing saved, by the price of the model.
  func tell(_ compressed: Compressed, _ choice: QuestionMaker.Choice, at moment: Timestamp) {
    let basis = ModelTokenizers.basis(of: choice.target.model)
    let before = compressed.before.reduce(0) { $0 + basis.count($1) }
    let after = compressed.after.reduce(0) { $0 + basis.count($1) }
    guard after < before else { return reporter.notice("compressed: nothing to leave out") }
    let price = prices.price(of: choice.target.model, provider: choice.target.account.name, at: moment)
    let terms = CallTerms(at: moment)
    var saving = ""
    if !choice.settings.baseURL.isLocal, let whole = price?.price(ofInput: before, under: terms)?.total,
      let rest = price?.price(ofInput: after, under: terms)?.total
    {
      saving = ", saves \((whole - rest).shown)"
    }
    reporter.notice("compressed: \(before.short) -> \(after.short) tokens\(saving)")
  }

  // MARK: Fitting

  /// Leaves out what does not fit into the model's window: the oldest turns between the first and the last ones, then the middle of
  /// the longest parts.
  ///
  /// - Parameter turn: made of these parts.
  ///
  /// Throws `LLMError` of kind `contextOverflow` where it cannot be made to fit.
  func fit(
    _ parts: PromptAssembler, _ turn: inout QuestionMaker.Turn, to choice: QuestionMaker.Choice, answer: Int?
  ) throws(LLMError) {
    let target = choice.target
    guard let window = target.capabilities.window else {
      return reporter.notice("--fit: nobody knows the window of \(target.name); the prompt is sent as it is")
    }
    let measure = PromptMeasure(model: target.model)
    let room = window - min(answer ?? Self.usualAnswer, window / 4)
    guard measure.most(measure.tokens(turn.messages)) > room else { return }
    let meter = Self.meter(measure)
    let system = turn.system.map { [Message(.system, $0)] } ?? []
    let fixed = measure.most(measure.tokens(system) + PromptMeasure.extra(Array(turn.messages.suffix(1))))
    let prompt = meter.count(parts.prompt)
    let turns = FittedTurns(
      turn.earlier, to: room - fixed - prompt, overhead: CostForecast.messageOverhead, by: meter)
    if turns.dropped > 0 {
      turn.earlier = turns.messages
      reporter.notice(
        "--fit: left out \(turns.dropped) earlier messages, \(turns.droppedTokens.grouped) tokens")
    }
    let taken = turn.earlier.reduce(fixed) { $0 + meter.count($1.content) + CostForecast.messageOverhead }
    let fitted = FittedPrompt(parts, to: room - taken, by: meter)
    guard fitted.fits else {
      throw LLMError(
        .contextOverflow,
        "the prompt cannot be made to fit: \(target.name) takes \(window.grouped) tokens, and "
          + "\((taken + fitted.tokens).grouped) are left without the middle of its parts",
        advice: "Send less, or name a model with a larger window")
    }
    turn.prompt = fitted.assembler.prompt
    for cut in fitted.cuts {
      reporter.notice(
        "--fit: left out \(cut.tokens.grouped) of \(cut.whole.grouped) tokens "
          + "from the middle of \(cut.name)")
    }
  }

  /// Counts on the safe side: of an estimate, the most that it can be.
  private static func meter(_ measure: PromptMeasure) -> PromptMeter {
    let basis = measure.basis
    let percent = basis.exactness.percent
    @Sendable func most(_ tokens: Int) -> Int { tokens + (tokens * percent + 99) / 100 }
    return PromptMeter(
      count: { most(basis.count($0)) },
      ends: { text, limit in
        let ends = basis.ends(of: text, tokens: limit * 100 / (100 + percent))
        return (ends.head, ends.tail)
      })
  }
}
