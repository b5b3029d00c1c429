/// The cases of a suite as questions that are ready to be asked.
struct SuiteAsking: Sendable {
  /// A case with all that asking and checking it takes.
  struct Prepared: Sendable {
    let suiteCase: SuiteCase
    var question: Question
    let checks: SuiteChecks
    /// The questions of its judges, by the numbers of their assertions, without what they are to judge.
    var judges: [Int: Question]

    /// What the judge of an assertion is asked about an answer.
    func prompt(ofJudge number: Int, about answer: SuiteAnswer) -> String {
      guard case .judge(let rubric, _, _) = suiteCase.assertions[number].check else { return "" }
      return JudgeRubric(rubric).prompt(
        question: question.request.messages.last?.content ?? "",
        expected: suiteCase.expected.map { $0.text ?? JSONWriter.text(of: $0) }, answer: answer.text,
        toolCalls: answer.toolCalls)
    }
  }

  private static let keptTextLimit = 4 << 20

  var cases: [Prepared]

  private let context: AppContext
  private let reporter: Reporter
  /// Knows the secrets of all questions: what the ledger does not keep, no report tells.
  private let redaction: RecordingRedaction

  /// Reads what the cases name, and chooses who is asked.
  ///
  /// - Parameter path: of the suite's file; what it names is looked for beside it.
  ///
  /// Throws `LLMError` for what cannot be asked; then nothing was.
  init(
    _ suite: RegressionSuite, path: String, _ invocation: SuiteInvocation, _ templates: any SuiteTemplates,
    _ context: AppContext, _ reporter: Reporter
  ) async throws(LLMError) {
    (self.context, self.reporter) = (context, reporter)
    redaction = RecordingRedaction(hiding: context.keysInPlay)
    cases = []
    var asking = invocation.asking
    // What is to be said about all cases is said once.
    let reporter = reporter.speaking(through: SharedConsole(context.console, hidesProgress: false))
    // Two repetitions that share an answer are one.
    asking.sharing = .never
    var preparation = Preparation(
      maker: try QuestionMaker(context: context, reporter: reporter, invocation: asking, command: "replay"),
      options: try GenerationOptions.parse(asking.options), sources: SuiteSources(beside: path, context, reporter),
      templates: templates, invocation: invocation)
    for suiteCase in suite.cases {
      do throws(LLMError) {
        cases.append(try await preparation.prepare(suiteCase, of: suite.name, Self.keptTextLimit))
      } catch {
        var error = error
        error.message = "the case '\(suiteCase.name)' (\(path):\(suiteCase.line)) cannot be asked: \(error.message)"
        throw error
      }
    }
    for prepared in cases { _ = redaction.asked(prepared.question.recorded) }
  }

  /// Names all that answers and verdicts depend on: what is sent to whom, how often, and what must hold, with the schemas behind their
  /// names and what judges are asked.
  var content: String {
    var bytes: [UInt8] = []
    for prepared in cases {
      let judges = prepared.judges.sorted { $0.key < $1.key }
      var assertions = prepared.suiteCase.assertions
      // A line that was put in above changes nothing.
      for index in assertions.indices { assertions[index].line = 0 }
      // What is sent of a schema may be less than what an answer is held against.
      let schemas = (prepared.question.structure.map { [$0.schema.source] } ?? []) + prepared.checks.schemas
      var parts = [
        prepared.suiteCase.name, String(prepared.suiteCase.repetitions), String(describing: assertions),
        prepared.suiteCase.expected.map { JSONWriter.text(of: $0) } ?? "",
        JSONWriter.text(of: .array(schemas)),
      ]
      for question in [prepared.question] + judges.map(\.value) {
        let call = question.provider.call(for: question.shapedRequest)
        parts += [call.url.text, ContentHash.sha256(call.body)]
      }
      for part in parts { bytes += "\(part.utf8.count):\(part)".utf8 }
    }
    return ContentHash.sha256(bytes)
  }

  /// Asks a case once.
  func ask(_ index: Int, _ reporter: Reporter) async -> SuiteAnswer {
    let answer = await RequestPipeline(context: context, reporter: reporter)
      .run(cases[index].question, sink: QuietSink())
    var asked = SuiteAnswer(answer, hiding: context.keysInPlay.mask)
    asked.shownText = redaction.answered(asked.text)
    return asked
  }

  /// A result as it may be kept and reported.
  func reportable(_ result: SuiteResult) -> SuiteResult {
    var result = result
    let mask = context.keysInPlay.mask
    func answered(_ text: String) -> String { mask.maskedExactly(redaction.answered(text)) }
    result.answer.text = result.answer.shownText ?? result.answer.text
    result.answer.toolCalls = result.answer.toolCalls.map(redaction.answered)
    if let error = result.answer.error { result.answer.error?.message = answered(error.message) }
    for index in result.outcomes.indices {
      var outcome = result.outcomes[index]
      outcome.title = mask.maskedExactly(redaction.asked(outcome.title))
      outcome.found = answered(outcome.found)
      if let error = outcome.error { outcome.error?.message = answered(error.message) }
      result.outcomes[index] = outcome
    }
    return result
  }

  /// What the assertions of a case come to.
  func check(_ index: Int, _ answer: SuiteAnswer, _ reporter: Reporter) async -> [AssertionOutcome] {
    await cases[index].checks.outcomes(of: answer) { number, answer in
      await judge(cases[index], number, answer, reporter)
    }
  }

  private func judge(
    _ prepared: Prepared, _ number: Int, _ answer: SuiteAnswer, _ reporter: Reporter
  ) async -> AssertionOutcome {
    let assertion = prepared.suiteCase.assertions[number]
    var outcome = AssertionOutcome(title: assertion.title, kind: assertion.kind, state: .failed)
    guard case .judge(_, _, let least) = assertion.check, let question = prepared.judges[number] else {
      outcome.error = LLMError(.internalError, "an assertion has no judge")
      return outcome
    }
    let verdict = await RequestPipeline(context: context, reporter: reporter)
      .run(question.asking(prepared.prompt(ofJudge: number, about: answer)), sink: QuietSink())
    let judged = SuiteAnswer(verdict, hiding: context.keysInPlay.mask)
    outcome.judgeCost = judged.cost
    guard verdict.error == nil, let (mark, reason) = JudgeRubric.mark(of: judged.value) else {
      outcome.error = verdict.error ?? LLMError(.malformed, "the judge gave no mark")
      return outcome
    }
    let passes = (mark + 1e-9 >= least) != assertion.isNegated
    outcome.state = passes ? .held : .broken
    outcome.found = "\(SuiteAssertion.share(mark)), \(context.keysInPlay.mask.maskedExactly(reason))"
    return outcome
  }
}
