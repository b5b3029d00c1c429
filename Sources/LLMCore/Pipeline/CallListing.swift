/// Prints what the ledger knows: a table of calls, or one call in full.
package struct CallListing: Sendable {
  /// What is shown of a call.
  package enum View: Sendable, Equatable {
    /// Everything, for people.
    case sheet
    /// The body of the request, and of the reply, as they went over the wire.
    case sent, received
    /// When what happened.
    case timeline
  }

  private let context: AppContext

  package init(context: AppContext) { self.context = context }

  private var finder: CallFinder { CallFinder(context: context) }
  private var output: OutputWriter { OutputWriter(console: context.console) }

  /// Prints the calls that fit, one a line.
  ///
  /// Throws `LLMError` where the ledger cannot be read.
  package func list(_ query: CallQuery, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let calls = try await finder.calls(query)
    if asJSON {
      try output.show(
        .object([
          JSONMember("version", .integer(1)), JSONMember("type", .string("calls")),
          JSONMember("calls", .array(calls.map { CallDocument($0, isComplete: false).json })),
        ]))
    } else {
      let columns = context.console.outputIsTerminal ? context.terminal.size.columns : nil
      try output.show(CallTable(calls, columns: columns).text)
    }
    return .complete
  }

  /// Prints one call.
  ///
  /// - Parameter attempt: which try is shown where one has to be chosen; nil for the last.
  ///
  /// Throws `LLMError` where the ledger cannot be read or has no such call.
  package func show(
    _ reference: String, as view: View = .sheet, attempt: Int? = nil, asJSON: Bool
  ) async throws(LLMError) -> ExitCode {
    let call = try await finder.call(reference)
    let recording = try await finder.recording(of: call.id)
    if asJSON {
      let document = CallDocument(call, isComplete: true).json
      let members = document.members ?? []
      let kept = recording.map { RecordingDocument($0).json } ?? .null
      try output.show(.object(members + [JSONMember("recording", kept)]))
      return .complete
    }
    switch view {
    case .sheet:
      try output.show(CallSheet(call).text)
      if recording == nil, call.intent.prompt != nil { try output.show("\nthe recording was pruned, or never made\n") }
    case .timeline:
      try output.show(CallTimeline(call, try kept(recording, call)).text)
    case .sent:
      try output.show(try exchange(attempt, try kept(recording, call), call).requestBody)
    case .received:
      let exchange = try exchange(attempt, try kept(recording, call), call)
      guard !exchange.isWithheld else {
        throw LLMError(.inputMissing, "the reply was not kept, because it told a secret of the prompt")
      }
      try output.show(exchange.replyBody)
    }
    return .complete
  }

  private func kept(_ recording: CallRecording?, _ call: CallRecord) throws(LLMError) -> CallRecording {
    if let recording { return recording }
    throw LLMError(
      .inputMissing, "nothing was recorded of call \(call.id.text) but its row",
      advice: "It was made with --no-log or 'log: false', by an older llmctl, or its recording was pruned")
  }

  private func exchange(
    _ attempt: Int?, _ recording: CallRecording, _ call: CallRecord
  ) throws(LLMError) -> RecordedExchange {
    let numbers = recording.exchanges.keys.sorted()
    if let number = attempt ?? numbers.last, let exchange = recording.exchanges[number] { return exchange }
    guard !numbers.isEmpty else {
      throw LLMError(.inputMissing, "nothing was sent for call \(call.id.text)", advice: CallTimeline.reason(call))
    }
    throw LLMError(
      .inputMissing, "call \(call.id.text) has no try \(attempt ?? 0)",
      advice: "There is \(numbers.map(String.init).joined(separator: ", "))")
  }
}
