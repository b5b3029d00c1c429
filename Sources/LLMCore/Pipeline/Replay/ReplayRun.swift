/// One run of `llmctl replay run`: calls that were made before, made again with something changed.
package struct ReplayRun: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  private var finder: CallFinder { CallFinder(context: context) }

  /// Makes the calls and shows what came of them.
  ///
  /// Throws `LLMError` for what fails before a call is made; later failures are told and become the exit code.
  package func run(_ invocation: ReplayInvocation) async throws(LLMError) -> ExitCode {
    if case .conversation(let reference, let turn) = invocation.source {
      return try await ReplayConversation(context: context, reporter: reporter).run(reference, from: turn, invocation)
    }
    let sources = try await sources(invocation.source)
    let consent = ReplayConsent(context: context, reporter: reporter)
    consent.tell(sources)
    let plan = try await plan(sources, invocation)
    let estimate = ReplayEstimate(plan.map(\.question))
    if invocation.estimates {
      try estimate.show(on: context.console, asJSON: invocation.asking.output == .json)
      return .complete
    }
    reporter.notice(estimate.text)
    let report = ReplayReport(context: context, reporter: reporter)
    try report.checkPage(invocation)
    try consent.ask(plan.count, invocation)
    if plan.count == 1, invocation.asking.output == .text { return try await one(plan[0], invocation) }
    let outcomes = await ReplayAsking(context: context, reporter: reporter).ask(plan, jobs: invocation.jobs)
    return try await report.show(outcomes, invocation)
  }

  // MARK: What is run again

  private func sources(_ source: ReplayInvocation.Source) async throws(LLMError) -> [ReplaySource] {
    let calls: [CallRecord]
    switch source {
    case .call(let reference): calls = [try await finder.call(reference)]
    case .query(let query):
      calls = try await finder.calls(query).reversed()
      guard !calls.isEmpty else {
        throw LLMError(.inputMissing, "no call fits", advice: "'llmctl replay list' takes the same options")
      }
    case .conversation: calls = []
    }
    var sources: [ReplaySource] = []
    for call in calls {
      do throws(LLMError) {
        sources.append(try await ReplaySource(call, in: context))
      } catch {
        guard calls.count > 1 else { throw error }
        reporter.warning(error.message)
      }
    }
    guard !sources.isEmpty else { throw LLMError(.inputMissing, "of none of these calls is known what it asked") }
    return sources
  }

  /// A call that is to be made.
  struct Planned: Sendable {
    let source: ReplaySource
    let question: Question
  }

  private func plan(_ sources: [ReplaySource], _ invocation: ReplayInvocation) async throws(LLMError) -> [Planned] {
    var maker = try ReplayQuestionMaker(invocation.asking, context, reporter)
    var plan: [Planned] = []
    for source in sources {
      var changes = ReplayQuestionMaker.Changes()
      if invocation.edits { changes.prompt = try edited(source) }
      for model in invocation.models.isEmpty ? [nil] : invocation.models.map(Optional.some) {
        changes.model = model
        let question = try await maker.question(source, changes)
        plan += Array(repeating: Planned(source: source, question: question), count: invocation.times)
      }
    }
    return plan
  }

  private func edited(_ source: ReplaySource) throws(LLMError) -> String {
    guard context.console.errorIsTerminal, context.terminal.hasPerson else {
      throw LLMError(.usage, "--edit needs a terminal")
    }
    guard let text = context.terminal.edit(source.prompt.content) else {
      throw LLMError(.inputInvalid, "the editor failed, so nothing is asked", advice: "Set EDITOR to one that works")
    }
    guard !text.trimmingBlanks.isEmpty else { throw LLMError(.usage, "the prompt is empty, so nothing is asked") }
    return text
  }

  // MARK: One

  /// Shows the answer as it comes, and how it differs in figures from the one before.
  private func one(_ planned: Planned, _ invocation: ReplayInvocation) async throws(LLMError) -> ExitCode {
    let screen = AnswerScreen(
      context: context, reporter: reporter, appearance: invocation.asking.appearance,
      reasoning: invocation.asking.reasoning)
    let answer = await screen.show(planned.question, figures: invocation.asking.showsUsage ? .always : .never)
    guard let id = answer.callID else { return answer.exitCode }
    let before = planned.source.call.id.short
    reporter.notice("call \(before) again, as \(id.short); 'llmctl replay diff \(before) \(id.short)' compares them")
    if invocation.page != nil {
      let outcome = ReplayAsking.Outcome(source: planned.source, question: planned.question, answer: answer)
      try await ReplayReport(context: context, reporter: reporter).writePage(of: [outcome], invocation)
    }
    return answer.exitCode
  }
}
