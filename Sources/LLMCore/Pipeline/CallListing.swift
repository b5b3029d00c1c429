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
  /// - Parameter reason: thrown where no call fits; nil for a list of none.
  ///
  /// Throws `LLMError` where the ledger cannot be read, and where the text has nothing that is looked for.
  package func list(
    _ query: CallQuery, asJSON: Bool, orElse reason: LLMError? = nil
  ) async throws(LLMError) -> ExitCode {
    let calls = try await finder.calls(query)
    if calls.isEmpty, let text = query.text, !CallQuery.canLook(for: text) {
      throw LLMError(
        .usage, "'\(SafeText.line(text).text)' has no letter or digit, and nothing else is looked for")
    }
    if calls.isEmpty, let reason { throw reason }
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
    let (call, isDamaged) = try await finder.row(reference)
    var recording: CallRecording?
    var damage = isDamaged ? LLMError(.inputInvalid, LedgerError.damagedContent(of: call.id).sentence) : nil
    do throws(LLMError) {
      recording = try await finder.recording(of: call.id)
    } catch {
      // Its row can be looked at all the same.
      guard error.code == .inputInvalid else { throw error }
      damage = error
    }
    if asJSON {
      try output.show(try await document(call, recording, damage))
      return .complete
    }
    if view == .sheet {
      try output.show(try await sheet(call, recording, damage))
      return .complete
    }
    if let damage { throw damage }
    switch view {
    case .sheet: break
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

  private func sheet(
    _ call: CallRecord, _ recording: CallRecording?, _ damage: LLMError?
  ) async throws(LLMError) -> String {
    let left = PartialAnswers(context: context).left(of: call).map { String(decoding: $0, as: UTF8.self) }
    let text = CallSheet(call, left: left, replays: try await replays(of: call)).text
    if let damage { return text + "\n\(damage.message)\n" }
    guard recording == nil, call.intent.prompt != nil else { return text }
    return text + "\nthe recording was pruned, or never made\n"
  }

  private func document(
    _ call: CallRecord, _ recording: CallRecording?, _ damage: LLMError?
  ) async throws(LLMError) -> JSONValue {
    var members = CallDocument(call, isComplete: true).json.members ?? []
    if let left = PartialAnswers(context: context).left(of: call) {
      members.append(JSONMember("answer", .string(String(decoding: left, as: UTF8.self))))
    }
    members.append(JSONMember("replays", .array(try await replays(of: call).map { .string($0.text) })))
    members.append(JSONMember("recording", recording.map { RecordingDocument($0).json } ?? .null))
    members.append(JSONMember("is_damaged", .bool(damage != nil)))
    return .object(members)
  }

  /// The newest calls that run this one again.
  private func replays(of call: CallRecord) async throws(LLMError) -> [CallID] {
    var query = CallQuery(limit: Self.mostReplays)
    query.replaysOf = call.id
    return try await finder.calls(query).map(\.id)
  }

  private static let mostReplays = 20

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
      throw LLMError(
        .inputMissing, "nothing is kept of what was sent for call \(call.id.text)", advice: CallTimeline.reason(call))
    }
    throw LLMError(
      .inputMissing, "call \(call.id.text) has no try \(attempt ?? 0)",
      advice: "There is \(numbers.map(String.init).joined(separator: ", "))")
  }
}
