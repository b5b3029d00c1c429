/// What a run would take, before anything is sent: `--estimate`, the line before it starts, and what `--max-cost` is held against.
struct SuiteEstimate {
  /// Tokens that a judge is shown of an answer that nothing limits.
  private static let unlimitedAnswer = 16_384
  /// A judge is shown no more of one.
  private static let longestAnswer = 65_536

  /// One kind of call, which is made so often.
  private struct Call {
    let question: Question
    let times: Int
    let most: CostLimit.Most
    let isJudge: Bool
  }

  private let name: String
  private let answers: Int
  private let calls: [Call]
  private let promptTokens: Int
  /// The budgets that it falls into, with what their windows hold.
  var budgets: [BudgetBook.Entry] = []

  /// - Parameter assignments: the answers that are to be asked for.
  init(_ asking: SuiteAsking, _ assignments: [SuiteRunner.Assignment], name: String) {
    (self.name, answers) = (name, assignments.count)
    let times = Dictionary(grouping: assignments, by: \.caseIndex).mapValues(\.count)
    var (calls, tokens): ([Call], Int) = ([], 0)
    for (index, prepared) in asking.cases.enumerated() {
      guard let count = times[index] else { continue }
      let request = prepared.question.shapedRequest
      tokens += PromptMeasure(model: request.model).tokens(request.messages) * count
      calls.append(
        Call(
          question: prepared.question, times: count, most: CostLimit.most(prepared.question, request), isJudge: false))
      for (number, judge) in prepared.judges {
        calls.append(Call(question: judge, times: count, most: Self.most(judge, number, prepared), isJudge: true))
      }
    }
    (self.calls, promptTokens) = (calls, tokens)
  }

  /// The most that all first tries can cost together; nil where nobody knows.
  private var worstCase: Money? {
    var sum = Money.zero
    for call in calls {
      switch call.most {
      case .nothing: break
      case .amount(let most): sum += most * call.times
      case .unknown, .unlimited: return nil
      }
    }
    return sum
  }

  /// What it will probably cost, judges aside; nil where nobody knows.
  private var typical: Money? {
    var sum = Money.zero
    for call in calls where !call.isJudge {
      if case .nothing = call.most { continue }
      let (question, request) = (call.question, call.question.shapedRequest)
      let price = question.prices.price(of: request.model, provider: question.account.name, at: question.askedAt)
      let usual = question.task.usualOutput + (request.effort?.budget ?? 0)
      let usage = Usage(
        uncachedInput: PromptMeasure(model: request.model).tokens(request.messages),
        textOutput: min(usual, request.outputLimit ?? request.capabilities.outputCap ?? .max))
      guard let total = price?.price(of: usage, under: CallTerms(at: question.askedAt))?.total else { return nil }
      sum += total * call.times
    }
    return sum
  }

  private var judgements: Int { calls.filter(\.isJudge).map(\.times).reduce(0, +) }

  private var models: [String] {
    var names: [String] = []
    for call in calls {
      let name = "\(call.question.account.name)/\(call.question.request.model)"
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  // MARK: Holding

  /// What each of several suites may cost, so that together they cannot cost more than the limit: what its first tries can cost at
  /// most, and an equal part of the rest.
  ///
  /// Throws `LLMError` of kind `budget` where the first tries alone might cost more.
  static func shares(of limit: Money, among estimates: [SuiteEstimate]) throws(LLMError) -> [Money] {
    var (sum, shares): (Money, [Money]) = (.zero, [])
    for estimate in estimates {
      guard let most = estimate.worstCase else {
        throw LLMError(
          .budget, "nobody knows what '\(estimate.name)' can cost, so --max-cost cannot be kept",
          advice: "Limit the answers with -o max_tokens=N, and ask a model that 'llmctl models' has a price for")
      }
      sum += most
      shares.append(most)
    }
    guard sum <= limit else {
      throw LLMError(
        .budget, "this run could cost up to \(sum.shown), and --max-cost allows \(limit.shown)",
        advice: "Ask fewer cases (--filter, --times), shorten answers with -o max_tokens=N, or allow more")
    }
    let rest = Money(femtodollars: (limit - sum).femtodollars / Int128(max(1, shares.count)))
    return shares.map { $0 + rest }
  }

  /// The questions, each with its share of the money: what its first try can cost at most, and an equal part of the rest for trying again.
  func held(_ asking: SuiteAsking, within share: Money) -> SuiteAsking {
    let count = max(1, calls.map(\.times).reduce(0, +))
    let rest = Money(femtodollars: (share - (worstCase ?? .zero)).femtodollars / Int128(count))
    var asking = asking
    for index in asking.cases.indices {
      let prepared = asking.cases[index]
      let question = prepared.question
      if case .amount(let most) = CostLimit.most(question, question.shapedRequest) {
        asking.cases[index].question.maxCost = most + rest
      }
      for (number, judge) in prepared.judges {
        guard case .amount(let most) = Self.most(judge, number, prepared) else { continue }
        asking.cases[index].judges[number]?.maxCost = most + rest
      }
    }
    return asking
  }

  /// The most that a judge can cost, who is shown the rubric, the question, what is expected, and as long an answer as there may be.
  private static func most(
    _ judge: Question, _ number: Int, _ prepared: SuiteAsking.Prepared
  ) -> CostLimit.Most {
    let asked = judge.asking(prepared.prompt(ofJudge: number, about: SuiteAnswer()))
    let answer = min(prepared.question.request.outputLimit ?? unlimitedAnswer, longestAnswer)
    return CostLimit.most(asked, asked.shapedRequest, besides: answer)
  }

  // MARK: Showing

  /// On one line, for the start of a run.
  var line: String {
    var text = "\(name): \(answers) \(answers == 1 ? "answer" : "answers") of \(models.joined(separator: ", "))"
    if judgements > 0 { text += ", up to \(judgements) \(judgements == 1 ? "judgement" : "judgements")" }
    text += ", about \(typical?.shown ?? "nobody knows how much")"
    return text + ", at most \(worstCase?.shown ?? "any amount") without asking again"
  }

  /// Lines for people.
  var text: String {
    var text = line + "\n\(promptTokens) tokens of prompts (an estimate)\n"
    for entry in budgets { text += entry.leftLine }
    return text
  }

  /// One object for programs.
  var json: JSONValue {
    .object([
      JSONMember("name", .string(name)), JSONMember("answers", .integer(answers)),
      JSONMember("judgements", .integer(judgements)), JSONMember("models", .array(models.map { .string($0) })),
      JSONMember("prompt_tokens", .integer(promptTokens)), JSONMember("typical_usd", typical?.json ?? .null),
      JSONMember("worst_case_usd", worstCase?.json ?? .null), JSONMember("budgets", .array(budgets.map(\.json))),
    ])
  }
}
