import GRDB
import LLMCore

/// The rows of `conversation`, `turn` and `answer`.
enum ConversationTable {
  /// Makes sure that there is a conversation with this id. One that is gone on with may have been set aside with a
  /// damaged file, and the call must be recorded nevertheless.
  static func begin(_ id: String, at moment: Timestamp, in db: Database) throws {
    try BoundStatement(
      "INSERT INTO conversation (id, started_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
      [.text(id), .integer(Int(moment.milliseconds))]
    ).run(db)
  }

  /// Adds a turn behind those that have started. The order is that of the transactions, whatever the clocks say.
  static func addTurn(
    of call: CallID, system: String?, prompt: String, to conversation: String, in db: Database
  ) throws {
    try BoundStatement(
      """
      INSERT INTO turn (conversation_id, sequence, call_id, system, prompt)
      SELECT ?1, coalesce(max(sequence), 0) + 1, ?2, ?3, ?4 FROM turn WHERE conversation_id = ?1
      """,
      [.text(conversation), .text(call.text), .text(system), .text(prompt)]
    ).run(db)
  }

  /// Stores the answer, if the prompt was stored.
  static func answer(_ call: CallID, _ text: String, in db: Database) throws {
    try BoundStatement(
      "INSERT INTO answer (call_id, text) SELECT call_id, ? FROM turn WHERE call_id = ?",
      [.text(text), .text(call.text)]
    ).run(db)
  }

  /// The ids that start with `prefix`, at most two: enough to know whether there is exactly one.
  static func matching(_ prefix: IDPrefix, in db: Database) throws -> [String] {
    try BoundStatement(
      "SELECT id FROM conversation WHERE id >= ? AND id < ? LIMIT 2",
      [.text(prefix.lowerBound), .text(prefix.upperBound)]
    ).rows(db) { columns in try columns.text() }
  }

  /// The conversation that the newest call belongs to.
  static func newest(in db: Database) throws -> String? {
    try BoundStatement("SELECT conversation_id FROM turn ORDER BY call_id DESC LIMIT 1")
      .rows(db) { columns in try columns.text() }.first
  }

  /// The conversation with exactly this id, or nil where it has no turns.
  static func conversation(_ id: String, in db: Database) throws -> StoredConversation? {
    let turns = try BoundStatement(
      """
      SELECT turn.system, turn.prompt, answer.text, call.provider, call.model_asked, call.verdict
      FROM turn JOIN call ON call.id = turn.call_id LEFT JOIN answer ON answer.call_id = turn.call_id
      WHERE turn.conversation_id = ? AND NOT EXISTS (
        SELECT 1 FROM call AS later WHERE later.resumes = turn.call_id AND later.answer_bytes > 0)
      ORDER BY turn.sequence
      """, [.text(id)]
    ).rows(db) { columns in try StoredTurn(&columns) }
    guard let newest = turns.last else { return nil }
    return StoredConversation(
      id: id, system: newest.system, model: newest.model, messages: turns.flatMap(\.messages),
      lastTurnIsIncomplete: newest.verdict != .done)
  }
}

/// One prompt of a conversation, with what came of it.
private struct StoredTurn {
  let system: String?
  let prompt: String
  let answer: String?
  let model: String
  /// Nil while the call is open, and for ever if its process was killed.
  let verdict: CallOutcome.Verdict?

  init(_ columns: inout ColumnReader) throws {
    system = try columns.optionalText()
    prompt = try columns.text()
    answer = try columns.optionalText()
    model = "\(try columns.text())/\(try columns.text())"
    verdict = try columns.optionalText().map { name in try columns.required(CallOutcome.Verdict(rawValue: name)) }
  }

  /// The turn as it goes to the model again; none where it was not answered. An empty answer is none: providers do not
  /// accept an assistant who says nothing.
  var messages: [Message] {
    guard let answer, !answer.isEmpty else { return [] }
    return switch verdict {
    case .done, .partial, .cancelled: [Message(.user, prompt), Message(.assistant, answer)]
    case .refused, .failed, nil: []
    }
  }
}
