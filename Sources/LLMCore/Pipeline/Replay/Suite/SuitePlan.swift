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
  /// Keeps others from going on with the same run; nil for one that begins.
  let claim: (any FileClaim)?

  /// - Parameter content: names all that answers and verdicts depend on.
  ///
  /// Throws `LLMError` for a run to go on with that there is not, or that another process goes on with, and for a baseline that cannot be
  /// read.
  init(
    _ suite: RegressionSuite, _ path: String, content: String, _ invocation: SuiteInvocation, _ context: AppContext
  ) throws(LLMError) {
    folder = SuiteRunFolder(context: context, suite: path)
    let all = SuiteRunner.assignments(of: suite.cases)
    var given: SuiteBaseline?
    if let file = invocation.baseline {
      given = try Self.baseline(file, of: (suite.name, RawPath(path).shown), context)
    }
    if invocation.resumes || invocation.retriesErrors {
      let (found, claim) = try Self.continued(suite.name, content, folder, invocation)
      (run, self.path, self.claim) = (found.run, found.path, claim)
      kept = invocation.retriesErrors ? run.results.filter { $0.verdict != .error } : run.results
      let (done, before) = (Self.keys(kept), Self.keys(run.results))
      assignments = all.filter { assignment in
        let key = Self.key(suite.cases[assignment.caseIndex].name, assignment.repetition)
        return !done.contains(key) && (invocation.resumes || before.contains(key))
      }
    } else {
      run = KeptSuiteRun(content: content, startedAt: context.time.now(), suite: suite)
      (self.path, claim, kept, assignments) = (nil, nil, [], all)
    }
    baseline = invocation.baseline == nil ? folder?.accepted(besides: self.path)?.run.baseline : given
  }

  /// The run to go on with. It is read again once nobody else goes on with it: another process may have, since it was found.
  private static func continued(
    _ name: String, _ content: String, _ folder: SuiteRunFolder?, _ invocation: SuiteInvocation
  ) throws(LLMError) -> (SuiteRunFolder.Kept, any FileClaim) {
    func find() -> SuiteRunFolder.Kept? {
      folder?.newest { $0.run.content == content && (invocation.retriesErrors || !$0.run.isFinished) }
    }
    guard let folder, let first = find() else { throw nothingToGoOnWith(name, invocation) }
    let claim: (any FileClaim)?
    do throws(FileError) { claim = try folder.claim(first.path) } catch {
      throw LLMError(.cannotWrite, "cannot go on with the run of '\(name)': \(error.phrase)")
    }
    guard let claim else {
      throw LLMError(
        .cannotWrite, "another process is asking for this run of '\(name)'", advice: "Wait until it has come to its end"
      )
    }
    guard let found = find(), found.path == first.path else {
      claim.release()
      throw nothingToGoOnWith(name, invocation)
    }
    guard invocation.resumes || found.run.isComplete else {
      claim.release()
      throw LLMError(
        .inputMissing, "the last run of '\(name)' did not come to its end: there are cases without a result",
        advice: "Ask for them with --resume; with --retry-errors beside it, also for what ended with an error")
    }
    return (found, claim)
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

  /// What a report says about a suite; nil where it was not in it.
  private static func baseline(
    _ path: String, of suite: (name: String, path: String), _ context: AppContext
  ) throws(LLMError) -> SuiteBaseline? {
    let bytes: [UInt8]
    let shown = RawPath(path).shown
    do throws(FileError) {
      bytes = try context.tree.open(RawPath(path), waitsForWriter: true).readToEnd(limit: sizeLimit)
    } catch {
      throw LLMError(
        .inputMissing, "cannot read the baseline '\(shown)': \(error.phrase)",
        advice: "'llmctl replay suite FILE --json --output \(shown)' writes one")
    }
    return try SuiteBaseline(report: bytes, path: shown, suite: suite)
  }
}
