/// One run of `llmctl replay export`: real calls become the cases of a suite.
package struct CallExport: Sendable {
  /// Newest calls that are looked through for those with a tag.
  private static let mostSearched = 5000

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// Throws `LLMError` where the ledger cannot be read, a call is not there or has no answer, and the file cannot be written.
  package func run(_ invocation: ExportInvocation) async throws(LLMError) -> ExitCode {
    let calls = try await calls(invocation)
    guard !calls.isEmpty else {
      throw LLMError(
        .inputMissing, "there is no call to export", advice: "'llmctl replay list' shows what there is")
    }
    for call in calls {
      if let omission = call.omission { reporter.warning("call \(call.id.text): \(omission)") }
      if !call.toolCalls.isEmpty {
        reporter.warning("call \(call.id.text) asked for tools; give its case 'tools: FILE'")
      }
    }
    let suite = ExportedSuite(name: name(invocation), calls: calls, assertion: invocation.assertion)
    let text = context.keysInPlay.mask.maskedExactly(invocation.format == .yaml ? suite.yaml : suite.lines)
    guard let path = invocation.output else {
      try OutputWriter(console: context.console).show(text)
      return .complete
    }
    do throws(FileError) { try context.tree.create(RawPath(path), Array(text.utf8)) } catch {
      throw LLMError(
        .cannotWrite, "cannot write the suite to \(path): \(error.phrase)",
        advice: "A file that is there is not replaced: it may hold what somebody wrote by hand")
    }
    reporter.notice("\(calls.count) \(calls.count == 1 ? "case" : "cases") written to \(path)")
    return .complete
  }

  private func name(_ invocation: ExportInvocation) -> String {
    if let name = invocation.name { return name }
    let file = invocation.output?.split(separator: "/").last.map(String.init) ?? "exported"
    return file.firstIndex(of: ".").map { String(file[..<$0]) } ?? file
  }

  /// The oldest first, as they happened. Calls that are named must be exportable; of others, those that are.
  private func calls(_ invocation: ExportInvocation) async throws(LLMError) -> [ExportedCall] {
    guard invocation.references.isEmpty else {
      var calls: [ExportedCall] = []
      for reference in invocation.references {
        let record = try await record(reference)
        guard let call = ExportedCall(record) else {
          throw LLMError(
            .inputInvalid, "the call \(record.id.text) cannot be exported: \(ExportedCall.obstacle(of: record))")
        }
        calls.append(call)
      }
      return calls
    }
    let tags = try Tags.parse(invocation.tags)
    let records: [CallRecord]
    do throws(LedgerError) {
      records = try await context.ledger.recent(limit: Self.mostSearched)
    } catch {
      throw LLMError(.cannotWrite, error.sentence)
    }
    // What a suite asked is no call of its own.
    let wanted = records.lazy.filter { record in
      record.intent.command != "replay" && tags.allSatisfy { record.intent.tags.contains($0) }
    }
    return Array(wanted.compactMap { ExportedCall($0) }.prefix(invocation.limit)).reversed()
  }

  private func record(_ reference: String) async throws(LLMError) -> CallRecord {
    do throws(LedgerError) {
      if let record = try await context.ledger.call(reference) { return record }
    } catch {
      throw LLMError(.inputMissing, error.sentence)
    }
    throw LLMError(
      .inputMissing, "there is no call '\(reference)'", advice: "'llmctl replay list' shows what there is")
  }
}
