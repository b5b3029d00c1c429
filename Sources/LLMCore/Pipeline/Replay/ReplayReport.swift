/// What came of calls that were made again, beside what came of them before.
struct ReplayReport: Sendable {
  let context: AppContext
  let reporter: Reporter

  /// A call and the one it was made again as.
  private struct Pair {
    let old: ComparedCall
    let new: ComparedCall
    let record: CallRecord
  }

  /// Prints a table, or one object, and writes the page that was asked for.
  ///
  /// Throws `LLMError` where the ledger cannot be read, or the page not be written.
  func show(_ outcomes: [ReplayAsking.Outcome], _ invocation: ReplayInvocation) async throws(LLMError) -> ExitCode {
    let pairs = try await pairs(outcomes)
    let output = OutputWriter(console: context.console)
    if invocation.asking.output == .json {
      try output.show(document(pairs))
    } else if !pairs.isEmpty {
      try output.show(text(pairs))
    }
    if invocation.page != nil { try write(pairs, invocation) }
    if let signal = context.interruption.received { return LLMError(signal, "interrupted").exitCode }
    let failures = outcomes.compactMap(\.answer.error)
    guard let failure = failures.first else { return .complete }
    if failures.count > 1 { reporter.warning("\(failures.count) of \(outcomes.count) calls have no complete answer") }
    reporter.error(failure)
    return failure.exitCode
  }

  /// Writes the page alone.
  ///
  /// Throws `LLMError` where the ledger cannot be read, or the page not be written.
  func writePage(of outcomes: [ReplayAsking.Outcome], _ invocation: ReplayInvocation) async throws(LLMError) {
    try write(try await pairs(outcomes), invocation)
  }

  private func pairs(_ outcomes: [ReplayAsking.Outcome]) async throws(LLMError) -> [Pair] {
    let finder = CallFinder(context: context)
    var pairs: [Pair] = []
    for outcome in outcomes {
      let old = outcome.source.call
      let whole = try await finder.call(old.id.text)
      let record = try await record(outcome, finder)
      let recordings = (try await finder.recording(of: old.id), try await finder.recording(of: record.id))
      pairs.append(
        Pair(
          old: ComparedCall(whole, recording: recordings.0), new: ComparedCall(record, recording: recordings.1),
          record: record))
    }
    return pairs
  }

  /// The row of a call that was made just now, with the answer that was paid for, whatever the ledger keeps of it.
  private func record(_ outcome: ReplayAsking.Outcome, _ finder: CallFinder) async throws(LLMError) -> CallRecord {
    let (question, answer) = (outcome.question, outcome.answer)
    let intent = CallIntent(
      command: question.command, provider: question.account.name, modelAsked: question.request.model, requestBytes: 0)
    var record = CallRecord(
      id: answer.callID ?? Self.unknown, startedAt: question.askedAt, intent: intent,
      state: .closed(CallOutcome(answer)))
    if let id = answer.callID, let kept = try await finder.find(id.text) { record = kept }
    guard record.intent.prompt == nil, case .closed(var outcome) = record.state else { return record }
    if answer.hasContent { outcome.answer = String(decoding: answer.text, as: UTF8.self) }
    outcome.toolCalls = answer.toolCalls
    record.state = .closed(outcome)
    return record
  }

  /// Stands for a call that the ledger could not take.
  private static let unknown = CallID("-")

  // MARK: For people

  private func text(_ pairs: [Pair]) -> String {
    let heading = ["AGAIN", "OF", "MODEL", "OUTCOME", "ANSWER", "OUT", "WAS", "SECONDS", "WAS", "COST", "WAS"]
    let rows = pairs.map { pair in
      [
        pair.new.id.short, pair.old.id.short, SafeText.line(pair.new.title).text, pair.new.verdict,
        Self.likeness(pair), Self.number(pair.new.usage.output), Self.number(pair.old.usage.output),
        Self.seconds(pair.new.totalTime), Self.seconds(pair.old.totalTime), Self.cost(pair.new), Self.cost(pair.old),
      ]
    }
    var text = AlignedColumns([heading] + rows, numbers: 5..<11).text
    let table = ComparisonTable(pairs.map(\.new))
    // What models and repetitions agree on is told of one question only.
    if Set(pairs.map(\.old.id)).count == 1, pairs.count > 1 { text += "\n" + AgreementSheet(table).text }
    return text
  }

  private static func likeness(_ pair: Pair) -> String {
    guard let old = pair.old.trimmedAnswer, let new = pair.new.trimmedAnswer else { return "unknown" }
    return old == new ? "the same" : "different"
  }

  private static func cost(_ call: ComparedCall) -> String { call.cost.known == .zero ? "nothing" : call.cost.shown }

  private static func number(_ value: Int?) -> String { value.map(\.grouped) ?? "unknown" }

  private static func seconds(_ milliseconds: Int?) -> String {
    milliseconds.map { "\($0 / 1000).\($0 / 100 % 10)" } ?? "unknown"
  }

  // MARK: For programs and browsers

  private func document(_ pairs: [Pair]) -> JSONValue {
    .document(
      "replay_run",
      [
        JSONMember(
          "calls",
          .array(
            pairs.map { pair in
              .object([
                JSONMember("replay_of", .string(pair.old.id.text)),
                JSONMember(
                  "same_answer", Self.likeness(pair) == "unknown" ? .null : .bool(Self.likeness(pair) == "the same")),
                JSONMember("call", CallDocument(pair.record, isComplete: true).json),
              ])
            }))
      ])
  }

  /// Tries a place beside the page: what cannot be written is not to be found out after the calls were paid for.
  ///
  /// Throws `LLMError` of kind `cannotWrite`.
  func checkPage(_ invocation: ReplayInvocation) throws(LLMError) {
    guard let path = invocation.page else { return }
    do throws(FileError) {
      let page = RawPath(path)
      if let kind = try? context.tree.status(of: page, followsLinks: true).kind, kind != .regular {
        guard kind != .folder else { throw FileError.isDirectory }
        return
      }
      let probe = RawPath(path + ".\(context.processes.current.pid).new")
      try context.tree.create(probe, [])
      try context.tree.remove(probe)
    } catch {
      throw LLMError(.cannotWrite, "cannot write \(SafeText.line(path).text): \(error.phrase)")
    }
  }

  private func write(_ pairs: [Pair], _ invocation: ReplayInvocation) throws(LLMError) {
    guard let path = invocation.page, !pairs.isEmpty else { return }
    let comparisons = pairs.map { CallComparison($0.old, $0.new, value: AnswerValue.value) }
    let table = pairs.count > 1 ? ComparisonTable(pairs.map(\.new)) : nil
    let page = ComparisonPage(
      comparisons, table: table, version: context.version, madeAt: context.time.now().rfc3339)
    do throws(FileError) { try context.tree.replace(RawPath(path), Array(page.html.utf8)) } catch {
      throw LLMError(.cannotWrite, "cannot write \(SafeText.line(path).text): \(error.phrase)")
    }
    reporter.notice("wrote \(SafeText.line(path).text)")
  }
}
