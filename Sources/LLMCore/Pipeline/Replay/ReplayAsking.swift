/// Makes planned calls, several at a time.
struct ReplayAsking: Sendable {
  /// What came of one.
  struct Outcome: Sendable {
    let source: ReplaySource
    let question: Question
    /// The ledger may keep less of it, or nothing.
    let answer: Answer
  }

  let context: AppContext
  let reporter: Reporter

  /// In the order of the plan; what a signal kept from being begun is missing.
  func ask(_ plan: [ReplayRun.Planned], jobs: Int) async -> [Outcome] {
    let progress = ReplayProgress(reporter, console: context.console, total: plan.count)
    let outcomes = await withTaskGroup(of: (Int, Outcome).self) { group in
      var rest = plan.enumerated().makeIterator()
      func begin(_ group: inout TaskGroup<(Int, Outcome)>) {
        guard context.interruption.received == nil, let (index, planned) = rest.next() else { return }
        group.addTask {
          let answer = await RequestPipeline(context: context, reporter: reporter)
            .run(planned.question, sink: QuietSink())
          return (index, Outcome(source: planned.source, question: planned.question, answer: answer))
        }
      }
      for _ in 0..<max(1, jobs) { begin(&group) }
      var outcomes: [Int: Outcome] = [:]
      while let (index, outcome) = await group.next() {
        outcomes[index] = outcome
        progress.show(outcomes.count)
        begin(&group)
      }
      return outcomes
    }
    progress.end()
    return outcomes.sorted { $0.key < $1.key }.map(\.value)
  }
}

/// How many calls are done, on a row of standard error while somebody watches.
private struct ReplayProgress {
  private let console: (any Console)?
  private let total: Int

  init(_ reporter: Reporter, console: any Console, total: Int) {
    self.console = reporter.showsProgress ? console : nil
    self.total = total
    show(0)
  }

  func show(_ done: Int) { console?.showProgress(.line("\(done) of \(total) calls")) }

  func end() { console?.showProgress(nil) }
}
