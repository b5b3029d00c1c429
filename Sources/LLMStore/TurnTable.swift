import GRDB
import LLMCore

/// The rows of `turn` and `answer`.
enum TurnTable {
  /// Adds a turn behind those that have started, or that a fork keeps. The order is that of the transactions, whatever the
  /// clocks say.
  static func add(
    _ call: CallID, system: String?, prompt: String, to conversation: String, in db: Database
  ) throws {
    try BoundStatement(
      """
      INSERT INTO turn (conversation_id, sequence, call_id, system, prompt)
      SELECT ?1, 1 + coalesce(
        (SELECT max(sequence) FROM turn WHERE conversation_id = ?1),
        (SELECT last_kept FROM conversation WHERE id = ?1), 0), ?2, ?3, ?4
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

  /// The system text that was sent along.
  static func system(of call: CallID, in db: Database) throws -> String? {
    try BoundStatement("SELECT system FROM turn WHERE call_id = ?", [.text(call.text)])
      .rows(db) { columns in try columns.optionalText() }.first ?? nil
  }

  /// The beginning of a prompt; empty where there is none.
  static func beginning(ofPromptOf call: CallID, characters: Int, in db: Database) throws -> String {
    try BoundStatement(
      "SELECT substr(prompt, 1, ?) FROM turn WHERE call_id = ?", [.integer(characters), .text(call.text)]
    ).rows(db) { columns in try columns.text() }.first ?? ""
  }
}
