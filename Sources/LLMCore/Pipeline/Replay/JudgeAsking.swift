/// Asks a model which of two answers is better, once in each order. Both are calls like any other: recorded, held by budgets, and
/// checked against the schema of a verdict.
struct JudgeAsking: Sendable {
  /// Room for a reason, and for a model that thinks before it answers.
  private static let answerTokens = 4096
  private static let reasks = 2
  private static let keptTextLimit = 1 << 20

  let context: AppContext
  let reporter: Reporter
  /// The judge's model, options and limits.
  let invocation: ChatInvocation

  /// What came of one question.
  private struct Reading {
    let opinion: JudgeVerdict.Opinion
    let cost: ComparedCost
    let call: CallID?
  }

  /// Throws `LLMError` where the calls have nothing to be judged, where they cannot be asked, and for what fails on the way.
  func verdict(on comparison: CallComparison) async throws(LLMError) -> JudgeVerdict {
    let (old, new) = (comparison.old, comparison.new)
    guard let prompt = old.prompt ?? new.prompt, let first = old.answer, let second = new.answer else {
      throw LLMError(.inputMissing, "there is nothing to judge: the prompt or an answer was not recorded")
    }
    let asked = JudgeQuestion(system: old.system ?? new.system, prompt: prompt, first: first, second: second)
    let maker = try QuestionMaker(context: context, reporter: reporter, invocation: invocation, command: "replay")
    let structure = StructuredOutput(
      name: JudgeQuestion.name, schema: try Self.schema(), reasks: Self.reasks, isShownInParts: false)
    var load = PromptLoad(messages: [Message(.system, asked.instruction), Message(.user, asked.message)])
    load.calls = 2
    let choice = try await maker.choose(invocation.model, for: load)
    let questions = try Self.questions(asked, invocation, maker.answering(with: structure), choice)
    let held = try hold(questions, choice.target.name)
    let straight = try await read(held[0], isSwapped: false)
    let swapped: Reading
    do throws(LLMError) { swapped = try await read(held[1], isSwapped: true) } catch {
      // There is no verdict to tell it with.
      reporter.notice("judging came to no verdict; its first question cost \(straight.cost.shown)")
      throw error
    }
    let verdict = JudgeVerdict(
      judge: choice.target.name, straight.opinion, swapped.opinion, cost: straight.cost + swapped.cost,
      calls: [straight.call, swapped.call].compactMap { $0 })
    reporter.notice("judged by \(verdict.judge) for \(verdict.cost.shown)")
    return verdict
  }

  /// The schema is ours; that it can be compiled is tested.
  private static func schema() throws(LLMError) -> JSONSchema {
    do throws(SchemaFlaw) { return try JSONSchema.checked(JudgeQuestion.schema) } catch {
      throw LLMError(.internalError, "the schema of verdicts cannot be used", detail: "\(error)")
    }
  }

  private static func questions(
    _ asked: JudgeQuestion, _ invocation: ChatInvocation, _ maker: QuestionMaker, _ choice: QuestionMaker.Choice
  ) throws(LLMError) -> [Question] {
    var options = try GenerationOptions.parse(invocation.options)
    if !options.contains(where: { $0.name == "max_tokens" }) {
      options.append(JSONMember("max_tokens", .integer(answerTokens)))
    }
    let question = try maker.question(
      QuestionMaker.Turn(
        system: asked.instruction, earlier: [], prompt: asked.message, options: options,
        keptTextLimit: keptTextLimit), to: choice)
    return [question, question.asking(asked.swapped.message)]
  }

  /// Says what both questions can cost, and holds them within `--max-cost`, each with half of it.
  private func hold(_ questions: [Question], _ judge: String) throws(LLMError) -> [Question] {
    var most: Money? = .zero
    for question in questions {
      switch CostLimit.most(question, question.shapedRequest) {
      case .nothing: break
      case .amount(let amount): most = most.map { $0 + amount }
      case .unknown, .unlimited: most = nil
      }
    }
    let price = most.map { "at most \($0.shown)" } ?? "at a price that nobody knows"
    reporter.notice("asking \(judge) which answer is better, once in each order, \(price) without asking again")
    guard let limit = invocation.maxCost else { return questions }
    guard let most, most <= limit else {
      throw LLMError(
        .budget,
        "judging could cost \(most.map { "up to \($0.shown)" } ?? "any amount"), and --max-cost allows \(limit.shown)",
        advice: "Ask another judge, or allow more")
    }
    return questions.map { question in
      var question = question
      question.maxCost = Money(femtodollars: limit.femtodollars / Int128(questions.count))
      return question
    }
  }

  private func read(_ question: Question, isSwapped: Bool) async throws(LLMError) -> Reading {
    let answer = await RequestPipeline(context: context, reporter: reporter).run(question, sink: QuietSink())
    if let error = answer.error { throw error }
    guard let value = answer.structured?.validValue,
      let opinion = JudgeVerdict.Opinion(value, isSwapped: isSwapped)
    else { throw LLMError(.malformed, "the judge's answer is no verdict") }
    let charges = answer.earlierCharges + (answer.charge.map { [$0] } ?? [])
    let cost = answer.charge == nil ? ComparedCost(.zero, .unknown) : ComparedCost(of: charges)
    return Reading(opinion: opinion, cost: cost, call: answer.callID)
  }
}
