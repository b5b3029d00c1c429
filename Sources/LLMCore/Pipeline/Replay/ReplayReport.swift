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
    let failures = outcomes.compactMap(\.error)
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
      guard let id = outcome.call else { continue }
      let (old, new) = (try await finder.call(outcome.source.call.id.text), try await finder.call(id.text))
      let recordings = (try await finder.recording(of: old.id), try await finder.recording(of: new.id))
      pairs.append(
        Pair(
          old: ComparedCall(old, recording: recordings.0), new: ComparedCall(new, recording: recordings.1), record: new)
      )
    }
    return pairs
  }

  // MARK: For people

  private func text(_ pairs: [Pair]) -> String {
    let heading = ["AGAIN", "OF", "MODEL", "OUTCOME", "ANSWER", "OUT", "WAS", "SECONDS", "WAS", "COST", "WAS"]
    let rows = pairs.map { pair in
      [
        pair.new.id.short, pair.old.id.short, SafeText.line(pair.new.title).text, pair.new.verdict,
        Self.likeness(pair), Self.number(pair.new.usage.output), Self.number(pair.old.usage.output),
        Self.seconds(pair.new.totalTime), Self.seconds(pair.old.totalTime), pair.new.cost.shown, pair.old.cost.shown,
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
