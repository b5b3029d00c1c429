/// What calls that are to be run again will cost: told before any of them is made.
struct ReplayEstimate {
  let calls: Int
  private let models: [String]
  private let tokens: Int
  /// Nil where nobody knows it of one of them.
  private let typical: Money?
  private let worst: Money?

  init(_ questions: [Question]) {
    calls = questions.count
    var (models, tokens): ([String], Int) = ([], 0)
    var (typical, worst): (Money?, Money?) = (.zero, .zero)
    for question in questions {
      let name = "\(question.account.name)/\(question.request.model)"
      if !models.contains(name) { models.append(name) }
      let estimate = ChatEstimate(question, budgets: [])
      tokens += estimate.promptTokens
      typical = Self.sum(typical, estimate.typical)
      worst = Self.sum(worst, estimate.worst)
    }
    (self.models, self.tokens, self.typical, self.worst) = (models, tokens, typical, worst)
  }

  private static func sum(_ left: Money?, _ right: Money?) -> Money? {
    guard let left, let right else { return nil }
    return left + right
  }

  /// One line.
  var text: String {
    let asked = models.count == 1 ? SafeText.line(models[0]).text : "\(models.count) models"
    let price = typical.map { $0 == .zero ? "nothing" : "about \($0.shown)" } ?? "nobody knows what"
    let most = worst.map { $0 == .zero ? "" : ", at most \($0.shown)" } ?? ", without a known limit"
    return "\(calls == 1 ? "1 call" : "\(calls.grouped) calls") of \(asked), \(tokens.grouped) tokens of prompt: "
      + price + most
  }

  /// Prints it alone.
  ///
  /// Throws `LLMError` where it cannot be written.
  func show(on console: any Console, asJSON: Bool) throws(LLMError) {
    let output = OutputWriter(console: console)
    if asJSON { try output.show(json) } else { try output.show(text + "\n") }
  }

  /// For programs.
  private var json: JSONValue {
    .document(
      "replay_estimate",
      [
        JSONMember("calls", .integer(calls)), JSONMember("models", .array(models.map { .string($0) })),
        JSONMember("prompt_tokens", .integer(tokens)), JSONMember("typical_usd", typical?.json ?? .null),
        JSONMember("worst_case_usd", worst?.json ?? .null),
      ])
  }
}
