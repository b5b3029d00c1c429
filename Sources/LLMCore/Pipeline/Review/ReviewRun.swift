/// One run of `llmctl review`: from the change to the report and the exit code.
package struct ReviewRun: Sendable {
  /// Tokens of a part's diff unless somebody says: more of it makes models overlook things.
  private static let usualPartTokens = 12_000
  /// What is kept free of a window for the answer: a quarter, and no more than this.
  private static let mostAnswerTokens = 4_096
  private static let leastPartTokens = 256
  /// Where nobody knows how large the window is.
  private static let assumedWindow = 8_192
  private static let reasks = 2
  private static let keptTextLimit = 4 << 20

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
    if change.diff.files.isEmpty, change.skipped.isEmpty, change.unreadable.isEmpty {
      reporter.notice("there is nothing to review: \(change.source) has no changes")
      return try finish(&report, [], change, known, invocation, startedAt)
    }
    var asking = try await ask(change, invocation)
    (report.provider, report.model) = (asking.choice.target.account.name, asking.choice.target.model)
    (report.skipped, report.unreviewed) = (asking.plan.skipped, asking.plan.unreviewed)
    if invocation.estimates { return try show(asking.estimate(of: change), invocation) }
    if let limit = invocation.asking.maxCost { asking.questions = try held(asking, change, within: limit) }
    // Whoever writes a change could dismiss what it brings in.
    if asking.plan.skipped.contains(where: { $0.path.bytes.elementsEqual(KnownFiles.dismissals.utf8) }) {
      reporter.warning("the change edits \(KnownFiles.dismissals); look at what it dismisses")
    }
    let own = OwnFindings(change, asking.plan)
    report.remarks = own.remarks
    for remark in own.remarks { reporter.warning(remark) }
    let found = await review(asking, invocation, &report)
    return try finish(&report, own.findings + found, change, known, invocation, startedAt)
  }

  // MARK: Before

  /// Whom to ask what.
  private struct Asking: Sendable {
    let choice: QuestionMaker.Choice
    let plan: ReviewPlan
    /// One for each part, and the name its answer is kept under.
    var questions: [Question]
    let names: [String]
    /// What was said about a part before; nil where it has to be asked about.
    let kept: [JSONValue?]
    let cache: ReviewCache
    let counter: ReviewCounter

    func estimate(of change: ReviewedChange) -> ReviewEstimate {
      ReviewEstimate(
        questions: zip(questions, kept).compactMap { $1 == nil ? $0 : nil }, plan: plan, change: change,
        count: { counter.basis.count($0) },
        exactness: counter.basis.exactness)
    }
  }

  private func ask(_ change: ReviewedChange, _ invocation: ReviewInvocation) async throws(LLMError) -> Asking {
    let structure = StructuredOutput(
      name: FindingsSchema.name, schema: try findingsSchema(), reasks: Self.reasks, isShownInParts: false)
    let maker = try QuestionMaker(
      context: context, reporter: reporter, invocation: invocation.asking, command: "review", structure: structure)
    let choice = try await maker.choose(invocation.asking.model)
    let counter = ReviewCounter(model: choice.target.model)
    let prompt = ReviewPrompt(focus: invocation.focus.map(\.rawValue), language: invocation.language)
    let window = await Session.window(of: choice, context) ?? Self.assumedWindow
    let answerTokens = min(Self.mostAnswerTokens, window / 4)
    let limit = try partTokens(window - answerTokens, counter, prompt, invocation)
    let plan = ReviewPlan(change, takesAll: invocation.takesAll, limit: limit, count: counter.counting())
    var options = try GenerationOptions.parse(invocation.asking.options)
    if !options.contains(where: { $0.name == "max_tokens" }) {
      options.append(JSONMember("max_tokens", .integer(answerTokens)))
    }
    let questions = try questions(about: plan.parts, prompt, options, maker, choice)
    let folder = Folders(context.environment)?.reviews
    let cache = ReviewCache(tree: context.tree, folder: folder.map { RawPath($0) })
    let names = zip(plan.parts, questions).map { ReviewCache.name(of: $0.prompt, prompt.system, $1) }
    return Asking(
      choice: choice, plan: plan, questions: questions, names: names,
      kept: names.map { invocation.asksAgain ? nil : cache.value($0) }, cache: cache, counter: counter)
  }

  /// One question for each part. What a provider is not told of it is said once.
  private func questions(
    about parts: [ReviewPlan.Part], _ prompt: ReviewPrompt, _ options: [JSONMember], _ maker: QuestionMaker,
    _ choice: QuestionMaker.Choice
  ) throws(LLMError) -> [Question] {
    var questions: [Question] = []
    for part in parts {
      var random = ChanceGenerator(chance: context.chance)
      let text = prompt.message(part.prompt, using: &random)
      if let first = questions.first {
        questions.append(first.asking(text))
      } else {
        let turn = QuestionMaker.Turn(
          system: prompt.system, earlier: [], prompt: text, options: options, keptTextLimit: Self.keptTextLimit)
        questions.append(try maker.question(turn, to: choice))
      }
    }
    return questions
  }

  /// The schema is a constant of ours; that it can be compiled is tested.
  private func findingsSchema() throws(LLMError) -> JSONSchema {
    do throws(SchemaFlaw) { return try JSONSchema.checked(FindingsSchema.schema) } catch {
      throw LLMError(.internalError, "the schema of findings cannot be used", detail: "\(error)")
    }
  }

  /// Tokens of a part's diff, where the prompt may have so many in all.
  private func partTokens(
    _ room: Int, _ counter: ReviewCounter, _ prompt: ReviewPrompt, _ invocation: ReviewInvocation
  ) throws(LLMError) -> Int {
    let fixed = counter.basis.count(prompt.system) + counter.basis.count(JSONWriter.text(of: FindingsSchema.schema))
    let limit = min(invocation.partTokens ?? Self.usualPartTokens, room - fixed)
    guard limit >= Self.leastPartTokens else {
      throw LLMError(
        .contextOverflow, "the model's window leaves room for a prompt of \(room) tokens, too few for a review",
        advice: "Ask a model with a larger window")
    }
    return limit
  }

  // MARK: Price

  private func show(_ estimate: ReviewEstimate, _ invocation: ReviewInvocation) throws(LLMError) -> ExitCode {
    let output = OutputWriter(console: context.console)
    if invocation.format == .json { try output.show(estimate.json) } else { try output.show(estimate.text) }
    return .complete
  }

  /// The questions, each with its share of the money: what its first answer can cost at most, and an equal part of what is left for
  /// asking again. Together they cannot cost more than the limit.
  private func held(
    _ asking: Asking, _ change: ReviewedChange, within limit: Money
  ) throws(LLMError) -> [Question] {
    guard let most = asking.estimate(of: change).worstCase else {
      throw LLMError(
        .budget, "nobody knows what this review can cost, so --max-cost cannot be kept",
        advice: "Leave out --max-cost, or ask a model that 'llmctl models' has a price for")
    }
    guard most <= limit else {
      throw LLMError(
        .budget, "this review could cost up to \(most.shown), and --max-cost allows \(limit.shown)",
        advice: "'llmctl review --estimate' shows the parts; narrow it down with '-- PATH', or allow more")
    }
    let rest = Money(femtodollars: (limit - most).femtodollars / Int128(max(1, asking.kept.count { $0 == nil })))
    return asking.questions.map { question in
      guard case .amount(let own) = CostLimit.most(question, question.shapedRequest) else { return question }
      var question = question
      question.maxCost = own + rest
      return question
    }
  }

  // MARK: Asking

  private func review(
    _ asking: Asking, _ invocation: ReviewInvocation, _ report: inout ReviewReport
  ) async -> [ReviewFinding] {
    let progress = ReviewProgress(context: context, reporter: reporter, parts: asking.plan.parts.count)
    defer { progress.end() }
    let review = PartReview(
      context: context, reporter: progress.reporter, symbol: asking.plan.outlines.symbol,
      minConfidence: invocation.minConfidence, focus: invocation.focus, cache: asking.cache)
    let outcomes = await withTaskGroup(of: (Int, PartReview.Outcome).self) { group in
      var outcomes = [PartReview.Outcome?](repeating: nil, count: asking.plan.parts.count)
      var next = 0
      func begin(_ group: inout TaskGroup<(Int, PartReview.Outcome)>) {
        guard next < outcomes.count, context.interruption.received == nil else { return }
        let (index, part, question, name) = (
          next, asking.plan.parts[next], asking.questions[next], asking.names[next]
        )
        let kept = asking.kept[next]
        next += 1
        group.addTask {
          if let kept { return (index, review.reuse(kept, part)) }
          return (index, await review.run(part, question, name))
        }
      }
      for _ in 0..<max(1, invocation.jobs) { begin(&group) }
      while let (index, outcome) = await group.next() {
        outcomes[index] = outcome
        progress.advance(asking.plan.parts[index])
        begin(&group)
      }
      return outcomes
    }
    return zip(asking.plan.parts, outcomes).flatMap { add($1, of: $0, to: &report) }
  }

  private func add(
    _ outcome: PartReview.Outcome?, of part: ReviewPlan.Part, to report: inout ReviewReport
  ) -> [ReviewFinding] {
    guard let outcome else {
      report.unreviewed += part.places.map { place in
        ReviewReport.Unreviewed(place.path, lines: place.lines, reason: "interrupted")
      }
      return []
    }
    if outcome.isKept { report.cachedParts += 1 } else { report.calls += 1 }
    report.usage = report.usage.adding(outcome.usage)
    if outcome.isKept {
      report.price = report.price ?? .zero
    } else if let price = outcome.price {
      report.price = (report.price ?? .zero) + price
    } else if outcome.usage != Usage() {
      report.priceIsLowerBound = true
    }
    report.moved += outcome.moved
    for (reason, count) in outcome.dropped { report.dropped[reason, default: 0] += count }
    if let error = outcome.error {
      if !report.errors.contains(error) { report.errors.append(error) }
      report.unreviewed += part.places.map { place in
        ReviewReport.Unreviewed(place.path, lines: place.lines, reason: error.message)
      }
    } else {
      for place in part.places where !report.reviewed.contains(place.path) { report.reviewed.append(place.path) }
    }
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
    return context.interruption.received?.exitCode ?? report.exitCode(for: invocation.format)
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
    @Sendable func width(_ text: String) -> Int { displayWidth(of: text.utf8) }
    @Sendable func restore(_ text: String) -> String { isTerminal ? redactor.restored(text) : text }
    if Appearance().depth(context.environment, isTerminal: isTerminal) == .none {
      return ReportStyle(width: width, restore: restore, showsKnown: invocation.showsKnown)
    }
    return ReportStyle.coloured(width: width, restore: restore, showsKnown: invocation.showsKnown)
  }
}
