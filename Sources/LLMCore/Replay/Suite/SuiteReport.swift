/// All that is to be said about one run of a suite; every format writes this.
package struct SuiteReport: Sendable, Equatable {
  /// What a case came to.
  package struct Entry: Sendable, Equatable {
    package let name: String
    package let tags: [String]
    /// How many results there should be.
    package let repetitions: Int
    /// In the order of the repetitions.
    package let results: [SuiteResult]
    package let verdict: CaseVerdict
    /// What it came to in the baseline; nil where it was not in it, or there is none.
    package let before: CaseVerdict?
    package let isRegression: Bool

    /// Milliseconds that its answers took together.
    package var latency: Int { results.compactMap(\.answer.latency).reduce(0, +) }
  }

  package var name: String
  /// The suite's file as it was named.
  package var path: String
  /// The model and the template that were asked for in place of the suite's.
  package var model: String?
  package var template: String?
  package var startedAt: Timestamp
  package var duration: Duration
  package var entries: [Entry]
  /// What it was compared with; nil where there is nothing.
  package var baseline: String?

  /// - Parameter results: of these cases, in any order; of two of one repetition the later one counts.
  package init(
    _ suite: RegressionSuite, path: String, results: [SuiteResult], baseline: SuiteBaseline?,
    startedAt: Timestamp, duration: Duration = .zero
  ) {
    (name, self.path, self.startedAt, self.duration) = (suite.name, path, startedAt, duration)
    self.baseline = baseline?.origin
    var latest: [String: [Int: SuiteResult]] = [:]
    for result in results { latest[result.caseName, default: [:]][result.repetition] = result }
    entries = suite.cases.map { suiteCase in
      let results = (1...suiteCase.repetitions).compactMap { latest[suiteCase.name]?[$0] }
      let verdict = CaseVerdict(results, repetitions: suiteCase.repetitions)
      let isExcused = baseline?.excuses(suiteCase.name) ?? false
      return Entry(
        name: suiteCase.name, tags: suiteCase.tags, repetitions: suiteCase.repetitions, results: results,
        verdict: verdict, before: baseline?[suiteCase.name], isRegression: verdict.mostlyFails && !isExcused)
    }
  }

  /// The names of cases that fail, and are not known to have failed before.
  package var regressed: [String] { entries.filter(\.isRegression).map(\.name) }

  package var results: [SuiteResult] { entries.flatMap(\.results) }

  /// Whether every case has all of its results.
  package var isComplete: Bool { entries.allSatisfy { $0.results.count == $0.repetitions } }

  /// Why an answer could not be looked at, also in a case that fails anyway or is flaky: nobody knows what it would have been.
  package var firstError: LLMError? { results.lazy.compactMap(\.error).first }

  /// What the answers cost together, as far as it is known, and whether more was spent that nobody knows.
  package var cost: (known: Money, isLowerBound: Bool) {
    let isLowerBound = results.contains { $0.answer.error == nil && $0.answer.cost == nil }
    return (results.compactMap(\.answer.cost).reduce(.zero, +), isLowerBound)
  }

  /// What judges cost together.
  package var judgeCost: Money { results.map(\.judgeCost).reduce(.zero, +) }

  /// How many cases have a verdict with this name.
  package func count(_ verdict: String) -> Int { entries.count { $0.verdict.name == verdict } }

  /// How many assertions were not measured.
  package var unmeasured: Int { results.flatMap(\.outcomes).count { $0.state == .unmeasured } }
}
