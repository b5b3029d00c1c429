/// What of a suite is to be asked now, what was answered before, and what it is compared with.
struct SuitePlan: Sendable {
  /// The run that this is, or that it goes on with.
  let run: KeptSuiteRun
  /// Where it is kept; nil for a user without a home.
  let folder: SuiteRunFolder?
  /// Its file; nil where it is yet to be made.
  let path: RawPath?
  let assignments: [SuiteRunner.Assignment]
  /// Results of before that stay.
  let kept: [SuiteResult]
  let baseline: SuiteBaseline?

  /// - Parameter content: names all that answers and verdicts depend on.
  ///
  /// Throws `LLMError` for a run to go on with that there is not, and for a baseline that cannot be read.
  init(
    _ suite: RegressionSuite, _ path: String, content: String, isWhole: Bool, _ invocation: SuiteInvocation,
    _ context: AppContext
  ) throws(LLMError) {
    folder = SuiteRunFolder(context: context, suite: path)
    let all = SuiteRunner.assignments(of: suite.cases)
    let isContinued = invocation.resumes || invocation.retriesErrors
    if isContinued {
      let found = folder?.newest { $0.run.content == content && (invocation.retriesErrors || !$0.run.isFinished) }
      guard let found else { throw Self.nothingToGoOnWith(suite.name, invocation) }
      (run, self.path) = (found.run, found.path)
      kept = invocation.retriesErrors ? run.results.filter { $0.verdict != .error } : run.results
      let (done, before) = (Self.keys(kept), Self.keys(run.results))
      assignments = all.filter { assignment in
        let key = Self.key(suite.cases[assignment.caseIndex].name, assignment.repetition)
        return !done.contains(key) && (invocation.resumes || before.contains(key))
      }
    } else {
      run = KeptSuiteRun(content: content, startedAt: context.time.now(), suite: suite, isWhole: isWhole)
      (self.path, kept, assignments) = (nil, [], all)
    }
    if let path = invocation.baseline {
      baseline = try Self.baseline(path, of: suite.name, context)
    } else {
      baseline = folder?.accepted(besides: self.path)?.run.baseline
    }
  }

  private static func key(_ name: String, _ repetition: Int) -> String { "\(repetition) \(name)" }

  private static func keys(_ results: [SuiteResult]) -> Set<String> {
    Set(results.map { key($0.caseName, $0.repetition) })
  }

  private static func nothingToGoOnWith(_ name: String, _ invocation: SuiteInvocation) -> LLMError {
    let (kind, flag) = invocation.retriesErrors ? ("", "--retry-errors") : ("unfinished ", "--resume")
    return LLMError(
      .inputMissing, "there is no \(kind)run of '\(name)' as it is now",
      advice: "Leave out \(flag) to ask all of it; a case, model or template that was changed makes another run")
  }

  private static let sizeLimit = 256 << 20

  /// What a report says about the suite of this name; nil where it was not in it.
  private static func baseline(
    _ path: String, of name: String, _ context: AppContext
  ) throws(LLMError) -> SuiteBaseline? {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try context.files.read(path, limit: sizeLimit) } catch {
      throw LLMError(
        .inputMissing, "cannot read the baseline '\(path)': \(error.phrase)",
        advice: "'llmctl replay suite FILE --json --output \(path)' writes one")
    }
    return try SuiteBaseline(report: bytes, path: path, suite: name)
  }
}
