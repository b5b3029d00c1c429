/// A conversation from one of its turns on, asked again: what was said before that turn stays, and every later question follows on the
/// answers that come now.
struct ReplayConversation: Sendable {
  let context: AppContext
  let reporter: Reporter

  private var finder: CallFinder { CallFinder(context: context) }

  /// A turn that is asked again.
  private struct Turn: Sendable {
    let source: ReplaySource
    /// What was put into the templates of the turns before it.
    let values: [JSONMember]
    /// Whether nothing stands before it but what did so then.
    let isFirst: Bool
  }

  /// One way through all of them.
  private struct Way: Sendable {
    let model: String?
    /// The turns that stay as they are, in the conversation with this id.
    let kept: ClosedRange<Int>?
    let conversation: String
  }

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
    let turns = try await turns(of: record, from: first)
    let consent = ReplayConsent(context: context, reporter: reporter)
    consent.tell(turns.map(\.source))
    var maker = try ReplayQuestionMaker(invocation.asking, context, reporter)
    let models: [String?] = invocation.models.isEmpty ? [nil] : invocation.models
    let kept = first > 1 ? record.turns[0].sequence...record.turns[first - 2].sequence : nil
    let ways = models.flatMap { model in
      Array(repeating: Way(model: model, kept: kept, conversation: record.id), count: invocation.times)
    }
    try await tellPrice(turns, models, &maker, invocation)
    if invocation.estimates { return .complete }
    let report = ReplayReport(context: context, reporter: reporter)
    try report.checkPage(invocation)
    try consent.ask(turns.count * ways.count, invocation)
    let (outcomes, failure) = await ask(turns, ways, maker, invocation)
    let code = try await report.show(outcomes, invocation)
    if let failure { throw failure }
    return code
  }

  /// The turns from the first that is asked on; what was put into templates is known from all of them.
  private func turns(of record: ConversationRecord, from first: Int) async throws(LLMError) -> [Turn] {
    var turns: [Turn] = []
    var values: [JSONMember] = []
    for (index, turn) in record.turns.enumerated() {
      if index < first - 1 {
        let question = try await finder.recording(of: turn.call)?.question
        values += question?.template?.values ?? []
        continue
      }
      let source = try await ReplaySource(try await finder.call(turn.call.text), of: record, in: context)
      turns.append(Turn(source: source, values: values, isFirst: index == 0))
      values += source.template?.values ?? []
    }
    return turns
  }

  /// What is other than it was; of the first turn of all, not what stands before it.
  private func changes(_ turn: Turn, _ way: Way, _ history: [Message]) -> ReplayQuestionMaker.Changes {
    ReplayQuestionMaker.Changes(model: way.model, earlier: turn.isFirst ? nil : history, values: turn.values)
  }

  /// What the questions will take with the answers of then in between; those of now may be longer.
  private func tellPrice(
    _ turns: [Turn], _ models: [String?], _ maker: inout ReplayQuestionMaker, _ invocation: ReplayInvocation
  ) async throws(LLMError) {
    var questions: [Question] = []
    for model in models {
      let way = Way(model: model, kept: nil, conversation: "")
      for turn in turns {
        let question = try await maker.question(turn.source, changes(turn, way, turn.source.history))
        questions += Array(repeating: question, count: invocation.times)
      }
    }
    let estimate = ReplayEstimate(questions)
    guard invocation.estimates else { return reporter.notice(estimate.text) }
    try estimate.show(on: context.console, asJSON: invocation.asking.output == .json)
  }

  /// Goes all ways, some at a time, and returns what came of them in their order, with what went wrong before a call was made.
  private func ask(
    _ turns: [Turn], _ ways: [Way], _ maker: ReplayQuestionMaker, _ invocation: ReplayInvocation
  ) async -> ([ReplayAsking.Outcome], LLMError?) {
    await withTaskGroup(of: (Int, [ReplayAsking.Outcome], LLMError?).self) { group in
      var rest = ways.enumerated().makeIterator()
      func begin(_ group: inout TaskGroup<(Int, [ReplayAsking.Outcome], LLMError?)>) {
        guard context.interruption.received == nil, let (index, way) = rest.next() else { return }
        group.addTask {
          var outcomes: [ReplayAsking.Outcome] = []
          do throws(LLMError) {
            try await go(way, through: turns, maker, invocation, &outcomes)
            return (index, outcomes, nil)
          } catch {
            return (index, outcomes, error)
          }
        }
      }
      for _ in 0..<max(1, invocation.jobs) { begin(&group) }
      var found: [Int: [ReplayAsking.Outcome]] = [:]
      var failure: LLMError?
      while let (index, outcomes, error) = await group.next() {
        found[index] = outcomes
        failure = failure ?? error
        if failure == nil { begin(&group) }
      }
      return (found.sorted { $0.key < $1.key }.flatMap(\.value), failure)
    }
  }

  /// One way through it. It ends where an answer is missing: nothing could follow on that.
  private func go(
    _ way: Way, through turns: [Turn], _ maker: ReplayQuestionMaker, _ invocation: ReplayInvocation,
    _ outcomes: inout [ReplayAsking.Outcome]
  ) async throws(LLMError) {
    var maker = maker
    var conversation: String?
    if let kept = way.kept, invocation.asking.isLogged {
      conversation = try await finder.reading { ledger throws(LedgerError) in
        try await ledger.fork(way.conversation, keeping: kept, summary: nil)
      }
    }
    var history = turns[0].source.history
    for turn in turns {
      guard context.interruption.received == nil else { break }
      var changes = changes(turn, way, history)
      changes.conversation = conversation
      let question = try await maker.question(turn.source, changes)
      let answer = await RequestPipeline(context: context, reporter: reporter).run(question, sink: QuietSink())
      outcomes.append(ReplayAsking.Outcome(source: turn.source, question: question, answer: answer))
      // An answer that was cut is one to go on from, as it was then.
      guard answer.error == nil || answer.error?.code == .partial, answer.textBytes > 0 else { break }
      reporter.detail("turn \(outcomes.count) of \(turns.count) is answered")
      conversation = conversation ?? answer.callID?.text
      // What was really asked stands before the answer, whatever was asked then.
      history += question.request.messages.suffix(1)
      history.append(Message(.assistant, String(decoding: answer.text, as: UTF8.self)))
    }
  }
}
