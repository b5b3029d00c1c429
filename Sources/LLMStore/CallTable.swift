import GRDB
import LLMCore

/// The rows of `call` and `call_tag`.
enum CallTable {
  /// Adds an open row.
  static func insert(
    _ intent: CallIntent, id: CallID, startedAt: Timestamp, process: ProcessIdentity, conversation: String?,
    into db: Database
  ) throws {
    try BoundStatement(
      """
      INSERT INTO call (
        id, started_at, pid, process_start, command, provider, model_asked, conversation_id, repository, branch,
        request_bytes, content_hash)
      VALUES (
        :id, :startedAt, :pid, :processStart, :command, :provider, :modelAsked, :conversation, :repository, :branch,
        :requestBytes, :contentHash)
      """,
      [
        "id": .text(id.text), "startedAt": .integer(Int(startedAt.milliseconds)), "pid": .integer(Int(process.pid)),
        "processStart": .text(process.start), "command": .text(intent.command), "provider": .text(intent.provider),
        "modelAsked": .text(intent.modelAsked), "conversation": .text(conversation),
        "repository": .text(intent.repository), "branch": .text(intent.branch),
        "requestBytes": .integer(intent.requestBytes), "contentHash": .text(intent.contentHash),
      ]
    ).run(db)
    for (position, tag) in intent.tags.enumerated() {
      try BoundStatement(
        "INSERT INTO call_tag (call_id, position, key, value) VALUES (:call, :position, :key, :value)",
        [
          "call": .text(id.text), "position": .integer(position), "key": .text(tag.name),
          "value": .text(JSONWriter.text(of: tag.value)),
        ]
      ).run(db)
    }
  }

  /// Completes an open row. Returns false where there is none.
  static func complete(_ id: CallID, _ outcome: CallOutcome, in db: Database) throws -> Bool {
    let changed = try BoundStatement(
      """
      UPDATE call SET
        model_served = :modelServed, request_id = :requestID, verdict = :verdict, exit_code = :exitCode,
        error_code = :errorCode, http_status = :httpStatus, finish_reason = :finishReason,
        uncached_input_tokens = :uncachedInput, cache_read_tokens = :cacheRead,
        cache_write_short_tokens = :cacheWriteShort, cache_write_long_tokens = :cacheWriteLong,
        text_output_tokens = :textOutput, reasoning_output_tokens = :reasoningOutput,
        time_to_first_token_ms = :timeToFirstToken, total_ms = :totalTime,
        response_bytes = :responseBytes, answer_bytes = :answerBytes
      WHERE id = :id AND verdict IS NULL
      """,
      [
        "id": .text(id.text), "modelServed": .text(outcome.modelServed), "requestID": .text(outcome.requestID),
        "verdict": .text(outcome.verdict.rawValue), "exitCode": .integer(Int(outcome.exitCode.rawValue)),
        "errorCode": .text(outcome.errorCode), "httpStatus": .integer(outcome.httpStatus),
        "finishReason": .text(outcome.finishReason), "uncachedInput": .integer(outcome.usage.uncachedInput),
        "cacheRead": .integer(outcome.usage.cacheRead), "cacheWriteShort": .integer(outcome.usage.cacheWriteShort),
        "cacheWriteLong": .integer(outcome.usage.cacheWriteLong), "textOutput": .integer(outcome.usage.textOutput),
        "reasoningOutput": .integer(outcome.usage.reasoningOutput),
        "timeToFirstToken": .integer(outcome.timeToFirstToken), "totalTime": .integer(outcome.totalTime),
        "responseBytes": .integer(outcome.responseBytes), "answerBytes": .integer(outcome.answerBytes),
      ]
    ).run(db)
    return changed == 1
  }

  /// The newest calls first.
  static func newest(_ limit: Int, in db: Database) throws -> [StoredCall] {
    try calls("ORDER BY call.id DESC LIMIT :limit", ["limit": .integer(limit)], in: db)
  }

  /// The calls whose ids start with `prefix`, at most two: enough to know whether there is exactly one.
  static func matching(_ prefix: IDPrefix, in db: Database) throws -> [StoredCall] {
    try calls(
      "WHERE call.id >= :lower AND call.id < :upper LIMIT 2",
      ["lower": .text(prefix.lowerBound), "upper": .text(prefix.upperBound)], in: db)
  }

  private static func calls(
    _ clauses: String, _ values: KeyValuePairs<String, SQLValue>, in db: Database
  ) throws -> [StoredCall] {
    let sql = """
      SELECT \(StoredCall.columns) FROM call
      LEFT JOIN turn ON turn.call_id = call.id LEFT JOIN answer ON answer.call_id = call.id
      \(clauses)
      """
    var calls = try BoundStatement(sql, values).rows(db) { columns in try StoredCall(&columns) }
    for index in calls.indices { calls[index].intent.tags = try tags(of: calls[index].id, in: db) }
    return calls
  }

  private static func tags(of id: CallID, in db: Database) throws -> [JSONMember] {
    try BoundStatement(
      "SELECT key, value FROM call_tag WHERE call_id = :call ORDER BY position", ["call": .text(id.text)]
    ).rows(db) { columns in JSONMember(try columns.text(), try columns.json()) }
  }
}
