/// Holds a prompt against the window of the model, before anything is sent and paid for.
///
/// It refuses what is certain not to fit: of an estimate, what would be too long even if it were wrong by as much as it can be. Of a
/// model whose window is not known, nothing is refused.
struct WindowCheck {
  /// Where even the dearest tokenizer that is known makes no more tokens than this of a byte, nothing need be counted: no token is
  /// shorter than a byte, and factors of estimates are below two.
  private static let mostTokensPerByte = 2

  private let target: Target
  private let measure: PromptMeasure

  init(_ target: Target) {
    self.target = target
    measure = PromptMeasure(model: target.model)
  }

  /// Throws `LLMError` of kind `contextOverflow`. Not where somebody stands in with a larger window: then the provider decides.
  func check(_ question: Question) throws(LLMError) {
    guard let window = question.request.capabilities.window else { return }
    let messages = question.request.messages
    let bytes = messages.reduce(0) { $0 + $1.content.utf8.count }
    guard bytes * Self.mostTokensPerByte > window,
      !question.fallbacks.contains(where: { $0.codes.contains(.contextOverflow) && ($0.window ?? .max) > window })
    else { return }
    let tokens = measure.textTokens(messages)
    guard measure.least(tokens) > window else { return }
    throw LLMError(
      .contextOverflow,
      "the prompt has \(tokens.grouped) tokens (\(measure.basis.exactness.words)), "
        + "and \(target.name) takes \(window.grouped)",
      advice: "Send less, leave out the middle with --fit, or name a model with a larger window. "
        + "If the window is larger, say so: capabilities: {\(target.name): {window: N}}")
  }
}
