/// Prints what the ledger knows: a table of calls, or one call in full.
package struct CallListing: Sendable {
  private let context: AppContext

  package init(context: AppContext) { self.context = context }

  /// Prints the newest calls, one a line.
  ///
  /// Throws `LLMError` where the ledger cannot be read.
  package func list(limit: Int, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let calls: [CallRecord]
    do {
      calls = try await context.ledger.recent(limit: limit)
    } catch {
      throw LLMError(.cannotWrite, error.sentence)
    }
    let output = OutputWriter(console: context.console)
    if asJSON {
      try output.show(
        .object([
          JSONMember("version", .integer(1)), JSONMember("type", .string("calls")),
          JSONMember("calls", .array(calls.map { CallDocument($0, isComplete: false).json })),
        ]))
    } else {
      try output.show(CallTable(calls).text)
    }
    return .complete
  }

  /// Prints one call.
  ///
  /// Throws `LLMError` where the ledger cannot be read or has no such call.
  package func show(_ reference: String, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let call: CallRecord?
    do {
      call = try await context.ledger.call(reference)
    } catch {
      throw LLMError(.inputMissing, error.sentence)
    }
    guard let call else {
      throw LLMError(
        .inputMissing, reference == "last" ? "there is no call yet" : "there is no call '\(reference)'",
        advice: "'llmctl replay list' shows what there is")
    }
    let output = OutputWriter(console: context.console)
    if asJSON {
      try output.show(CallDocument(call, isComplete: true).json)
    } else {
      try output.show(CallSheet(call).text)
    }
    return .complete
  }
}
