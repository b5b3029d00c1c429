import LLMCore

/// Suites and results for tests.
enum SuiteSample {
  static func suite(_ names: String..., repetitions: Int = 1) -> RegressionSuite {
    RegressionSuite(
      name: "s",
      cases: names.map { SuiteCase(name: $0, question: SuiteQuestionSource(), repetitions: repetitions) })
  }

  static func result(
    _ name: String, _ repetition: Int, _ verdict: SuiteResult.Verdict, text: String = "Paris", cost: Money? = nil
  ) -> SuiteResult {
    var answer = SuiteAnswer()
    (answer.text, answer.latency, answer.cost) = (text, 250, cost)
    answer.callID = CallID("01CALL")
    if verdict == .error { answer.error = LLMError(.network, "no connection") }
    let held = AssertionOutcome(title: "finish stop", kind: "finish", state: .held, found: "stop")
    let broken = AssertionOutcome(
      title: #"contains "Rome""#, kind: "contains", state: .broken, found: #"the answer is "Paris""#)
    let outcomes = verdict == .error ? [] : verdict == .fail ? [held, broken] : [held]
    return SuiteResult(caseName: name, repetition: repetition, answer: answer, outcomes: outcomes)
  }

  static func report(
    _ suite: RegressionSuite, _ results: [SuiteResult], baseline: SuiteBaseline? = nil
  ) -> SuiteReport {
    SuiteReport(
      suite, path: "s.yaml", results: results, baseline: baseline,
      startedAt: Timestamp(milliseconds: 1_763_694_245_678), duration: .milliseconds(1500))
  }
}
