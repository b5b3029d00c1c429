/// The response cache as one call has it: asks it before anybody else, and gives it what came of the call. Whatever is wrong
/// with it costs one warning and nothing else.
struct AnswerCache: Sendable {
  /// An entry, and whether it can be used.
  struct Found: Sendable {
    let entry: CachedAnswer
    let freshness: CachePolicy.Freshness
    /// What it holds, where a form was asked for.
    let reading: StructuredReading?

    /// Whether it answers the question.
    var isUsable: Bool {
      guard case .fresh = freshness else { return false }
      return reading?.problems.isEmpty ?? true
    }

    /// A phrase that says why it does, or why it does not.
    var phrase: String {
      if case .fresh = freshness, !isUsable { return "it does not have the form that is asked for now" }
      return freshness.phrase
    }
  }

  let policy: CachePolicy
  /// Nil where the cache is not used: then nothing of it is touched.
  let key: CacheKey?
  private let question: Question
  private let context: AppContext
  private let reporter: Reporter
  private var isBroken = false

  init(_ question: Question, context: AppContext, reporter: Reporter) {
    (self.question, self.context, self.reporter) = (question, context, reporter)
    policy = CachePolicy(
      question.request, question.caching,
      CachePolicy.Circumstances(
        isRecorded: question.recordedTurn != nil, hasTools: question.tools != nil, isResumed: question.resumed != nil))
    guard policy.obstacle == nil else {
      key = nil
      return
    }
    let call = question.provider.call(for: CacheKey.canonical(question.shapedRequest))
    let profile = question.account.profile
    key = CacheKey(
      dialect: "\(profile.dialect) \(profile.apiVersion)", provider: question.account.name, address: call.url.text,
      model: question.request.model, body: call.body)
  }

  // MARK: Before anybody is asked

  /// The answer, handed to the sink like one that comes from a server; nil where somebody has to be asked. Where nobody may be, the
  /// answer says why there is none.
  mutating func answer(into sink: any AnswerSink, _ startedAt: Duration) async -> Answer? {
    let found: Found?
    do throws(CacheError) { found = try await look() } catch {
      isBroken = true
      reporter.warning(error.sentence)
      return question.caching.mode == .only ? Self.missing(error.phrase) : nil
    }
    guard let found, found.isUsable, case .fresh(let age) = found.freshness else {
      let reason = found.map(\.phrase) ?? policy.obstacle?.phrase ?? "nobody asked this before"
      if question.caching.mode == .only { return Self.missing(reason) }
      if policy.obstacle == nil { reporter.detail("not in the response cache: \(reason)") }
      return nil
    }
    let answer = play(found, age, into: sink, startedAt)
    if let cached = answer.cached { tell(cached) }
    return answer
  }

  /// The entry for the question, used or not; nil where there is none. Counts nothing.
  func look() async throws(CacheError) -> Found? {
    guard let key, let entry = try await context.cache.entry(under: key.text) else { return nil }
    var answer = Answer()
    answer.text = Array(entry.text.utf8)
    return Found(
      entry: entry, freshness: policy.freshness(of: entry, at: context.time.now()),
      reading: question.judge(answer, reasks: 0))
  }

  private func play(_ found: Found, _ age: Duration, into sink: any AnswerSink, _ startedAt: Duration) -> Answer {
    let entry = found.entry
    var answer = Answer()
    (answer.text, answer.reasoning) = (Array(entry.text.utf8), Array(entry.reasoning.utf8))
    answer.textBytes = answer.text.count
    (answer.finish, answer.modelServed, answer.structured) = (entry.finish, entry.modelServed, found.reading)
    (answer.attempts, answer.sharedWith) = (0, entry.call)
    let cached = CachedUse(call: entry.call, age: age, usage: entry.usage)
    (answer.cached, answer.charge) = (cached, Charge(.free, saved: cached.saved(question) ?? .zero))
    do throws(ConsoleError) {
      if !answer.reasoning.isEmpty { try sink.receive(.reasoning(answer.reasoning)) }
      try sink.receive(.text(answer.text))
      try sink.receive(.finish(entry.finish))
      answer.timeToFirstToken = context.time.monotonic() - startedAt
      try sink.flush()
    } catch {
      switch error {
      case .closed: answer.readerLeft = true
      case .interrupted: answer.error = LLMError(context.interruption.received ?? .interrupted, "interrupted")
      case .failed(let reason): answer.error = LLMError(.cannotWrite, "cannot write the answer: \(reason)")
      }
    }
    return answer
  }

  private func tell(_ cached: CachedUse) {
    let saved = cached.saved(question).flatMap { $0 > .zero ? ", saves \($0.shown)" : nil } ?? ""
    reporter.notice("from the cache, \(cached.age.spoken) old\(saved) (--no-cache asks anew)")
  }

  private static func missing(_ reason: String) -> Answer {
    var answer = Answer(
      failure: LLMError(
        .notCached, "the answer is not in the response cache: \(reason)",
        advice: "Leave out --cache-only to ask, or see 'llmctl cache explain'"))
    answer.attempts = 0
    return answer
  }

  // MARK: Afterwards

  /// Counts a hit, or keeps an answer that may be kept.
  func settle(_ answer: Answer) async {
    guard let key, !isBroken else { return }
    do throws(CacheError) {
      if let cached = answer.cached {
        try await context.cache.countHit(under: key.text, saved: cached.saved(question))
      } else if isWorthKeeping(answer) {
        try await context.cache.keep(entry(answer), under: key.text)
      }
    } catch {
      reporter.warning(error.sentence)
    }
  }

  /// Whether it is the whole answer of the model that was asked, and nothing else. Half of one, a refusal, an answer of a fallback
  /// or of another call, and what was too long to be kept in memory are not.
  private func isWorthKeeping(_ answer: Answer) -> Bool {
    answer.verdict == .done && answer.finish == .stop && answer.textBytes > 0 && answer.text.count == answer.textBytes
      && answer.toolCalls.isEmpty && answer.refusal.isEmpty && answer.servedBy == nil && answer.sharedWith == nil
      // SQLite would take a NUL for the end.
      && !answer.text.contains(0) && !answer.reasoning.contains(0)
  }

  private func entry(_ answer: Answer) -> CachedAnswer {
    CachedAnswer(
      call: answer.callID, provider: question.account.name, model: question.request.model,
      modelServed: answer.modelServed, storedAt: context.time.now(), lifetime: policy.lifetime, finish: .stop,
      usage: answer.usage.adding(answer.earlierUsage), text: String(decoding: answer.text, as: UTF8.self),
      reasoning: String(decoding: answer.reasoning, as: UTF8.self))
  }
}
