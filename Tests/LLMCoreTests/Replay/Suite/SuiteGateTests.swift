import LLMCore
import Testing

/// What repetitions come to, and when a run says no.
@Suite struct SuiteGateTests {
  private func verdict(_ verdicts: [SuiteResult.Verdict], of repetitions: Int = 3) -> CaseVerdict {
    CaseVerdict(
      verdicts.enumerated().map { SuiteSample.result("a", $0.offset + 1, $0.element) }, repetitions: repetitions)
  }

  @Test func `repetitions that disagree make a case flaky`() {
    #expect(verdict([.pass, .pass, .pass]) == .pass)
    #expect(verdict([.fail, .fail, .fail]) == .fail)
    #expect(verdict([.pass, .fail, .pass]) == .flaky(passed: 2, of: 3))
    #expect(verdict([.pass, .fail, .error]) == .flaky(passed: 1, of: 2))
  }

  @Test func `an error is no failure`() {
    #expect(verdict([.error, .error, .error]) == .error)
    #expect(verdict([.pass, .error, .pass]) == .error)
    #expect(verdict([.fail, .error, .fail]) == .fail)
    #expect(verdict([.pass, .pass]) == .unfinished)
    #expect(verdict([]) == .unfinished)
    #expect(verdict([.fail]) == .fail)
  }

  @Test func `an assertion that is not measured does not fail`() {
    let outcome = AssertionOutcome(
      title: "max_cost $1", kind: "max_cost", state: .unmeasured, found: "nobody knows the price")
    let result = SuiteResult(caseName: "a", repetition: 1, answer: SuiteAnswer(), outcomes: [outcome])
    #expect(result.verdict == .pass)
    #expect(SuiteSample.report(SuiteSample.suite("a"), [result]).unmeasured == 1)
  }

  @Test func `a judge who does not answer is an error`() {
    let error = LLMError(.timeout, "too slow")
    let outcome = AssertionOutcome(title: "judge", kind: "judge", state: .failed, error: error)
    let result = SuiteResult(caseName: "a", repetition: 1, answer: SuiteAnswer(), outcomes: [outcome])
    #expect(result.verdict == .error)
    #expect(result.error == error)
  }

  private static let words: [(String, Set<SuiteGate.Trigger>)] = [
    ("regress", [.regress]), ("fail, FLAKY", [.fail, .flaky]), ("never", [.never]),
    ("regress,error", [.regress, .error]),
  ]

  @Test(arguments: words)
  func `words of the gate`(words: String, triggers: Set<SuiteGate.Trigger>) {
    #expect(SuiteGate(words: words)?.triggers == triggers)
  }

  @Test(arguments: ["", "fail,", "worse", "never,fail"])
  func `what is no gate`(words: String) { #expect(SuiteGate(words: words) == nil) }

  private func code(_ gate: String, _ verdicts: [SuiteResult.Verdict], baseline: SuiteBaseline? = nil) -> ExitCode? {
    let results = verdicts.enumerated().map { SuiteSample.result("a", $0.offset + 1, $0.element) }
    let report = SuiteSample.report(SuiteSample.suite("a", repetitions: verdicts.count), results, baseline: baseline)
    return SuiteGate(words: gate)?.exitCode(for: [report], interruption: nil)
  }

  @Test func `the gate says no to what it was told`() {
    #expect(code("fail", [.fail]) == .gateFailed)
    #expect(code("fail", [.pass]) == .complete)
    #expect(code("fail", [.pass, .fail]) == .complete)
    #expect(code("flaky", [.pass, .fail]) == .gateFailed)
    #expect(code("flaky", [.fail]) == .complete)
    #expect(code("never", [.fail]) == .complete)
  }

  @Test func `an error has its own code, unless it is what the gate looks for, or nothing counts`() {
    #expect(code("fail", [.error]) == .unavailable)
    #expect(code("error", [.error]) == .gateFailed)
    #expect(code("never", [.error]) == .complete)
  }

  @Test(arguments: [[SuiteResult.Verdict.pass, .fail, .error], [.fail, .error], [.pass, .error]])
  func `an error counts whatever the other answers of its case come to`(verdicts: [SuiteResult.Verdict]) {
    #expect(code("error", verdicts) == .gateFailed)
    #expect(code("never", verdicts) == .complete)
  }

  @Test func `an error among answers that disagree has its own code`() {
    #expect(code("fail", [.pass, .fail, .error]) == .unavailable)
  }

  @Test func `what was not asked to the end is no success`() {
    let report = SuiteSample.report(SuiteSample.suite("a", "b"), [SuiteSample.result("a", 1, .pass)])
    #expect(SuiteGate().exitCode(for: [report], interruption: nil) == .partial)
    #expect(SuiteGate([.never]).exitCode(for: [report], interruption: nil) == .complete)
    #expect(SuiteGate().exitCode(for: [report], interruption: .terminated) == .terminated)
  }

  @Test func `a signal comes first`() {
    let report = SuiteSample.report(SuiteSample.suite("a"), [SuiteSample.result("a", 1, .fail)])
    #expect(SuiteGate().exitCode(for: [report], interruption: .interrupted) == .interrupted)
  }

  @Test func `only a baseline in which it failed excuses a case that fails`() {
    func baseline(_ verdict: CaseVerdict) -> SuiteBaseline { SuiteBaseline(origin: "b", verdicts: ["a": verdict]) }
    #expect(code("regress", [.fail]) == .gateFailed)
    #expect(code("regress", [.fail], baseline: baseline(.pass)) == .gateFailed)
    #expect(code("regress", [.fail], baseline: baseline(.error)) == .gateFailed)
    #expect(code("regress", [.fail], baseline: SuiteBaseline(origin: "b", verdicts: [:])) == .gateFailed)
    #expect(code("regress", [.fail], baseline: baseline(.fail)) == .complete)
    #expect(code("regress", [.fail], baseline: baseline(.flaky(passed: 1, of: 2))) == .complete)
    #expect(code("regress", [.fail], baseline: baseline(.flaky(passed: 2, of: 3))) == .gateFailed)
    #expect(code("regress", [.pass], baseline: baseline(.pass)) == .complete)
  }

  @Test func `a flaky case gets worse where half of its answers fail`() {
    #expect(code("regress", [.pass, .fail]) == .gateFailed)
    #expect(code("regress", [.pass, .pass, .fail]) == .complete)
  }
}
