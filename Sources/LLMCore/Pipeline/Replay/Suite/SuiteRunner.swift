/// Asks the cases of a suite, several at a time, and hands on each result as it comes.
struct SuiteRunner: Sendable {
  /// One answer that is to be asked for.
  struct Assignment: Sendable, Hashable {
    /// The number of the case in the suite, and of the repetition, counted from 1.
    let caseIndex: Int
    let repetition: Int
  }

  let cases: [SuiteCase]
  /// How many answers are asked for at the same time.
  let jobs: Int
  let ask: @Sendable (Assignment) async -> SuiteAnswer
  let check: @Sendable (Int, SuiteAnswer) async -> [AssertionOutcome]
  /// Whether nothing more is to be begun.
  let isInterrupted: @Sendable () -> Bool

  /// All answers of a suite: each case once, then each a second time, so that a run that is cut short has seen all of them.
  static func assignments(of cases: [SuiteCase]) -> [Assignment] {
    let most = cases.map(\.repetitions).max() ?? 0
    return (1..<most + 1).flatMap { repetition in
      cases.indices.filter { cases[$0].repetitions >= repetition }.map {
        Assignment(caseIndex: $0, repetition: repetition)
      }
    }
  }

  /// Asks, and hands on every result but those that a signal cut short: they are to be asked for again.
  func run(_ assignments: [Assignment], each: (SuiteResult) -> Void) async {
    await withTaskGroup(of: SuiteResult?.self) { group in
      var rest = assignments[...]
      func begin(_ group: inout TaskGroup<SuiteResult?>) {
        guard !isInterrupted(), let next = rest.popFirst() else { return }
        group.addTask { await result(of: next) }
      }
      for _ in 0..<max(1, jobs) { begin(&group) }
      while let result = await group.next() {
        if let result { each(result) }
        begin(&group)
      }
    }
  }

  private func result(of assignment: Assignment) async -> SuiteResult? {
    let suiteCase = cases[assignment.caseIndex]
    let answer = await ask(assignment)
    let outcomes = await check(assignment.caseIndex, answer)
    let result = SuiteResult(
      caseName: suiteCase.name, repetition: assignment.repetition, answer: answer, outcomes: outcomes)
    let ends: [LLMError.Code] = [.interrupted, .terminated, .hangup]
    return result.error.map { ends.contains($0.code) } == true ? nil : result
  }
}
