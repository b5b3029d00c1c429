/// What a request can cost at most, and how long an answer an amount is enough for.
struct Appraisal: Sendable {
  private let question: Question
  /// Of the prompt; it is twice what was counted.
  private let promptTokens: Int
  /// Whether whoever asks set a limit for the answer.
  let isLimitedByUser: Bool

  init(_ question: Question, _ request: ChatRequest) {
    self.question = question
    promptTokens = CostForecast(request).cost.input * CostLimit.countingError
    isLimitedByUser = request.outputLimit != nil
  }

  /// Who is asked.
  var name: String { "\(question.account.name)/\(question.request.model)" }

  /// The most that a request can cost.
  func most(_ request: ChatRequest) -> CostLimit.Most { CostLimit.most(question, request) }

  /// What is to be set aside, but for which call.
  struct Claim {
    fileprivate var claim: SpendClaim

    func of(_ id: CallID) -> SpendClaim {
      var claim = claim
      claim.call = id
      return claim
    }
  }

  /// What is to be set aside for a request.
  func claim(_ request: ChatRequest, _ number: Int) -> Claim {
    let most: Money = if case .amount(let most) = most(request) { most } else { .zero }
    let output = request.outputLimit ?? listed?.outputCap ?? CostForecast(request).cost.output
    return Claim(
      claim: SpendClaim(
        call: CallID(""), number: number, provider: question.account.name, model: question.request.model, most: most,
        tokens: promptTokens + output))
  }

  /// The longest answer that fits into what all of these budgets have left; nil where it may be as long as it likes. Zero or less
  /// where not even the prompt fits.
  func affordable(_ budgets: some Sequence<(Budget, SpendUse)>) -> Int? {
    var longest: Int?
    for (budget, use) in budgets {
      guard let tokens = affordable(budget, use) else { continue }
      longest = min(longest ?? .max, tokens)
    }
    return longest
  }

  private func affordable(_ budget: Budget, _ use: SpendUse) -> Int? {
    switch budget.limit {
    case .tokens(let count): return max(0, count - use.tokens - promptTokens)
    case .money(let limit):
      guard let listed, !isFree else { return nil }
      let left = limit - use.money
      func fits(_ tokens: Int) -> Bool {
        listed.worstCase(promptTokens: promptTokens, maxOutput: tokens, under: terms).map { $0 <= left } ?? false
      }
      let cap = listed.outputCap ?? 1 << 20
      guard !fits(cap) else { return nil }
      guard fits(0) else { return 0 }
      // What costs more with every token is searched by halves.
      var (low, high) = (0, cap)
      while high - low > 1 {
        let middle = (low + high) / 2
        if fits(middle) { low = middle } else { high = middle }
      }
      return low
    }
  }

  /// Another model of the same provider that the budgets can bear: the dearest that fits, as the nearest to what was wanted. Nil where
  /// there is none.
  func cheaper(than question: Question, _ budgets: some Sequence<(Budget, SpendUse)>) -> String? {
    let budgets = Array(budgets)
    guard let own = listed, !isFree else { return nil }
    let output = question.request.outputLimit ?? CostForecast(question.request).cost.output
    let left = budgets.compactMap { budget, use -> Money? in
      if case .money(let limit) = budget.limit { limit - use.money } else { nil }
    }.min()
    guard let left, let ownMost = own.worstCase(promptTokens: promptTokens, maxOutput: output, under: terms) else {
      return nil
    }
    let prefix = own.name.split(separator: "/").first.map { $0 + "/" } ?? ""
    var best: (name: String, most: Money)?
    for model in question.prices.models(at: question.askedAt) {
      guard model.name.hasPrefix(prefix), model.mode == own.mode, model.retirement == nil,
        own.abilities.isSubset(of: model.abilities.union([.prefill, .refusesPrefill, .refusesSampling, .areKnown])),
        let most = model.worstCase(promptTokens: promptTokens, maxOutput: output, under: terms),
        most > .zero, most <= left, most < ownMost, promptTokens <= model.contextWindow ?? .max
      else { continue }
      if most > best?.most ?? .zero { best = (model.name, most) }
    }
    return best?.name
  }

  private var isFree: Bool { if case .nothing = CostLimit.most(question, question.request) { true } else { false } }

  private var listed: ModelPrice? {
    question.prices.price(of: question.request.model, provider: question.account.name, at: question.askedAt)
  }

  private var terms: CallTerms { CallTerms(at: question.askedAt) }
}
