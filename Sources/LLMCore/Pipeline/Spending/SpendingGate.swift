/// Lets a try leave only if the budgets can bear the most that it may cost, and sets that aside until it is known.
///
/// The dearest is what is set aside: twice the tokens that were counted of the prompt, because it is counted in letters, and the
/// longest answer that the request allows. A request that sets no limit gets one: a tenth of what a budget allows, or what is left
/// of it, so that one call does not keep all others out.
struct SpendingGate: Sendable {
  /// A share of a budget's limit.
  private static let share = 10
  /// Answers shorter than this are not worth asking for, in tokens.
  private static let leastAnswer = 256
  /// How often to try with what was left, while others take of it.
  private static let attempts = 4

  let context: AppContext
  let reporter: Reporter
  let calendar: LocalCalendar

  init(context: AppContext, reporter: Reporter) {
    (self.context, self.reporter) = (context, reporter)
    calendar = LocalCalendar(context.time)
  }

  /// What came of asking to be let through.
  struct Pass: Sendable {
    var request: ChatRequest
    /// Sets aside what was not yet; to be done before the request leaves.
    var later: (@Sendable () async -> Void)?
  }

  /// Returns the request as it may leave.
  ///
  /// - Parameter number: which try of the call it is.
  ///
  /// Throws `LLMError` of kind `budget` or `stopped`.
  func admit(
    _ question: Question, _ request: ChatRequest, number: Int, row: Task<CallID?, Never>
  ) async throws(LLMError) -> Pass {
    try KillSwitch(context: context).check()
    let budgets = question.budgets.filter { $0.concerns(question) }
    let hard = budgets.filter(\.isHard)
    let appraisal = Appraisal(question, request)
    guard !budgets.isEmpty else {
      guard case .amount = appraisal.most(request) else { return Pass(request: request) }
      // Nobody holds it back: what it may cost is only noted, for the case that the process is killed.
      let claim = appraisal.claim(request, number)
      return Pass(request: request) { [context] in
        guard let id = await row.value else { return }
        _ = try? await context.ledger.reserve(claim.of(id), in: { _ in [] }, admits: { _ in true })
      }
    }
    var request = request
    try limit(&request, hard, appraisal)
    guard let id = await row.value else {
      guard !hard.isEmpty else { return Pass(request: request) }
      throw LLMError(
        .budget, "the ledger cannot be used, so the budget '\(hard[0].name)' cannot be kept",
        advice: "Mend the ledger ('llmctl doctor'), or remove the budget with 'llmctl cost budget rm'")
    }
    for attempt in 1...Self.attempts {
      let claim = appraisal.claim(request, number).of(id)
      let reservation = try await reserve(claim, budgets)
      if reservation.isAdmitted {
        warn(budgets, reservation.uses, claim)
        return Pass(request: request)
      }
      let refusal = refusal(question, budgets, reservation.uses, claim, appraisal)
      guard attempt < Self.attempts, !appraisal.isLimitedByUser,
        let less = appraisal.affordable(zip(budgets, reservation.uses).filter { $0.0.isHard }),
        less >= Self.leastAnswer, less < request.outputLimit ?? .max
      else { throw refusal }
      request.limitAnswer(to: less)
      reporter.notice("the answer may have at most \(less) tokens: that is what the budget has left")
    }
    throw LLMError(.budget, "the budget is being used up by other calls", advice: "Try again")
  }

  private func reserve(_ claim: SpendClaim, _ budgets: [Budget]) async throws(LLMError) -> SpendReservation {
    let calendar = calendar
    do throws(LedgerError) {
      return try await context.ledger.reserve(
        claim,
        in: { moment in
          budgets.map { SpendWindow(scope: $0.scope, stretch: calendar.stretch($0.unit, around: moment)) }
        },
        admits: { uses in
          zip(budgets, uses).allSatisfy { !$0.isHard || $0.allows($1, and: claim.most, tokens: claim.tokens) }
        })
    } catch {
      guard let hard = budgets.first(where: \.isHard) else {
        reporter.warning(error.sentence)
        return SpendReservation(isAdmitted: true, uses: budgets.map { _ in SpendUse() })
      }
      throw LLMError(.budget, "the budget '\(hard.name)' cannot be kept: \(error.sentence)")
    }
  }

  /// Gives a request without a limit the share of a budget that one answer may take.
  ///
  /// Throws `LLMError` where nobody knows what it can cost.
  private func limit(_ request: inout ChatRequest, _ hard: [Budget], _ appraisal: Appraisal) throws(LLMError) {
    guard !hard.isEmpty else { return }
    if case .unknown = appraisal.most(request), let budget = hard.first(where: \.isOfMoney) {
      throw LLMError(
        .budget, "nobody knows what \(appraisal.name) costs, so the budget '\(budget.name)' cannot be kept",
        advice: "Give it a price in the configuration, or ask a model that 'llmctl models' has a price for")
    }
    guard !appraisal.isLimitedByUser else { return }
    let shares = hard.map { ($0.share(Self.share), SpendUse()) }
    guard let allowed = appraisal.affordable(shares) else { return }
    request.limitAnswer(to: max(Self.leastAnswer, allowed))
    reporter.detail("the answer may have at most \(max(Self.leastAnswer, allowed)) tokens: a tenth of the budget")
  }

  // MARK: Saying it

  private func warn(_ budgets: [Budget], _ uses: [SpendUse], _ claim: SpendClaim) {
    for (budget, use) in zip(budgets, uses) {
      let permille = budget.permille(use)
      guard permille >= budget.warnsAt * 10 else { continue }
      let over = permille > 1000 ? "over" : "\(permille / 10) % used"
      reporter.warning(
        "budget '\(budget.name)' is \(over): \(budget.used(use)) of \(budget.shownLimit), \(resets(budget))")
    }
  }

  private func resets(_ budget: Budget) -> String {
    let end = calendar.stretch(budget.unit, around: context.time.now()).upperBound
    return "it begins anew at \(calendar.clock(end))"
  }

  private func refusal(
    _ question: Question, _ budgets: [Budget], _ uses: [SpendUse], _ claim: SpendClaim, _ appraisal: Appraisal
  ) -> LLMError {
    let over = zip(budgets, uses).first { $0.isHard && !$0.allows($1, and: claim.most, tokens: claim.tokens) }
    guard let (budget, use) = over else { return LLMError(.budget, "the budget is used up") }
    let most = budget.isOfMoney ? claim.most.shown : "\(claim.tokens) tokens"
    let aside = budget.reserved(use).map { ", \($0) of it set aside for calls under way" } ?? ""
    var error = LLMError(
      .budget,
      "this could cost up to \(most), and the budget '\(budget.name)' has \(budget.left(use)) left of "
        + "\(budget.shownLimit)\(aside); \(resets(budget))")
    if let cheaper = appraisal.cheaper(than: question, zip(budgets, uses).filter { $0.0.isHard }) {
      error.advice = "'-m \(cheaper)' would fit"
    } else {
      error.advice = "'llmctl cost budget list' shows all; shorten the answer with -o max_tokens=N, or allow more"
    }
    return error
  }
}

extension ChatRequest {
  /// Sets the limit of the answer.
  fileprivate mutating func limitAnswer(to tokens: Int) {
    options.removeAll { $0.name == "max_tokens" }
    options.append(JSONMember("max_tokens", .integer(tokens)))
  }
}

extension Budget {
  fileprivate var isOfMoney: Bool { if case .money = limit { true } else { false } }

  /// The same budget with a part of its limit.
  fileprivate func share(_ part: Int) -> Budget {
    var budget = self
    switch limit {
    case .money(let money): budget.limit = .money(Money(femtodollars: money.femtodollars / Int128(part)))
    case .tokens(let count): budget.limit = .tokens(count / part)
    }
    return budget
  }

  /// Whether a question's calls are among those that it is about.
  func concerns(_ question: Question) -> Bool {
    func fits(_ wanted: String?, _ found: String?) -> Bool { wanted == nil || wanted == found }
    let tags = question.tags.map(Tags.line)
    return fits(scope.provider, question.account.name) && fits(scope.model, question.request.model)
      && fits(scope.command, question.command) && fits(scope.repository, question.repository?.root)
      && fits(scope.branch, question.repository?.branch) && (scope.tag.map { tags.contains($0) } ?? true)
  }
}
