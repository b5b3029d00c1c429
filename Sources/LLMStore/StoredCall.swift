import GRDB
import LLMCore

/// A row of `call` with its texts, as it stands in the file: who made it, and what came of it so far.
struct StoredCall {
  let id: CallID
  let startedAt: Timestamp
  let process: ProcessIdentity
  var intent: CallIntent
  /// Where texts are kept in chunks: their recipes. `loadTexts` puts the texts in their place.
  private let systemContent: [UInt8]?
  private let promptContent: [UInt8]?
  /// Nil while the row is open.
  let outcome: CallOutcome?
  var attempts: [AttemptRecord] = []

  /// What to select, in the order in which `init` reads it.
  static let columns = """
    call.id, call.started_at, call.pid, call.process_start, call.command, call.provider, call.model_asked, \
    call.request_bytes, call.content_hash, call.repository, call.branch, call.conversation_id, call.resumes, \
    turn.system, turn.prompt, turn.system_content, turn.prompt_content, call.prompt_name, call.prompt_version, call.prompt_hash, call.replay_of, call.verdict, call.exit_code, call.error_code, call.uncached_input_tokens, call.cache_read_tokens, \
    call.cache_write_short_tokens, call.cache_write_long_tokens, call.text_output_tokens, \
    call.reasoning_output_tokens, call.finish_reason, call.model_served, call.request_id, call.http_status, \
    call.time_to_first_token_ms, call.total_ms, call.response_bytes, call.answer_bytes, answer.text, call.attempts, \
    call.waited_ms, call.served_by, call.shared_with, call.reading, call.is_from_cache, call.charge_basis, \
    call.charge_nanodollars, call.charge_rest, call.charge_explanation, call.saved_nanodollars, call.saved_rest, \
    call.tool_calls
    """

  init(_ columns: inout ColumnReader) throws {
    id = CallID(try columns.text())
    startedAt = Timestamp(milliseconds: Int64(try columns.integer()))
    process = ProcessIdentity(
      pid: try columns.required(Int32(exactly: try columns.integer())), start: try columns.text())
    intent = try CallIntent(
      command: columns.text(), provider: columns.text(), modelAsked: columns.text(), requestBytes: columns.integer(),
      contentHash: columns.optionalText(), repository: columns.optionalText(), branch: columns.optionalText(),
      conversation: columns.optionalText(), resumes: columns.optionalText(),
      system: columns.optionalText(), prompt: columns.optionalText())
    (systemContent, promptContent) = (try columns.optionalBytes(), try columns.optionalBytes())
    intent.promptVersion = try Self.promptVersion(&columns)
    intent.replayOf = try columns.optionalText().map { CallID($0) }
    outcome = try columns.optionalText().map { verdict in try Self.outcome(verdict, &columns) }
  }

  /// Completes texts of which the row has a part.
  mutating func loadTexts(_ db: Database) throws {
    intent.system = try TurnTable.text(intent.system, systemContent, in: db)
    intent.prompt = try TurnTable.text(intent.prompt, promptContent, in: db)
  }

  private static func promptVersion(_ columns: inout ColumnReader) throws -> PromptVersion? {
    let (name, number, hash) = try (columns.optionalText(), columns.optionalInteger(), columns.optionalText())
    guard let name, let number, let hash else { return nil }
    return PromptVersion(name: name, number: number, contentHash: hash)
  }

  private static func outcome(_ verdict: String, _ columns: inout ColumnReader) throws -> CallOutcome {
    var outcome = try CallOutcome(
      verdict: columns.required(CallOutcome.Verdict(rawValue: verdict)),
      exitCode: columns.required(ExitCode(rawValue: columns.required(Int32(exactly: columns.integer())))),
      errorCode: columns.optionalText(),
      usage: columns.usage(),
      finishReason: columns.optionalText(), modelServed: columns.optionalText(), requestID: columns.optionalText(),
      httpStatus: columns.optionalInteger(), timeToFirstToken: columns.optionalInteger(),
      // Of a call whose process was killed nobody knows these.
      totalTime: columns.optionalInteger() ?? 0, responseBytes: columns.optionalInteger() ?? 0,
      answerBytes: columns.integer(), answer: columns.optionalText(),
      attempts: columns.optionalInteger() ?? 1, waited: columns.optionalInteger() ?? 0,
      servedBy: columns.optionalText(), sharedWith: columns.optionalText())
    let reading = try columns.optionalText()
    outcome.reading = try reading.map { try columns.required(try? JSONReader.parse($0)) }
    outcome.isFromCache = try columns.optionalInteger() == 1
    outcome.charge = try columns.charge(of: outcome.usage)
    if let saved = try columns.optionalMoney() { outcome.charge?.saved = saved }
    outcome.toolCalls = try columns.required(StoredToolCalls.calls(in: try columns.optionalText()))
    return outcome
  }
}
