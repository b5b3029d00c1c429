import GRDB
import LLMCore

/// The rows of `attempt`.
enum AttemptTable {
  /// Adds a try of a call.
  static func insert(_ attempt: AttemptRecord, of id: CallID, into db: Database) throws {
    try BoundStatement(
      insertingInto: "attempt",
      [
        "call_id": .text(id.text),
        "number": .integer(attempt.number),
        "provider": .text(attempt.provider),
        "model": .text(attempt.model),
        "waited_ms": .integer(attempt.waited),
        "total_ms": .integer(attempt.duration),
        "http_status": .integer(attempt.httpStatus),
        "error_code": .text(attempt.errorCode),
        "request_id": .text(attempt.requestID),
        "may_be_charged": .integer(attempt.mayHaveBeenCharged ? 1 : 0),
        "answer_bytes": .integer(attempt.answerBytes),
        "uncached_input_tokens": .integer(attempt.usage.uncachedInput),
        "cache_read_tokens": .integer(attempt.usage.cacheRead),
        "cache_write_short_tokens": .integer(attempt.usage.cacheWriteShort),
        "cache_write_long_tokens": .integer(attempt.usage.cacheWriteLong),
        "text_output_tokens": .integer(attempt.usage.textOutput),
        "reasoning_output_tokens": .integer(attempt.usage.reasoningOutput),
        "sequel": .text(attempt.sequel.rawValue),
        "charge_basis": .text(attempt.charge?.basis.rawValue),
        "charge_nanodollars": .integer(attempt.charge?.amount.nanodollars),
        "charge_rest": .integer(attempt.charge?.amount.rest),
        "charge_explanation": .text(attempt.charge?.storedExplanation),
      ]
    ).run(db)
  }

  /// The tries of a call in order.
  static func attempts(of id: CallID, in db: Database) throws -> [AttemptRecord] {
    try BoundStatement(
      """
      SELECT number, provider, model, waited_ms, total_ms, http_status, error_code, request_id, may_be_charged, \
      answer_bytes, uncached_input_tokens, cache_read_tokens, cache_write_short_tokens, cache_write_long_tokens, \
      text_output_tokens, reasoning_output_tokens, sequel, charge_basis, charge_nanodollars, charge_rest, \
      charge_explanation FROM attempt WHERE call_id = ? ORDER BY number
      """, [.text(id.text)]
    ).rows(db) { columns in
      var attempt = try AttemptRecord(
        number: columns.integer(), provider: columns.text(), model: columns.text(), waited: columns.integer(),
        duration: columns.integer(), httpStatus: columns.optionalInteger(), errorCode: columns.text(),
        requestID: columns.optionalText(), mayHaveBeenCharged: columns.integer() != 0, answerBytes: columns.integer(),
        usage: columns.usage(),
        sequel: columns.required(AttemptRecord.Sequel(rawValue: columns.text())))
      attempt.charge = try columns.charge(of: attempt.usage)
      return attempt
    }
  }
}
