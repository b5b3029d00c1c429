/// What a review would take, before anything is sent: `--estimate`.
struct ReviewEstimate {
  let questions: [Question]
  let plan: ReviewPlan
  let change: ReviewedChange
  /// Exact tokens of a text by the model's own tokenizer, or the nearest one.
  let count: (String) -> Int
  let exactness: Exactness

  /// Tokens of all prompts.
  var promptTokens: Int {
    questions.reduce(0) { sum, question in
      sum + question.shapedRequest.messages.reduce(0) { $0 + count($1.content) }
    }
  }

  /// The most that all first answers can cost together; nil where nobody knows.
  var worstCase: Money? {
    var sum = Money.zero
    for question in questions {
      switch CostLimit.most(question, question.shapedRequest) {
      case .nothing: break
      case .amount(let most): sum += most
      case .unknown, .unlimited: return nil
      }
    }
    return sum
  }

  /// Lines for people.
  var text: String {
    let files = Set(plan.parts.flatMap { $0.places.map(\.path) })
    var text = "\(change.source): \(files.count) \(files.count == 1 ? "file" : "files") in "
    text += "\(plan.parts.count) \(plan.parts.count == 1 ? "part" : "parts")"
    let kept = plan.parts.count - questions.count
    text += kept > 0 ? ", of which \(kept) need not be asked about again\n" : "\n"
    text += "\(promptTokens) tokens of prompts \(exactness.words)\n"
    text += "at most \(worstCase?.shown ?? "nobody knows how much") without asking again\n"
    for skipped in plan.skipped { text += "skipped: \(skipped.path.shown) (\(skipped.reason))\n" }
    for left in plan.unreviewed { text += "not reviewed: \(left.path.shown) (\(left.reason))\n" }
    return text
  }

  /// One object for programs.
  var json: JSONValue {
    .document(
      "review_estimate",
      [
        JSONMember("source", .string(change.source)), JSONMember("parts", .integer(plan.parts.count)),
        JSONMember("kept_parts", .integer(plan.parts.count - questions.count)),
        JSONMember("prompt_tokens", .integer(promptTokens)), JSONMember("exactness", .string(exactness.words)),
        JSONMember("worst_case_usd", worstCase.map(\.json) ?? .null),
        JSONMember(
          "files", .array(plan.parts.flatMap { $0.places.map { JSONValue.string($0.path.shown) } })),
        JSONMember(
          "skipped",
          .array(
            plan.skipped.map {
              .object([JSONMember("path", .string($0.path.shown)), JSONMember("reason", .string($0.reason))])
            })),
        JSONMember(
          "unreviewed",
          .array(
            plan.unreviewed.map {
              .object([JSONMember("path", .string($0.path.shown)), JSONMember("reason", .string($0.reason))])
            })),
      ])
  }
}
