/// One run of `llmctl review`: from the change to the report and the exit code.
package struct ReviewRun: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Throws `LLMError` for what fails before anything is asked; later failures are part of the report.
  package func run(_ invocation: ReviewInvocation) async throws(LLMError) -> ExitCode {
    let startedAt = context.time.monotonic()
    let known = try KnownFiles(context: context).load(baseline: invocation.baseline)
    let change = try await ChangeReader(context: context, reporter: reporter).read(invocation)
    var report = ReviewReport(source: change.source, provider: "", model: "", toolVersion: context.version)
    report.startedAt = context.time.now().rfc3339
    report.gate = ReviewGate(threshold: invocation.threshold)
    if change.isEmpty, !invocation.estimates {
      let place = invocation.paths.isEmpty ? "" : " below \(invocation.paths.map(\.shown).joined(separator: ", "))"
      reporter.notice("there is nothing to review: \(change.source) has no changes\(place)")
      return try finish(&report, [], change, known, invocation, startedAt)
    }
    var asking = try await ReviewAsking(about: change, invocation, context, reporter)
    var invocation = invocation
    // Where the configuration keeps nothing of calls, nothing of their findings is kept either.
    if let first = asking.questions.first, first.recordedTurn == nil { invocation.asking.isLogged = false }
    (report.provider, report.model) = (asking.choice.target.account.name, asking.choice.target.model)
    (report.skipped, report.unreviewed) = (asking.plan.skipped, asking.plan.unreviewed)
    if invocation.estimates {
      var estimate = ReviewEstimate(asking, of: change)
      if let first = asking.questions.first {
        estimate.budgets = try await BudgetBook(context: context).entries(for: first)
      }
      return try show(estimate, invocation)
    }
    if let first = asking.questions.first { try CostLimit.requirePrice(first) }
    if let limit = invocation.asking.maxCost {
      asking.questions = try ReviewEstimate(asking, of: change).held(within: limit)
    }
    if let baseline = invocation.baseline, change.edits(RawPath(baseline)) {
      reporter.warning("the change edits \(baseline); look at what it accepts")
    }
    // Whoever writes a change could dismiss what it brings in.
    if asking.plan.skipped.contains(where: { $0.path.bytes.elementsEqual(KnownFiles.dismissals.utf8) }) {
      reporter.warning("the change edits \(KnownFiles.dismissals); look at what it dismisses")
    }
    let plan = asking.plan
    async let looking = Self.ownFindings(change, plan)
    let found = await review(asking, invocation, &report)
    let own = await looking
    report.remarks = own.remarks
    for remark in own.remarks { reporter.warning(remark) }
    let proven = PatchProof(context: context, reporter: reporter).check(found, of: change)
    return try finish(&report, own.findings + proven, change, known, invocation, startedAt)
  }

  /// Looks while models are asked.
  @concurrent private static func ownFindings(_ change: ReviewedChange, _ plan: ReviewPlan) async -> OwnFindings {
    OwnFindings(change, plan)
  }

  private func show(_ estimate: ReviewEstimate, _ invocation: ReviewInvocation) throws(LLMError) -> ExitCode {
    let output = OutputWriter(console: context.console)
    if invocation.format == .json { try output.show(estimate.json) } else { try output.show(estimate.text) }
    return .complete
  }

  // MARK: Asking

  private func review(
    _ asking: ReviewAsking, _ invocation: ReviewInvocation, _ report: inout ReviewReport
  ) async -> [ReviewFinding] {
    let progress = ReviewProgress(context: context, reporter: reporter, parts: asking.parts.count)
    defer { progress.end() }
    let review = PartReview(
      context: context, reporter: progress.reporter, symbol: asking.plan.outlines.symbol,
      minConfidence: invocation.minConfidence, focus: invocation.focus, cache: asking.cache)
    var findings = asking.kept.flatMap { add(review.reuse($0), of: [$0.piece], to: &report) }
    report.cachedParts = asking.kept.count
    if !asking.kept.isEmpty { report.price = .zero }
    let jobs = max(1, invocation.jobs)
    let turnstile = Turnstile(places: jobs)
    // As many more are made ready while those are asked; but one at a time stays one after the other.
    let begun = jobs == 1 ? 1 : 2 * jobs
    let outcomes = await withTaskGroup(of: (Int, PartReview.Outcome).self) { group in
      var outcomes = [PartReview.Outcome?](repeating: nil, count: asking.parts.count)
      var next = 0
      func begin(_ group: inout TaskGroup<(Int, PartReview.Outcome)>) {
        guard next < outcomes.count, context.interruption.received == nil else { return }
        let (index, part) = (next, asking.parts[next])
        var question = asking.questions[next]
        question.turnstile = turnstile
        next += 1
        group.addTask { [question] in (index, await review.run(part, question)) }
      }
      for _ in 0..<begun { begin(&group) }
      while let (index, outcome) = await group.next() {
        outcomes[index] = outcome
        progress.advance(asking.parts[index])
        begin(&group)
      }
      return outcomes
    }
    for (part, outcome) in zip(asking.parts, outcomes) {
      if let outcome, outcome.wasAsked { count(outcome, in: &report) }
      findings += add(outcome, of: part.pieces, to: &report)
    }
    report.reviewed = asking.plan.files(among: Set(report.reviewed))
    return findings
  }

  /// Counts a call and what it cost.
  private func count(_ outcome: PartReview.Outcome, in report: inout ReviewReport) {
    report.calls += 1
    report.usage = report.usage.adding(outcome.usage)
    if let price = outcome.price {
      report.price = (report.price ?? .zero) + price
    } else if outcome.usage != Usage() {
      report.priceIsLowerBound = true
    }
  }

  /// Adds what came of pieces, nil where they were not come to.
  private func add(
    _ outcome: PartReview.Outcome?, of pieces: [ReviewPlan.Piece], to report: inout ReviewReport
  ) -> [ReviewFinding] {
    let places = pieces.map(\.place)
    if let error = outcome?.error, !report.errors.contains(error) { report.errors.append(error) }
    guard let outcome, outcome.error == nil else {
      let reason = outcome?.error?.message ?? "interrupted"
      report.unreviewed += places.map { ReviewReport.Unreviewed($0.path, lines: $0.lines, reason: reason) }
      return []
    }
    report.moved += outcome.moved
    for (reason, count) in outcome.dropped { report.dropped[reason, default: 0] += count }
    report.reviewed += places.map(\.path)
    return outcome.findings
  }

  // MARK: After

  private func finish(
    _ report: inout ReviewReport, _ findings: [ReviewFinding], _ change: ReviewedChange, _ known: KnownFiles.Loaded,
    _ invocation: ReviewInvocation, _ startedAt: Duration
  ) throws(LLMError) -> ExitCode {
    let merged = MergedFindings(findings, digest: ContentHash.ofFinding)
    let states = known.findings(of: change, context)
    report.entries = merged.findings.map { ReviewReport.Entry($0, states.state(of: $0)) }
    report.duplicates = merged.duplicates
    report.duration = context.time.monotonic() - startedAt
    report.interruption = context.interruption.received?.exitCode
    if let top = change.top, invocation.asking.isLogged {
      do throws(FileError) { try LastFindings(context, top: top).keep(merged.findings) } catch {
        reporter.detail("the findings cannot be kept for 'review dismiss': \(error.phrase)")
      }
    }
    if let path = invocation.newBaseline {
      try KnownFiles(context: context).write(Baseline(merged.findings.map(KnownFinding.init)), to: path)
    }
    let style = style(restoring: change.redactor, invocation)
    let bytes = invocation.format.bytes(of: report, style: style)
    try write(bytes, invocation)
    for error in report.errors { reporter.error(error) }
    return report.exitCode(for: invocation.format)
  }

  private func write(_ bytes: [UInt8], _ invocation: ReviewInvocation) throws(LLMError) {
    if let path = invocation.output {
      do throws(FileError) { try context.tree.replace(RawPath(path), bytes) } catch {
        throw LLMError(.cannotWrite, "cannot write the report to \(path): \(error.phrase)")
      }
      return
    }
    let output = OutputWriter(console: context.console)
    if invocation.format == .text {
      try output.show(coloured: String(decoding: bytes, as: UTF8.self))
    } else {
      try output.show(bytes)
    }
  }

  /// Colours where somebody looks, and secrets as they are: nobody else sees them.
  private func style(restoring redactor: SecretRedactor, _ invocation: ReviewInvocation) -> ReportStyle {
    let isTerminal = context.console.outputIsTerminal && invocation.output == nil
    let columns = isTerminal ? context.terminal.size.columns : nil
    @Sendable func width(_ text: String) -> Int { displayWidth(of: text.utf8) }
    @Sendable func restore(_ text: String) -> String { isTerminal ? redactor.restored(text) : text }
    if Appearance().depth(context.environment, isTerminal: isTerminal) == .none {
      return ReportStyle(columns: columns, width: width, restore: restore, showsKnown: invocation.showsKnown)
    }
    return ReportStyle.coloured(columns: columns, width: width, restore: restore, showsKnown: invocation.showsKnown)
  }
}
