import LLMTestKit
import Synchronization
import Testing

@testable import LLMCore

/// The asking of a suite, over answers that a test makes.
@Suite struct SuiteRunnerTests {
  /// What was asked and how many were at once.
  private final class Desk: Sendable {
    struct State {
      var asked: [String] = []
      var open = 0
      var most = 0
    }
    let state = Mutex(State())
  }

  private func runner(
    _ suite: RegressionSuite, jobs: Int = 1, _ desk: Desk = Desk(),
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    answer: @escaping @Sendable (SuiteCase, Int) -> SuiteAnswer
  ) -> SuiteRunner {
    SuiteRunner(
      cases: suite.cases, jobs: jobs,
      ask: { assignment in
        let (suiteCase, repetition) = (suite.cases[assignment.caseIndex], assignment.repetition)
        desk.state.withLock {
          $0.asked.append("\(suiteCase.name)\(repetition)")
          $0.open += 1
          $0.most = max($0.most, $0.open)
        }
        await Task.yield()
        desk.state.withLock { $0.open -= 1 }
        return answer(suiteCase, repetition)
      },
      check: { _, answer in
        let state: AssertionOutcome.State = answer.text == "good" ? .held : .broken
        return answer.error == nil ? [AssertionOutcome(title: "t", kind: "k", state: state)] : []
      }, isInterrupted: isInterrupted)
  }

  private static func text(_ text: String) -> SuiteAnswer {
    var answer = SuiteAnswer()
    answer.text = text
    return answer
  }

  @Test func `each case is asked once before any is asked again`() async {
    var suite = SuiteSample.suite("a", "b", repetitions: 2)
    suite.cases[1].repetitions = 1
    let desk = Desk()
    var results: [SuiteResult] = []
    await runner(suite, desk) { _, _ in Self.text("good") }.run(SuiteRunner.assignments(of: suite.cases)) {
      results.append($0)
    }
    #expect(desk.state.withLock { $0.asked } == ["a1", "b1", "a2"])
    #expect(results.map(\.verdict) == [.pass, .pass, .pass])
  }

  @Test func `answers that differ make a case flaky`() async {
    let suite = SuiteSample.suite("a", repetitions: 3)
    var results: [SuiteResult] = []
    await runner(suite, jobs: 3) { _, repetition in Self.text(repetition == 2 ? "bad" : "good") }
      .run(SuiteRunner.assignments(of: suite.cases)) { results.append($0) }
    #expect(SuiteSample.report(suite, results).entries[0].verdict == .flaky(passed: 2, of: 3))
  }

  @Test func `no more are asked at a time than was said`() async {
    let suite = SuiteSample.suite("a", "b", "c", repetitions: 10)
    let desk = Desk()
    var count = 0
    await runner(suite, jobs: 4, desk) { _, _ in Self.text("good") }.run(SuiteRunner.assignments(of: suite.cases)) {
      _ in count += 1
    }
    #expect(count == 30)
    #expect(desk.state.withLock { $0.most } <= 4)
  }

  @Test func `what a signal cuts short is no result`() async {
    let suite = SuiteSample.suite("a", "b", "c")
    let isInterrupted = Mutex(false)
    var results: [SuiteResult] = []
    let runner = runner(suite, isInterrupted: { isInterrupted.withLock { $0 } }) { suiteCase, _ in
      guard suiteCase.name == "b" else { return Self.text("good") }
      isInterrupted.withLock { $0 = true }
      var answer = SuiteAnswer()
      answer.error = LLMError(.interrupted, "interrupted")
      return answer
    }
    await runner.run(SuiteRunner.assignments(of: suite.cases)) { results.append($0) }
    #expect(results.map(\.caseName) == ["a"])
  }
}

/// Runs that are kept, and gone on with.
@Suite struct SuitePlanTests {
  private let suite = SuiteSample.suite("a", "b", repetitions: 2)
  private let tree = MemoryTree()
  private let clock = ManualClock()

  private var context: AppContext {
    .sealed(
      environment: ["HOME": "/home/u"], files: MemoryFiles(), tree: tree, console: console, time: clock,
      processes: FewProcesses())
  }
  private let console = RecordingConsole()
  private var reporter: Reporter { Reporter(console: console) }

  /// A plan that lets others go on with its run, as if its process had died.
  private func plan(
    content: String = "c1", _ change: (inout SuiteInvocation) -> Void = { _ in }
  ) throws -> SuitePlan {
    let plan = try heldPlan(content: content, change)
    plan.claim?.release()
    return plan
  }

  private func heldPlan(
    content: String = "c1", _ change: (inout SuiteInvocation) -> Void = { _ in }
  ) throws -> SuitePlan {
    var invocation = SuiteInvocation()
    change(&invocation)
    clock.advance(by: .seconds(1))
    return try SuitePlan(suite, "s.yaml", content: content, invocation, context)
  }

  /// Runs what a plan says; each answer has the verdict given.
  private func run(
    _ plan: SuitePlan, accepted: Bool? = true, _ verdict: (SuiteCase, Int) -> SuiteResult.Verdict = { _, _ in .pass }
  ) throws {
    let file = try #require(SuiteRunFile(plan, reporter))
    for assignment in plan.assignments {
      let suiteCase = suite.cases[assignment.caseIndex]
      file.add(SuiteSample.result(suiteCase.name, assignment.repetition, verdict(suiteCase, assignment.repetition)))
    }
    if let accepted { file.end(isAccepted: accepted) }
    file.release()
  }

  private func names(_ plan: SuitePlan) -> [String] {
    plan.assignments.map { "\(suite.cases[$0.caseIndex].name)\($0.repetition)" }
  }

  /// All runs that are kept, the newest first.
  private func files(_ plan: SuitePlan) throws -> [SuiteRunFolder.Kept] {
    var all: [SuiteRunFolder.Kept] = []
    let last = try #require(plan.folder).newest { kept in
      all.append(kept)
      return false
    }
    #expect(last == nil)
    return all
  }

  @Test func `a run that was killed in the middle of a line is gone on with`() throws {
    let first = try plan()
    let file = try #require(SuiteRunFile(first, reporter))
    file.add(SuiteSample.result("a", 1, .pass))
    file.add(SuiteSample.result("b", 1, .fail))
    file.release()
    let path = try #require(try files(first).first).path
    try tree.append(path, Array(#"{"case":"a","repetition":2,"verd"#.utf8))
    let second = try plan { $0.resumes = true }
    #expect(names(second) == ["a2", "b2"])
    #expect(second.kept.map(\.verdict) == [.pass, .fail])
    try run(second)
    let kept = try #require(try files(second).first).run
    #expect(kept.isFinished)
    #expect(kept.results.map { "\($0.caseName)\($0.repetition)" } == ["a1", "b1", "a2", "b2"])
    #expect(throws: LLMError.self) { try plan { $0.resumes = true } }
  }

  @Test func `only a run of the same content is gone on with`() throws {
    try run(try plan(), accepted: nil)
    #expect(throws: LLMError.self) { try plan(content: "c2") { $0.resumes = true } }
    #expect(try plan { $0.resumes = true }.assignments == [])
  }

  @Test func `what ended with an error is asked again, and nothing else`() throws {
    try run(try plan()) { suiteCase, repetition in
      suiteCase.name == "b" && repetition == 2 ? .error : suiteCase.name == "a" ? .fail : .pass
    }
    let again = try plan { $0.retriesErrors = true }
    #expect(names(again) == ["b2"])
    #expect(again.kept.count == 3)
    try run(again)
    let kept = try #require(try files(again).first).run
    #expect(kept.baseline["b"] == .pass)
    #expect(kept.baseline["a"] == .fail)
    #expect(try plan { $0.retriesErrors = true }.assignments == [])
  }

  @Test func `errors of an unfinished run are asked again only with what is missing`() throws {
    let first = try plan()
    let file = try #require(SuiteRunFile(first, reporter))
    file.add(SuiteSample.result("a", 1, .error))
    file.release()
    let failure = #expect(throws: LLMError.self) { try plan { $0.retriesErrors = true } }
    #expect(failure?.message.contains("did not come to its end") == true)
    #expect(names(try plan { $0.resumes = true }) == ["b1", "a2", "b2"])
    #expect(
      names(
        try plan {
          $0.resumes = true
          $0.retriesErrors = true
        }) == ["a1", "b1", "a2", "b2"])
  }

  @Test func `only one process at a time asks for a run`() throws {
    let first = try plan()
    let file = try #require(SuiteRunFile(first, reporter))
    // Neither while it is asked for the first time, nor while somebody goes on with it.
    #expect(throws: LLMError.self) { try plan { $0.resumes = true } }
    file.release()
    let second = try heldPlan { $0.resumes = true }
    let failure = #expect(throws: LLMError.self) { try plan { $0.resumes = true } }
    #expect(failure?.message == "another process is asking for this run of 's'")
    second.claim?.release()
    #expect(names(try plan { $0.resumes = true }) == ["a1", "b1", "a2", "b2"])
  }

  @Test func `two runs of one moment have a file each`() throws {
    let plan = try plan()
    let (first, second) = (SuiteRunFile(plan, reporter), SuiteRunFile(plan, reporter))
    first?.add(SuiteSample.result("a", 1, .pass))
    second?.add(SuiteSample.result("a", 1, .fail))
    #expect(try files(plan).map(\.run.results.count) == [1, 1])
  }

  @Test func `the baseline is the last run that was accepted`() throws {
    #expect(try plan().baseline == nil)
    try run(try plan()) { _, _ in .pass }
    try run(try plan(content: "c2"), accepted: false) { _, _ in .fail }
    try run(try plan(content: "c3"), accepted: nil) { _, _ in .fail }
    // It is by name: another content of the same file is compared with it.
    let baseline = try #require(try plan(content: "c4").baseline)
    #expect(baseline["a"] == .pass)
    try run(try plan(content: "c5"), accepted: true) { _, _ in .fail }
    #expect(try plan().baseline?["a"] == .fail)
  }

  @Test func `old runs are deleted`() throws {
    for _ in 0..<60 { try run(try plan()) }
    #expect(try files(try plan()).count == 50)
  }

  @Test func `the run that others are compared with outlives all that were only tried`() throws {
    try run(try plan()) { suiteCase, _ in suiteCase.name == "a" ? .pass : .fail }
    for _ in 0..<60 { try run(try plan(), accepted: false) }
    let baseline = try #require(try plan().baseline)
    #expect(baseline["a"] == .pass && baseline["b"] == .fail)
    #expect(try files(try plan()).count == 51)
  }

  @Test func `a run that cannot be kept goes on`() throws {
    let first = try plan()
    let file = try #require(SuiteRunFile(first, reporter))
    let path = try #require(try files(first).first).path
    tree[path] = .unreadable(.failed("No space left on device"))
    file.add(SuiteSample.result("a", 1, .pass))
    file.add(SuiteSample.result("b", 1, .pass))
    #expect(console.notes == ["warning: the run cannot be kept any further: No space left on device"])
  }

  @Test func `without a home nothing is kept, and that is said`() throws {
    let context = AppContext.sealed(
      environment: [:], files: MemoryFiles(), tree: tree, console: console, time: clock, processes: FewProcesses())
    let plan = try SuitePlan(suite, "s.yaml", content: "c", SuiteInvocation(), context)
    #expect(SuiteRunFile(plan, reporter) == nil)
    #expect(console.notes.count == 1)
  }
}
