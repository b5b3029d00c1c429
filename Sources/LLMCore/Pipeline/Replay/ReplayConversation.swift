/// A conversation from one of its turns on, asked again: what was said before that turn stays, and every later question follows on the
/// answers that come now.
struct ReplayConversation: Sendable {
  let context: AppContext
  let reporter: Reporter

  private var finder: CallFinder { CallFinder(context: context) }

  /// Asks turn after turn, for each model and as often as is wanted, and shows what came of it.
  ///
  /// Throws `LLMError` for what fails before a call is made.
  func run(_ reference: String, from first: Int, _ invocation: ReplayInvocation) async throws(LLMError) -> ExitCode {
    let record = try await finder.reading { ledger throws(LedgerError) in
      try await ledger.storedConversation(reference)
    }
    guard let record else {
      throw LLMError(.inputMissing, "there is no conversation '\(SafeText.line(reference).text)'")
    }
    guard (1...max(1, record.turns.count)).contains(first), !record.turns.isEmpty else {
      throw LLMError(.usage, "the conversation has \(record.turns.count) turns, and no turn \(first)")
    }
    var sources: [ReplaySource] = []
    for turn in record.turns[(first - 1)...] {
      sources.append(try await ReplaySource(try await finder.call(turn.call.text), in: context))
    }
    var maker = try ReplayQuestionMaker(invocation.asking, context, reporter)
    let models: [String?] = invocation.models.isEmpty ? [nil] : invocation.models
    try await tellPrice(sources, models, &maker, invocation)
    if invocation.estimates { return .complete }
    var outcomes: [ReplayAsking.Outcome] = []
    for model in models {
      for _ in 0..<invocation.times {
        let kept = first > 1 ? record.turns[0].sequence...record.turns[first - 2].sequence : nil
        outcomes += try await ask(sources, model, after: kept, of: record.id, &maker, invocation)
      }
    }
    return try await ReplayReport(context: context, reporter: reporter).show(outcomes, invocation)
  }

  /// What the questions will take with the answers of then in between; those of now may be longer.
  private func tellPrice(
    _ sources: [ReplaySource], _ models: [String?], _ maker: inout ReplayQuestionMaker, _ invocation: ReplayInvocation
  ) async throws(LLMError) {
    var questions: [Question] = []
    for model in models {
      for source in sources {
        let question = try await maker.question(source, ReplayQuestionMaker.Changes(model: model))
        questions += Array(repeating: question, count: invocation.times)
      }
    }
    let estimate = ReplayEstimate(questions)
    guard invocation.estimates else { return reporter.notice(estimate.text) }
    try estimate.show(on: context.console, asJSON: invocation.asking.output == .json)
  }

  /// One way through it. It ends where an answer is missing: nothing could follow on that.
  private func ask(
    _ sources: [ReplaySource], _ model: String?, after kept: ClosedRange<Int>?, of conversation: String,
    _ maker: inout ReplayQuestionMaker, _ invocation: ReplayInvocation
  ) async throws(LLMError) -> [ReplayAsking.Outcome] {
    var changes = ReplayQuestionMaker.Changes(model: model, earlier: sources[0].earlier)
    if let kept, invocation.asking.isLogged {
      changes.conversation = try await finder.reading { ledger throws(LedgerError) in
        try await ledger.fork(conversation, keeping: kept, summary: nil)
      }
    }
    var outcomes: [ReplayAsking.Outcome] = []
    for source in sources {
      guard context.interruption.received == nil else { break }
      let question = try await maker.question(source, changes)
      let answer = await RequestPipeline(context: context, reporter: reporter).run(question, sink: QuietSink())
      outcomes.append(ReplayAsking.Outcome(source: source, call: answer.callID, error: answer.error))
      // An answer that was cut is one to go on from, as it was then.
      guard answer.error == nil || answer.error?.code == .partial, answer.textBytes > 0 else { break }
      reporter.detail("turn \(outcomes.count) of \(sources.count) is answered")
      changes.conversation = changes.conversation ?? answer.callID?.text
      changes.earlier? += [source.prompt, Message(.assistant, String(decoding: answer.text, as: UTF8.self))]
    }
    return outcomes
  }
}
