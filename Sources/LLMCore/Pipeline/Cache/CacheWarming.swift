/// Asks a list of prompts ahead of time, so that their answers are there when somebody asks. What is there is not asked.
package struct CacheWarming: Sendable {
  private static let sizeLimit = 64 << 20
  private static let keptTextLimit = 4 << 20

  /// What became of a prompt.
  private enum Outcome: Sendable { case asked(Money?), there, failed(LLMError) }

  /// What became of all of them.
  private struct Tally {
    var asked = 0
    var there = 0
    var failed = 0
    var spent = Money.zero
    var unpriced = 0
    var firstFailure: LLMError?
  }

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// Asks the prompts of a file with JSON lines, each a string or an object with `prompt` and perhaps `system`.
  ///
  /// - Parameters:
  ///   - asking: model, options and all the rest that the questions have in common.
  ///   - jobs: how many to ask at the same time.
  ///
  /// Throws `LLMError` for a file that cannot be read, and for questions whose answers would not be kept.
  package func run(
    _ path: String, _ asking: ChatInvocation, jobs: Int, asJSON: Bool
  ) async throws(LLMError) -> ExitCode {
    let questions = try await questions(path, asking)
    let tally = await ask(questions, jobs: jobs)
    let left = questions.count - tally.asked - tally.there - tally.failed
    try tell(tally, left: left, asJSON)
    if let signal = context.interruption.received { return LLMError(signal, "interrupted").exitCode }
    if let failure = tally.firstFailure { reporter.error(failure) }
    return tally.firstFailure?.exitCode ?? .complete
  }

  // MARK: Questions

  private func questions(_ path: String, _ asking: ChatInvocation) async throws(LLMError) -> [Question] {
    let prompts = try prompts(path)
    let maker = try QuestionMaker(context: context, reporter: reporter, invocation: asking, command: "cache warm")
    let options = try GenerationOptions.parse(asking.options)
    let sources = PromptSources(files: context.files, input: context.input) { [reporter] in reporter.warning($0) }
    let system = try asking.system.map { (text) throws(LLMError) in try sources.text(text) }
    let choice = try await maker.choose(asking.model)
    var questions: [Question] = []
    for prompt in prompts {
      let question = try maker.question(
        QuestionMaker.Turn(
          system: prompt.system ?? system ?? maker.settings.system?.value, earlier: [], prompt: prompt.text,
          options: options, keptTextLimit: Self.keptTextLimit), to: choice)
      if let obstacle = AnswerCache(question, context: context, reporter: reporter).policy.obstacle {
        throw LLMError(
          .usage, "the answers would not be kept: \(obstacle.phrase)",
          advice: "Add -o temperature=0 if those who ask later do so, or --cache")
      }
      questions.append(question)
    }
    return questions
  }

  private func prompts(_ path: String) throws(LLMError) -> [(text: String, system: String?)] {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try context.files.read(path, limit: Self.sizeLimit) } catch {
      throw LLMError(.inputMissing, "cannot read the prompts in '\(path)': \(error.phrase)")
    }
    var prompts: [(text: String, system: String?)] = []
    for (number, line) in zip(1..., bytes.split(separator: 0x0A, omittingEmptySubsequences: false)) {
      guard line.contains(where: { !$0.isBlank }) else { continue }
      guard let value = try? JSONReader.parse(Array(line)), let text = value.text ?? value["prompt"]?.text,
        !text.trimmingBlanks.isEmpty
      else {
        throw LLMError(
          .inputInvalid, "line \(number) of '\(path)' is no prompt",
          advice: "Each line is a JSON string, or an object with \"prompt\" and perhaps \"system\"")
      }
      prompts.append((text, value["system"]?.text))
    }
    guard !prompts.isEmpty else { throw LLMError(.inputInvalid, "there are no prompts in '\(path)'") }
    return prompts
  }

  // MARK: Asking

  private func ask(_ questions: [Question], jobs: Int) async -> Tally {
    await withTaskGroup(of: Outcome.self) { group in
      var tally = Tally()
      var rest = questions[...]
      func begin(_ group: inout TaskGroup<Outcome>) {
        guard context.interruption.received == nil, let question = rest.popFirst() else { return }
        group.addTask { await ask(question) }
      }
      for _ in 0..<max(1, jobs) { begin(&group) }
      while let outcome = await group.next() {
        Self.count(outcome, in: &tally)
        begin(&group)
      }
      return tally
    }
  }

  private func ask(_ question: Question) async -> Outcome {
    // A look counts as no use of the entry.
    let cache = AnswerCache(question, context: context, reporter: reporter)
    do throws(CacheError) {
      if let found = try await cache.look(), found.isUsable { return .there }
    } catch {
      return .failed(error.failure)
    }
    let answer = await RequestPipeline(context: context, reporter: reporter).run(question, sink: QuietSink())
    if let error = answer.error { return .failed(error) }
    return .asked(AnswerPrice(answer)?.total)
  }

  private static func count(_ outcome: Outcome, in tally: inout Tally) {
    switch outcome {
    case .there: tally.there += 1
    case .failed(let error):
      tally.failed += 1
      tally.firstFailure = tally.firstFailure ?? error
    case .asked(let price):
      tally.asked += 1
      if let price { tally.spent += price } else { tally.unpriced += 1 }
    }
  }

  private func tell(_ tally: Tally, left: Int, _ asJSON: Bool) throws(LLMError) {
    let output = OutputWriter(console: context.console)
    if asJSON {
      try output.show(
        .object([
          JSONMember("version", .integer(1)), JSONMember("type", .string("cache_warm")),
          JSONMember("asked", .integer(tally.asked)), JSONMember("there", .integer(tally.there)),
          JSONMember("failed", .integer(tally.failed)), JSONMember("not_asked", .integer(left)),
          JSONMember("price_usd", tally.spent.json), JSONMember("unpriced", .integer(tally.unpriced)),
        ]))
      return
    }
    var text = "\(tally.asked) asked, \(tally.there) already there, \(tally.failed) failed"
    if left > 0 { text += ", \(left) not asked" }
    if tally.spent > .zero { text += ", for \(tally.spent.shown)" }
    if tally.unpriced > 0 { text += " (\(tally.unpriced) without a known price)" }
    try output.show(text + ".\n")
  }
}
