/// One run of `llmctl replay suite`: from the files to the reports and the exit code.
package struct SuiteRun: Sendable {
  private static let sizeLimit = 64 << 20

  private let context: AppContext
  private let reporter: Reporter
  private let templates: (any SuiteTemplates)?

  /// - Parameter templates: what reads the templates that cases name; nil for those of the project, the user and llmctl.
  package init(context: AppContext, reporter: Reporter, templates: (any SuiteTemplates)? = nil) {
    (self.context, self.reporter, self.templates) = (context, reporter, templates)
  }

  /// A suite that is ready to be asked.
  private struct Ready {
    let path: String
    let suite: RegressionSuite
    var asking: SuiteAsking
    /// Whether all of its cases were chosen.
    let isWhole: Bool
  }

  /// Throws `LLMError` for what fails before anything is asked, and for a report that cannot be written; other failures are part of
  /// the reports.
  package func run(_ invocation: SuiteInvocation) async throws(LLMError) -> ExitCode {
    let writer = SuiteReportWriter(context: context, reporter: reporter)
    try writer.check(invocation)
    var suites = try await suites(invocation)
    if invocation.asking.estimates { return try await estimate(suites, invocation) }
    var (plans, estimates): ([SuitePlan], [SuiteEstimate]) = ([], [])
    defer { for plan in plans { plan.claim?.release() } }
    for ready in suites {
      let plan = try SuitePlan(ready.suite, ready.path, content: ready.asking.content, invocation, context)
      plans.append(plan)
      estimates.append(SuiteEstimate(ready.asking, plan.assignments, name: ready.suite.name))
      if let file = invocation.baseline, plan.baseline == nil {
        reporter.warning(
          "'\(ready.suite.name)' is not in the baseline \(RawPath(file).shown); what fails in it counts as a regression"
        )
      }
    }
    if let limit = invocation.asking.maxCost {
      let shares = try SuiteEstimate.shares(of: limit, among: estimates)
      for index in suites.indices {
        suites[index].asking = estimates[index].held(suites[index].asking, within: shares[index])
      }
    }
    for (plan, estimate) in zip(plans, estimates) where !plan.assignments.isEmpty { reporter.notice(estimate.line) }
    var reports: [SuiteReport] = []
    for (ready, plan) in zip(suites, plans) where context.interruption.received == nil || reports.isEmpty {
      reports.append(await run(ready, plan, invocation))
    }
    let interruption = context.interruption.received.map { LLMError($0, "interrupted").exitCode }
    let code = invocation.gate.exitCode(for: reports, interruption: interruption)
    try writer.write(reports, invocation, exitCode: code)
    if interruption != nil { reporter.notice("interrupted; 'llmctl replay suite --resume' asks for the rest") }
    return code
  }

  // MARK: Before

  /// All suites, which can be told apart: in the folder of runs by their files, in reports by their names.
  private func suites(_ invocation: SuiteInvocation) async throws(LLMError) -> [Ready] {
    var (suites, places): ([Ready], Set<RawPath>) = ([], [])
    for path in invocation.paths {
      guard places.insert(ReportFile.place(of: path, context)).inserted else {
        throw LLMError(
          .usage, "the suite \(RawPath(path).shown) is named twice", advice: "To ask it more than once, use --times")
      }
      let ready = try await ready(path, invocation)
      if let other = suites.first(where: { $0.suite.name == ready.suite.name }) {
        throw LLMError(
          .inputInvalid,
          "two suites are named '\(ready.suite.name)': \(RawPath(other.path).shown) and \(RawPath(path).shown)",
          advice: "Give each a 'name' of its own, by which reports tell them apart")
      }
      suites.append(ready)
    }
    return suites
  }

  private func ready(_ path: String, _ invocation: SuiteInvocation) async throws(LLMError) -> Ready {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try context.tree.open(RawPath(path), waitsForWriter: true).readToEnd(limit: Self.sizeLimit)
    } catch {
      throw LLMError(
        .inputMissing, "cannot read the suite '\(RawPath(path).shown)': \(error.phrase)",
        advice: "'llmctl replay export' makes one of real calls")
    }
    let whole = try SuiteReader.read(bytes, path: path)
    var suite = whole.filtered(by: invocation.filters)
    guard !suite.cases.isEmpty else {
      throw LLMError(
        .inputMissing,
        "no case of '\(RawPath(path).shown)' has '\(invocation.filters.joined(separator: "' or '"))' in its name or tags"
      )
    }
    if let repetitions = invocation.repetitions {
      for index in suite.cases.indices { suite.cases[index].repetitions = repetitions }
    }
    let templates =
      templates ?? LibraryTemplates(context: context, reporter: reporter, isTrusted: invocation.asking.trustsPrompts)
    let asking = try await SuiteAsking(suite, path: path, invocation, templates, context, reporter)
    return Ready(path: path, suite: suite, asking: asking, isWhole: suite.cases.count == whole.cases.count)
  }

  private func estimate(_ suites: [Ready], _ invocation: SuiteInvocation) async throws(LLMError) -> ExitCode {
    var estimates: [SuiteEstimate] = []
    for ready in suites {
      var estimate = SuiteEstimate(
        ready.asking, SuiteRunner.assignments(of: ready.suite.cases), name: ready.suite.name)
      if let first = ready.asking.cases.first {
        estimate.budgets = try await BudgetBook(context: context).entries(for: first.question)
      }
      estimates.append(estimate)
    }
    let output = OutputWriter(console: context.console)
    if invocation.format == .json {
      try output.show(.document("suite_estimate", [JSONMember("suites", .array(estimates.map(\.json)))]))
    } else {
      try output.show(estimates.map(\.text).joined())
    }
    return .complete
  }

  // MARK: Asking

  private func run(_ ready: Ready, _ plan: SuitePlan, _ invocation: SuiteInvocation) async -> SuiteReport {
    let began = context.time.monotonic()
    let file = invocation.asking.isLogged ? SuiteRunFile(plan, reporter) : nil
    defer { file?.release() }
    let progress = SuiteProgress(
      context: context, reporter: reporter, name: ready.suite.name, total: plan.assignments.count)
    let (asking, inner) = (ready.asking, progress.reporter)
    let runner = SuiteRunner(
      cases: ready.suite.cases, jobs: invocation.jobs,
      ask: { assignment in await asking.ask(assignment.caseIndex, inner) },
      check: { index, answer in await asking.check(index, answer, inner) },
      isInterrupted: { [context] in context.interruption.received != nil })
    var results = plan.kept
    await runner.run(plan.assignments) { found in
      let result = asking.reportable(found)
      results.append(result)
      file?.add(result)
      progress.advance(result)
    }
    progress.end()
    var report = SuiteReport(
      ready.suite, path: RawPath(ready.path).shown, results: results, baseline: plan.baseline,
      startedAt: plan.run.startedAt, duration: context.time.monotonic() - began)
    (report.model, report.template) = (invocation.asking.model, invocation.template)
    let isAccepted = accepts(report, ready, invocation)
    if report.isComplete { file?.end(isAccepted: isAccepted) }
    return report
  }

  /// Whether later runs are compared with this one. Where an answer could not be looked at, what was known to fail would be forgotten,
  /// and be a regression when it fails again.
  private func accepts(_ report: SuiteReport, _ ready: Ready, _ invocation: SuiteInvocation) -> Bool {
    guard report.isComplete, report.firstError == nil else {
      if invocation.accepts {
        let reason = report.isComplete ? "there are errors in it" : "it is not complete"
        reporter.warning("later runs are not compared with this one of '\(report.name)', since \(reason)")
      }
      return false
    }
    return ready.isWhole && (invocation.accepts || (!invocation.triesOut && report.regressed.isEmpty))
  }
}
