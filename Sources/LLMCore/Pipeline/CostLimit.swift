/// Holds all tries of a call within an amount of money: the dearest that the next one can become has to fit into what is left.
/// Without an amount, it only sees to it that each has a price, where one is required.
struct CostLimit {
  /// A token is two letters at least in all but hostile text, and the count before a call is one of letters.
  static let countingError = 2

  private let limit: Money?
  private var spent = Money.zero

  /// Nil for a question that anything may be paid for.
  init?(_ question: Question) {
    guard question.maxCost != nil || question.requiresPrice else { return nil }
    limit = question.maxCost
  }

  /// Counts a try that was made. One whose price was not told counts with the most it can have cost.
  ///
  /// - Parameter request: what was sent.
  mutating func count(_ answer: Answer, of question: Question, _ request: ChatRequest) {
    guard let charge = answer.charge else { return }
    if charge.basis == .told || charge.basis == .free {
      spent += charge.amount
    } else if case .amount(let most) = Self.most(question, request) {
      spent += most
    }
  }

  /// Throws `LLMError` of kind `budget` where a price is required and nobody knows it. What this machine answers costs nothing.
  static func requirePrice(_ question: Question) throws(LLMError) {
    guard question.requiresPrice, !question.route.isLocal, Self.price(question, question.request.model) == nil else {
      return
    }
    throw LLMError(
      .budget, "nobody knows what \(question.account.name)/\(question.request.model) costs, and a price is required",
      advice: "Give it one in the configuration ('prices'), or leave out --require-price and 'require_price'")
  }

  private static func price(_ question: Question, _ model: String) -> ModelPrice? {
    question.prices.price(of: model, provider: question.account.name, at: question.askedAt)
  }

  /// Throws `LLMError` of kind `budget` where the next try might cost more than is left, or has no price where one is required.
  ///
  /// - Parameter request: what would be sent.
  func check(_ question: Question, _ request: ChatRequest) throws(LLMError) {
    try Self.requirePrice(question)
    guard let limit else { return }
    switch Self.most(question, request) {
    case .nothing: return
    case .unknown:
      throw LLMError(
        .budget,
        "nobody knows what \(question.account.name)/\(question.request.model) costs, so --max-cost cannot be kept",
        advice: "Leave out --max-cost, or ask a model that 'llmctl models' has a price for")
    case .unlimited:
      throw LLMError(
        .budget, "nothing limits the answer's length, so --max-cost cannot be kept",
        advice: "Set a limit with -o max_tokens=N")
    case .amount(let most):
      guard spent + most > limit else { return }
      let before = spent > .zero ? " after \(spent.shown) spent" : ""
      throw LLMError(
        .budget, "this could cost up to \(most.shown)\(before), and --max-cost allows \(limit.shown)",
        advice: "Shorten the answer with -o max_tokens=N, or allow more")
    }
  }

  /// The most that a question can cost.
  enum Most {
    /// A server of this machine.
    case nothing
    case unknown
    case unlimited
    case amount(Money)
  }

  /// The most that a question can cost.
  ///
  /// - Parameter tokens: of the prompt besides those of the request, which are not there yet.
  static func most(_ question: Question, _ request: ChatRequest, besides tokens: Int = 0) -> Most {
    let listed = question.prices.price(of: request.model, provider: question.account.name, at: question.askedAt)
    if question.route.isLocal, listed?.match != .configured { return .nothing }
    guard let price = listed else {
      return .unknown
    }
    let forecast = CostForecast(request).cost
    let most = price.worstCase(
      promptTokens: (forecast.input + tokens) * countingError, maxOutput: request.outputLimit,
      under: CallTerms(at: question.askedAt))
    return most.map(Most.amount) ?? .unlimited
  }
}
