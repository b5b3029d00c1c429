/// What a review would take, before anything is sent: `--estimate`, and what `--max-cost` is held against.
struct ReviewEstimate {
  private let asking: ReviewAsking
  private let change: ReviewedChange
  /// Tokens of all prompts.
  private let promptTokens: Int
  /// What the first answer to each question can cost at most.
  private let most: [CostLimit.Most]
  /// The budgets that it falls into, with what their windows hold.
  var budgets: [BudgetBook.Entry] = []

  init(_ asking: ReviewAsking, of change: ReviewedChange) {
    (self.asking, self.change) = (asking, change)
    let requests = asking.questions.map(\.shapedRequest)
    promptTokens = asking.counter.count(requests.lazy.flatMap(\.messages).map(\.content))
    most = zip(asking.questions, requests).map { CostLimit.most($0, $1) }
  }

  /// The most that all first answers can cost together; nil where nobody knows.
  private var worstCase: Money? {
    var sum = Money.zero
    for most in most {
      switch most {
      case .nothing: break
      case .amount(let most): sum += most
      case .unknown, .unlimited: return nil
      }
    }
    return sum
  }

  // MARK: Holding

  /// The questions, each with its share of the money: what its first answer can cost at most, and an equal part of what is left for
  /// asking again. Together they cannot cost more than the limit.
  ///
  /// Throws `LLMError` of kind `budget` where the first answers alone might.
  func held(within limit: Money) throws(LLMError) -> [Question] {
    guard let worstCase else {
      throw LLMError(
        .budget, "nobody knows what this review can cost, so --max-cost cannot be kept",
        advice: "Leave out --max-cost, or ask a model that 'llmctl models' has a price for")
    }
    guard worstCase <= limit else {
      throw LLMError(
        .budget, "this review could cost up to \(worstCase.shown), and --max-cost allows \(limit.shown)",
        advice: "'llmctl review --estimate' shows the parts; narrow it down with '-- PATH', or allow more")
    }
    let rest = Money(femtodollars: (limit - worstCase).femtodollars / Int128(max(1, asking.questions.count)))
    return zip(asking.questions, most).map { question, most in
      guard case .amount(let own) = most else { return question }
      var question = question
      question.maxCost = own + rest
      return question
    }
  }

  // MARK: Showing

  /// Lines for people.
  var text: String {
    func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
    let files = counted(asking.plan.files.count, "file")
    var text = "\(change.source): \(files), \(counted(asking.parts.count, "part")) to ask about\n"
    let kept = asking.kept.count
    if kept > 0 {
      text += "\(kept) of \(asking.plan.pieces.count) files or parts of files need not be asked about again\n"
    }
    text += "\(promptTokens) tokens of prompts \(asking.counter.basis.exactness.words)\n"
    text += "at most \(worstCase?.shown ?? "nobody knows how much") without asking again\n"
    for entry in budgets { text += entry.leftLine }
    for skipped in asking.plan.skipped { text += "skipped: \(skipped.path.shown) (\(skipped.reason))\n" }
    for left in asking.plan.unreviewed { text += "not reviewed: \(left.path.shown) (\(left.reason))\n" }
    return text
  }

  /// One object for programs.
  var json: JSONValue {
    .document(
      "review_estimate",
      [
        JSONMember("source", .string(change.source)), JSONMember("parts", .integer(asking.parts.count)),
        JSONMember("kept_parts", .integer(asking.kept.count)), JSONMember("prompt_tokens", .integer(promptTokens)),
        JSONMember("exactness", .string(asking.counter.basis.exactness.words)),
        JSONMember("worst_case_usd", worstCase.map(\.json) ?? .null),
        JSONMember("budgets", .array(budgets.map(\.json))),
        JSONMember("files", .array(asking.plan.files.map { .string($0.shown) })),
        JSONMember("skipped", .array(asking.plan.skipped.map { Self.place($0.path, $0.reason) })),
        JSONMember("unreviewed", .array(asking.plan.unreviewed.map { Self.place($0.path, $0.reason) })),
      ])
  }

  private static func place(_ path: RawPath, _ reason: String) -> JSONValue {
    .object([JSONMember("path", .string(path.shown)), JSONMember("reason", .string(reason))])
  }
}
