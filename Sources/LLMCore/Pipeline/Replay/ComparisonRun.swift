/// One run of `llmctl replay diff`: two calls compared, or many in a table.
package struct ComparisonRun: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Prints the comparison, or writes it to a file. Where the judge fails, the comparison is shown nevertheless.
  ///
  /// Throws `LLMError` for calls that are not there, and for a file that cannot be written.
  package func run(_ invocation: ComparisonInvocation) async throws(LLMError) -> ExitCode {
    if let path = invocation.output { _ = try ReportFile(path, context) }
    let calls = try await calls(invocation.references)
    guard calls.count == 2 else { return try show(calls, invocation) }
    var comparison = CallComparison(calls[0], calls[1], value: AnswerValue.value)
    var failure: LLMError?
    if let judge = invocation.judge {
      let asking = JudgeAsking(context: context, reporter: reporter, invocation: judge)
      do throws(LLMError) { comparison.judgement = try await asking.verdict(on: comparison) } catch { failure = error }
    }
    try write(text(of: comparison, invocation), invocation)
    if let failure {
      reporter.error(failure)
      return failure.exitCode
    }
    return invocation.failsOnDifference && !comparison.isSame ? .gateFailed : .complete
  }

  /// A table over many calls, and on a page each of them beside the first one.
  private func show(_ calls: [ComparedCall], _ invocation: ComparisonInvocation) throws(LLMError) -> ExitCode {
    if invocation.judge != nil { throw LLMError(.usage, "--judge compares two calls, not \(calls.count)") }
    let table = ComparisonTable(calls)
    let text =
      switch invocation.format {
      case .json?: JSONWriter.text(of: ComparisonDocument(table, of: calls).json) + "\n"
      case .html?:
        page(
          calls.dropFirst().map { CallComparison(calls[0], $0, value: AnswerValue.value) }, table: table)
      case .side?, .unified?, nil: AgreementSheet(table).text
      }
    try write(text, invocation)
    return invocation.failsOnDifference && !table.isUnanimous ? .gateFailed : .complete
  }

  // MARK: Calls

  private func calls(_ references: [String]) async throws(LLMError) -> [ComparedCall] {
    let finder = CallFinder(context: context)
    var records: [CallRecord] = []
    for reference in references { records.append(try await finder.call(reference)) }
    // A replay alone is compared with what it runs again: the older one first.
    if records.count == 1, let replay = records.first {
      guard let original = replay.intent.replayOf else {
        throw LLMError(
          .usage, "call \(replay.id.text) runs no other call again, so there is nothing to compare it with",
          advice: "Give a second call, as in 'llmctl replay diff last~1 last'")
      }
      records.insert(try await finder.call(original.text), at: 0)
    }
    var calls: [ComparedCall] = []
    for record in records { calls.append(ComparedCall(record, recording: await recording(of: record.id, finder))) }
    return calls
  }

  /// The request as it was put together. Without it less is compared, which the comparison says.
  private func recording(of id: CallID, _ finder: CallFinder) async -> CallRecording? {
    do throws(LLMError) { return try await finder.recording(of: id) } catch {
      reporter.detail("the recording of \(id.text) cannot be read: \(error.message)")
      return nil
    }
  }

  // MARK: Output

  private func text(of comparison: CallComparison, _ invocation: ComparisonInvocation) -> String {
    switch invocation.format {
    case .json?: JSONWriter.text(of: ComparisonDocument(comparison).json) + "\n"
    case .html?: page([comparison], table: nil)
    case .side?, .unified?, nil: ComparisonSheet(comparison, setting(invocation)).text
    }
  }

  private func page(_ pairs: [CallComparison], table: ComparisonTable?) -> String {
    ComparisonPage(pairs, table: table, version: context.version, madeAt: context.time.now().rfc3339).html
  }

  /// What the output can show. Beside each other needs a wide terminal; where it was asked for, a file is taken for one.
  private func setting(_ invocation: ComparisonInvocation) -> ComparisonSheet.Setting {
    let isTerminal = context.console.outputIsTerminal && invocation.output == nil
    let columns = isTerminal ? context.terminal.size.columns : context.environment["COLUMNS"].flatMap { Int($0) } ?? 120
    let isSide = invocation.format == .side || (invocation.format == nil && isTerminal && columns >= 100)
    return ComparisonSheet.Setting(
      sideColumns: isSide ? columns : nil,
      isColoured: invocation.appearance.depth(context.environment, isTerminal: isTerminal) != .none,
      isFull: invocation.isFull)
  }

  private func write(_ text: String, _ invocation: ComparisonInvocation) throws(LLMError) {
    guard let path = invocation.output else { return try show(text, invocation) }
    let shown = RawPath(path).shown
    do throws(FileError) { try context.tree.replace(RawPath(path), Array(text.utf8)) } catch {
      // What a judge was paid for is shown at least.
      if invocation.judge != nil { try show(text, invocation) }
      throw LLMError(.cannotWrite, "cannot write \(shown): \(error.phrase)")
    }
    reporter.notice("wrote \(shown)")
  }

  private func show(_ text: String, _ invocation: ComparisonInvocation) throws(LLMError) {
    let output = OutputWriter(console: context.console)
    switch invocation.format {
    case .json?, .html?: try output.show(text)
    case .side?, .unified?, nil: try output.show(coloured: text)
    }
  }
}
