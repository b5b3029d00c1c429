/// Says why a question is, or would be, answered from the response cache or not. Sends nothing, counts nothing.
package struct CacheExplanation: Sendable {
  /// A line of the sheet, or a member of the object.
  private struct Line {
    let name: String
    let text: String
    let value: JSONValue

    init(_ name: String, _ text: String, _ value: JSONValue? = nil) {
      (self.name, self.text, self.value) = (name, text, value ?? .string(text))
    }
  }

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  // MARK: A question

  /// Explains what `llmctl chat` with these arguments would do.
  ///
  /// Throws `LLMError` for a question that cannot be asked, and a cache that cannot be read.
  package func run(_ invocation: ChatInvocation, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let question = try await ChatRun(context: context, reporter: reporter).question(invocation)
    let cache = AnswerCache(question, context: context, reporter: reporter)
    let found: AnswerCache.Found?
    do throws(CacheError) { found = try await cache.look() } catch { throw error.failure }
    var lines = [Line("model", "\(question.account.name)/\(question.request.model)")]
    if let key = cache.key { lines += Self.lines(of: key) }
    lines += Self.lines(of: cache.policy)
    if cache.policy.obstacle == nil { lines += self.lines(of: found?.entry, question) }
    lines.append(Self.verdict(cache, found, question.caching.mode))
    try show(lines, asJSON)
    return .complete
  }

  private static func lines(of key: CacheKey) -> [Line] {
    [
      Line("key", key.text), Line("dialect", key.dialect),
      Line("request", "\(key.requestBytes) bytes", .integer(key.requestBytes)),
    ]
  }

  private static func lines(of policy: CachePolicy) -> [Line] {
    if let obstacle = policy.obstacle { return [Line("policy", "not used: \(obstacle.phrase)")] }
    var text = "the answer is kept for \(policy.lifetime.spoken)"
    if let oldest = policy.oldest { text += ", and one that is up to \(oldest.spoken) old is used" }
    return [Line("policy", text), Line("lifetime", policy.lifetime.spoken, .integer(policy.lifetime.milliseconds))]
  }

  private static func verdict(_ cache: AnswerCache, _ found: AnswerCache.Found?, _ mode: CacheUse.Mode) -> Line {
    let asks = mode == .only ? "refused, with --cache-only" : "the provider is asked"
    if cache.policy.obstacle != nil { return Line("verdict", asks) }
    guard let found else { return Line("verdict", "\(asks): there is no entry under this key") }
    return Line("verdict", found.isUsable ? "answered from the cache" : "\(asks): \(found.phrase)")
  }

  // MARK: A call

  /// Explains what became of a call: an id, the start of one, or `last`.
  ///
  /// Throws `LLMError` for a call that there is not, and a cache or a ledger that cannot be read.
  package func run(call reference: String, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let record: CallRecord?
    do throws(LedgerError) { record = try await context.ledger.call(reference) } catch {
      throw LLMError(.inputMissing, error.sentence)
    }
    guard let record else {
      throw LLMError(
        .inputMissing, "there is no call '\(reference)'", advice: "'llmctl replay list' shows what there is")
    }
    var outcome: CallOutcome?
    if case .closed(let closed) = record.state { outcome = closed }
    let source = outcome.flatMap { $0.attempts == 0 ? $0.sharedWith : nil }.map { CallID($0) }
    let entry: CachedAnswer?
    do throws(CacheError) { entry = try await context.cache.entry(of: source ?? record.id) } catch {
      throw error.failure
    }
    var lines = [
      Line("call", record.id.text), Line("model", "\(record.intent.provider)/\(record.intent.modelAsked)"),
      Line("verdict", Self.verdict(source, outcome)),
    ]
    lines += self.lines(of: entry, nil)
    try show(lines, asJSON)
    return .complete
  }

  private static func verdict(_ source: CallID?, _ outcome: CallOutcome?) -> String {
    if let source { return "answered from the cache, with the answer of call \(source.text)" }
    guard let outcome else { return "the call has not come to its end" }
    if outcome.errorCode == LLMError.Code.notCached.name { return "refused, with --cache-only" }
    return outcome.verdict == .done ? "the provider was asked" : "the provider was asked, and no whole answer came"
  }

  // MARK: Both

  /// - Parameter question: nil where nobody knows what it would cost to ask again.
  private func lines(of entry: CachedAnswer?, _ question: Question?) -> [Line] {
    guard let entry else { return [Line("entry", "none", .null)] }
    let age = context.time.now().milliseconds - entry.storedAt.milliseconds
    let expiry = Timestamp(milliseconds: entry.storedAt.milliseconds + Int64(entry.lifetime.milliseconds))
    var text = "kept \(entry.storedAt.rfc3339.prefix(19))Z, holds until \(expiry.rfc3339.prefix(19))Z"
    text += ", used \(entry.hits == 1 ? "once" : "\(entry.hits) times")"
    let saved = question.flatMap { CachedUse(call: entry.call, age: .zero, usage: entry.usage).saved($0) }
    if let saved, saved > .zero { text += ", saves \(saved.shown)" }
    let document = JSONValue.object([
      JSONMember("call_id", .optional(entry.call?.text)), JSONMember("stored_at", .string(entry.storedAt.rfc3339)),
      JSONMember("age_ms", .integer(Int(age))), JSONMember("lifetime_ms", .integer(entry.lifetime.milliseconds)),
      JSONMember("expires_at", .string(expiry.rfc3339)), JSONMember("hits", .integer(entry.hits)),
      JSONMember("model_served", .optional(entry.modelServed)),
      JSONMember("model_served_lately", .optional(entry.servedLately)), JSONMember("usage", entry.usage.json),
      JSONMember("saved_usd", saved?.json ?? .null),
    ])
    return [
      Line("entry", text, document),
      Line("served by", "\(entry.modelServed ?? "a model that was not named")", .optional(entry.modelServed)),
      Line("answer of", entry.call?.text ?? "an unrecorded call", .optional(entry.call?.text)),
    ]
  }

  private func show(_ lines: [Line], _ asJSON: Bool) throws(LLMError) {
    let output = OutputWriter(console: context.console)
    if asJSON {
      let members = lines.map { line in
        JSONMember(String(line.name.map { $0 == " " ? "_" : $0 }), line.value)
      }
      try output.show(
        .object([JSONMember("version", .integer(1)), JSONMember("type", .string("cache_explanation"))] + members))
    } else {
      try output.show(AlignedColumns(lines.map { [$0.name, SafeText.line($0.text).text] }, numbers: 0..<0).text)
    }
  }
}
