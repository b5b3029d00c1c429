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

  /// Throws `LLMError` for what fails before anything is asked; later failures are part of the reports.
  package func run(_ invocation: SuiteInvocation) async throws(LLMError) -> ExitCode {
    var suites: [Ready] = []
    for path in invocation.paths { suites.append(try await ready(path, invocation)) }
    if invocation.asking.estimates { return try await estimate(suites, invocation) }
    var (plans, estimates): ([SuitePlan], [SuiteEstimate]) = ([], [])
    for ready in suites {
      let plan = try SuitePlan(
        ready.suite, ready.path, content: ready.asking.content, isWhole: ready.isWhole, invocation, context)
      plans.append(plan)
      estimates.append(SuiteEstimate(ready.asking, plan.assignments, name: ready.suite.name))
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
    try SuiteReportWriter(context: context).write(reports, invocation, exitCode: code)
    if interruption != nil { reporter.notice("interrupted; 'llmctl replay suite --resume' asks for the rest") }
    return code
  }

  // MARK: Before

  private func ready(_ path: String, _ invocation: SuiteInvocation) async throws(LLMError) -> Ready {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try context.files.read(path, limit: Self.sizeLimit) } catch {
      throw LLMError(
        .inputMissing, "cannot read the suite '\(path)': \(error.phrase)",
        advice: "'llmctl replay export' makes one of real calls")
    }
    let whole = try SuiteReader.read(bytes, path: path)
    var suite = whole.filtered(by: invocation.filters)
    guard !suite.cases.isEmpty else {
      throw LLMError(
        .inputMissing,
        "no case of '\(path)' has '\(invocation.filters.joined(separator: "' or '"))' in its name or tags")
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
    let progress = SuiteProgress(
      context: context, reporter: reporter, name: ready.suite.name, total: plan.assignments.count)
    let (asking, inner) = (ready.asking, progress.reporter)
    let runner = SuiteRunner(
      cases: ready.suite.cases, jobs: invocation.jobs,
      ask: { index, _, _ in await asking.ask(index, inner) },
      check: { index, answer in await asking.check(index, answer, inner) },
      isInterrupted: { [context] in context.interruption.received != nil })
    var results = plan.kept
    await runner.run(plan.assignments) { result in
      results.append(result)
      file?.add(result)
      progress.advance(result)
    }
    progress.end()
    var report = SuiteReport(
      ready.suite, path: ready.path, results: results, baseline: plan.baseline, isWhole: ready.isWhole,
      startedAt: plan.run.startedAt, duration: context.time.monotonic() - began)
    (report.model, report.template) = (invocation.asking.model, invocation.template)
    if report.isComplete {
      let isStandard = !invocation.triesOut && report.regressed.isEmpty
      file?.end(isAccepted: ready.isWhole && (invocation.accepts || isStandard))
    }
    return report
  }
}
