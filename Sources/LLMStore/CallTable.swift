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
      insertingInto: "call",
      [
        "id": .text(id.text),
        "started_at": .integer(Int(startedAt.milliseconds)),
        "pid": .integer(Int(process.pid)),
        "process_start": .text(process.start),
        "command": .text(intent.command),
        "provider": .text(intent.provider),
        "model_asked": .text(intent.modelAsked),
        "conversation_id": .text(conversation),
        "resumes": .text(intent.resumes),
        "repository": .text(intent.repository),
        "branch": .text(intent.branch),
        "request_bytes": .integer(intent.requestBytes),
        "content_hash": .text(intent.contentHash),
        "prompt_name": .text(intent.promptVersion?.name),
        "prompt_version": .integer(intent.promptVersion?.number),
        "prompt_hash": .text(intent.promptVersion?.contentHash),
        "replay_of": .text(intent.replayOf?.text),
      ]
    ).run(db)
    for (position, tag) in intent.tags.enumerated() {
      try BoundStatement(
        insertingInto: "call_tag",
        [
          "call_id": .text(id.text),
          "position": .integer(position),
          "key": .text(tag.name),
          "value": .text(JSONWriter.text(of: tag.value)),
        ]
      ).run(db)
    }
  }

  /// Completes an open row. Returns false where there is none.
  static func complete(_ id: CallID, _ outcome: CallOutcome, in db: Database) throws -> Bool {
    let changed = try BoundStatement(
      updating: "call",
      [
        "model_served": .text(outcome.modelServed),
        "request_id": .text(outcome.requestID),
        "verdict": .text(outcome.verdict.rawValue),
        "exit_code": .integer(Int(outcome.exitCode.rawValue)),
        "error_code": .text(outcome.errorCode),
        "http_status": .integer(outcome.httpStatus),
        "finish_reason": .text(outcome.finishReason),
        "uncached_input_tokens": .integer(outcome.usage.uncachedInput),
        "cache_read_tokens": .integer(outcome.usage.cacheRead),
        "cache_write_short_tokens": .integer(outcome.usage.cacheWriteShort),
        "cache_write_long_tokens": .integer(outcome.usage.cacheWriteLong),
        "text_output_tokens": .integer(outcome.usage.textOutput),
        "reasoning_output_tokens": .integer(outcome.usage.reasoningOutput),
        "time_to_first_token_ms": .integer(outcome.timeToFirstToken),
        "total_ms": .integer(outcome.totalTime),
        "response_bytes": .integer(outcome.responseBytes),
        "answer_bytes": .integer(outcome.answerBytes),
        "tool_calls": .text(StoredToolCalls.text(of: outcome.toolCalls)),
        "attempts": .integer(outcome.attempts),
        "waited_ms": .integer(outcome.waited),
        "served_by": .text(outcome.servedBy),
        "shared_with": .text(outcome.sharedWith),
        "reading": .text(outcome.reading.map { JSONWriter.text(of: $0) }),
        "is_from_cache": .integer(outcome.isFromCache ? 1 : nil),
        "charge_basis": .text(outcome.charge?.basis.rawValue),
        "charge_nanodollars": .integer(outcome.charge?.amount.nanodollars),
        "charge_rest": .integer(outcome.charge?.amount.rest),
        "saved_nanodollars": .integer(outcome.charge?.saved.nanodollars),
        "saved_rest": .integer(outcome.charge?.saved.rest),
        "charge_explanation": .text(outcome.charge?.storedExplanation),
      ],
      where: "id = ? AND verdict IS NULL", [.text(id.text)]
    ).run(db)
    return changed == 1
  }

  /// Completes an open row with what is known of a partial answer whose process was killed.
  static func adopt(_ id: CallID, answerBytes: Int, in db: Database) throws {
    try BoundStatement(
      updating: "call",
      [
        "verdict": .text(CallOutcome.Verdict.partial.rawValue),
        "exit_code": .integer(Int(ExitCode.partial.rawValue)),
        "error_code": .text(LLMError.Code.partial.name),
        "answer_bytes": .integer(answerBytes),
      ],
      where: "id = ? AND verdict IS NULL", [.text(id.text)]
    ).run(db)
  }

  /// Who opened the row, where it is open.
  static func process(ofOpen id: CallID, in db: Database) throws -> ProcessIdentity? {
    try BoundStatement("SELECT pid, process_start FROM call WHERE id = ? AND verdict IS NULL", [.text(id.text)])
      .rows(db) { columns in
        ProcessIdentity(pid: try columns.required(Int32(exactly: try columns.integer())), start: try columns.text())
      }.first
  }

  /// When, where and of which model (`provider/model`) a call was made.
  static func origin(
    of id: CallID, in db: Database
  ) throws -> (startedAt: Timestamp, model: String, repository: String?)? {
    try BoundStatement(
      "SELECT started_at, provider || '/' || model_asked, repository FROM call WHERE id = ?", [.text(id.text)]
    ).rows(db) { columns in
      (
        startedAt: Timestamp(milliseconds: Int64(try columns.integer())), model: try columns.text(),
        repository: try columns.optionalText()
      )
    }.first
  }

  /// When a call was begun.
  static func startedAt(_ id: CallID, in db: Database) throws -> Timestamp {
    let found = try BoundStatement("SELECT started_at FROM call WHERE id = ?", [.text(id.text)])
      .rows(db) { Timestamp(milliseconds: Int64(try $0.integer())) }
    guard let moment = found.first else { throw StoreFailure.unavailable("it has no call with this id") }
    return moment
  }

  /// Puts another charge in the place of a call's. Returns the old one; nil where the provider told it, or nothing is known yet.
  static func correct(_ id: CallID, _ charge: Charge, in db: Database) throws -> Charge? {
    let found =
      try BoundStatement(
        """
        SELECT uncached_input_tokens, cache_read_tokens, cache_write_short_tokens, cache_write_long_tokens,
          text_output_tokens, reasoning_output_tokens, charge_basis, charge_nanodollars, charge_rest, charge_explanation
        FROM call WHERE id = ?
        """, [.text(id.text)]
      ).rows(db) { columns in
        let usage = try columns.usage()
        return try columns.charge(of: usage)
      }.first ?? nil
    guard let old = found, old.basis != .told else { return nil }
    try BoundStatement(
      updating: "call",
      [
        "charge_basis": .text(charge.basis.rawValue), "charge_nanodollars": .integer(charge.amount.nanodollars),
        "charge_rest": .integer(charge.amount.rest), "charge_explanation": .text(charge.storedExplanation),
      ], where: "id = ?", [.text(id.text)]
    ).run(db)
    return old
  }

  /// Says of an open call whose process was killed what it may have been charged.
  static func markLost(_ id: CallID, most: Money, in db: Database) throws {
    try BoundStatement(
      updating: "call",
      [
        "charge_basis": .text(Charge.Basis.possible.rawValue), "charge_nanodollars": .integer(most.nanodollars),
        "charge_rest": .integer(most.rest),
      ], where: "id = ? AND verdict IS NULL", [.text(id.text)]
    ).run(db)
  }

  /// What an open call may have been charged, where its process was taken for dead.
  static func lost(_ id: CallID, in db: Database) throws -> Money? {
    try BoundStatement(
      "SELECT charge_nanodollars, charge_rest FROM call WHERE id = ? AND verdict IS NULL AND charge_basis IS NOT NULL",
      [.text(id.text)]
    ).rows(db) { try $0.optionalMoney() }.first ?? nil
  }

  /// The newest calls first.
  static func newest(_ limit: Int, in db: Database) throws -> [StoredCall] {
    try calls("ORDER BY call.id DESC LIMIT ?", [.integer(limit)], in: db)
  }

  /// The calls that are meant, at most two: enough to know whether there is exactly one.
  static func matching(_ reference: CallReference, in db: Database) throws -> [StoredCall] {
    switch reference.kind {
    case .back(let count):
      return try calls("ORDER BY call.id DESC LIMIT 1 OFFSET ?", [.integer(count)], in: db)
    case .part(let prefix):
      let found = try calls(
        "WHERE call.id >= ? AND call.id < ? LIMIT 2", [.text(prefix.lowerBound), .text(prefix.upperBound)], in: db)
      guard found.isEmpty, prefix.lowerBound.count >= CallID.shortLength else { return found }
      return try calls(
        "WHERE substr(call.id, -6) = ? AND substr(call.id, ?) = ? LIMIT 2",
        [
          .text(CallID(prefix.lowerBound).short), .integer(-prefix.lowerBound.count), .text(prefix.lowerBound),
        ], in: db)
    }
  }

  /// The calls with these ids, in this order; of long texts only the beginning.
  static func calls(_ ids: [String], in db: Database) throws -> [StoredCall] {
    let list = JSONWriter.text(of: .array(ids.map { .string($0) }))
    let found = try calls(
      "WHERE call.id IN (SELECT value FROM json_each(?))", [.text(list)], withTexts: false, in: db)
    let byID = Dictionary(found.map { ($0.id.text, $0) }) { first, _ in first }
    return ids.compactMap { byID[$0] }
  }

  private static func calls(
    _ clauses: String, _ values: [SQLValue], withTexts: Bool = true, in db: Database
  ) throws -> [StoredCall] {
    let sql = """
      SELECT \(StoredCall.columns) FROM call
      LEFT JOIN turn ON turn.call_id = call.id LEFT JOIN answer ON answer.call_id = call.id
      \(clauses)
      """
    var calls = try BoundStatement(sql, values).rows(db) { columns in try StoredCall(&columns) }
    for index in calls.indices {
      if withTexts { try StoreFailure.naming(calls[index].id) { try calls[index].loadTexts(db) } }
      calls[index].intent.tags = try tags(of: calls[index].id, in: db)
      // One of many calls has any.
      guard calls[index].outcome.map({ $0.attempts > 1 }) ?? true else { continue }
      calls[index].attempts = try AttemptTable.attempts(of: calls[index].id, in: db)
    }
    return calls
  }

  /// The newest complete answer to a request with this content hash.
  static func answer(toContent hash: String, in db: Database) throws -> KeptAnswer? {
    try BoundStatement(
      """
      SELECT call.id, call.started_at, coalesce(call.served_by, call.provider || '/' || call.model_asked), answer.text
      FROM call JOIN answer ON answer.call_id = call.id
      WHERE call.content_hash = ? AND call.verdict = 'done' AND call.shared_with IS NULL ORDER BY call.id DESC LIMIT 1
      """, [.text(hash)]
    ).rows(db) { columns in
      KeptAnswer(
        id: CallID(try columns.text()), startedAt: Timestamp(milliseconds: Int64(try columns.integer())),
        model: try columns.text(), text: try columns.text())
    }.first
  }

  /// The tags of a call in order.
  static func tags(of id: CallID, in db: Database) throws -> [JSONMember] {
    try BoundStatement(
      "SELECT key, value FROM call_tag WHERE call_id = ? ORDER BY position", [.text(id.text)]
    ).rows(db) { columns in JSONMember(try columns.text(), try columns.json()) }
  }
}
