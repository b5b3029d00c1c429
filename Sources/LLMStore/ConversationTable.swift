import GRDB
import LLMCore

/// The rows of `conversation`.
enum ConversationTable {
  /// Makes sure that there is a conversation with this id. One that is gone on with may have been set aside with a
  /// damaged file, and the call must be recorded nevertheless.
  static func begin(_ id: String, at moment: Timestamp, in db: Database) throws {
    try BoundStatement(
      "INSERT INTO conversation (id, started_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
      [.text(id), .integer(Int(moment.milliseconds))]
    ).run(db)
  }

  /// Adds a fork of `parent` under a new id.
  ///
  /// Throws `LedgerError.missing` where there is no such parent, or no turn of it in the range.
  static func fork(
    _ parent: String, as id: String, at moment: Timestamp, keeping range: ClosedRange<Int>?, summary: String?,
    in db: Database
  ) throws {
    guard let source = try conversation(parent, in: db) else {
      throw LedgerError.missing("conversation '\(parent)'")
    }
    let turns = try range.map { _ in try ConversationLine(of: parent, in: db).outline(db) } ?? []
    let kept = turns.filter { turn in range?.contains(turn.sequence) == true }
    if let range, kept.isEmpty {
      throw LedgerError.missing("turns \(range.lowerBound) to \(range.upperBound) in conversation '\(parent)'")
    }
    let leavesNothingOut = !kept.isEmpty && kept.first?.sequence == turns.first?.sequence
    try BoundStatement(
      insertingInto: "conversation",
      [
        "id": .text(id),
        "started_at": .integer(Int(moment.milliseconds)),
        "newest": .text(id),
        "parent_id": .text(parent),
        "first_kept": .integer(kept.first?.sequence),
        "last_kept": .integer(kept.last?.sequence),
        "summary": .text(summary ?? (leavesNothingOut ? source.summary : nil)),
      ]
    ).run(db)
  }

  /// Names a conversation, or takes its name away.
  ///
  /// Throws `LedgerError.nameTaken`, and `LedgerError.missing` where there is no such conversation.
  static func rename(_ id: String, to name: String?, in db: Database) throws {
    if let name, let holder = try named(name, in: db), holder != id { throw LedgerError.nameTaken(name) }
    let changed = try BoundStatement(
      updating: "conversation", ["name": .text(name)], where: "id = ?", [.text(id)]
    ).run(db)
    guard changed == 1 else { throw LedgerError.missing("conversation '\(id)'") }
  }

  // MARK: Reading

  /// The conversation that is meant, nil where there is none.
  ///
  /// Throws `LedgerError.ambiguous`.
  static func find(_ reference: String, in db: Database) throws -> StoredConversation? {
    guard let prefix = IDPrefix(reference) else { return nil }
    if let exact = try conversation(prefix.lowerBound, in: db) { return exact }
    if let named = try named(reference, in: db) { return try conversation(named, in: db) }
    let found = try conversations(
      "WHERE id >= ? AND id < ? LIMIT 2", [.text(prefix.lowerBound), .text(prefix.upperBound)], in: db)
    guard found.count < 2 else { throw LedgerError.ambiguous(reference) }
    return found.first
  }

  /// What a person goes on with: the calls of other commands, such as those of a review, hold no conversation. A fork has no call of
  /// its own at first.
  private static let isChat =
    "newest IS NOT NULL AND coalesce((SELECT command FROM call WHERE id = newest), 'chat') = 'chat'"

  /// Those last added to, the newest first.
  static func newest(_ limit: Int, in db: Database) throws -> [StoredConversation] {
    try conversations("WHERE \(isChat) ORDER BY newest DESC LIMIT ?", [.integer(limit)], in: db)
  }

  /// Of those with these ids, those last added to.
  static func newest(_ limit: Int, of ids: some Sequence<String>, in db: Database) throws -> [StoredConversation] {
    let list = JSONWriter.text(of: .array(ids.map { id in .string(id) }))
    return try conversations(
      """
      WHERE id IN (SELECT value FROM json_each(?)) AND \(isChat) ORDER BY newest DESC LIMIT ?
      """, [.text(list), .integer(limit)], in: db)
  }

  /// The conversation with exactly this id.
  static func conversation(_ id: String, in db: Database) throws -> StoredConversation? {
    try conversations("WHERE id = ?", [.text(id)], in: db).first
  }

  private static func named(_ name: String, in db: Database) throws -> String? {
    try BoundStatement("SELECT id FROM conversation WHERE name = ?", [.text(name)])
      .rows(db) { columns in try columns.text() }.first
  }

  private static func conversations(
    _ clauses: String, _ values: [SQLValue], in db: Database
  ) throws -> [StoredConversation] {
    try BoundStatement("SELECT id, name, started_at, parent_id, summary FROM conversation \(clauses)", values)
      .rows(db) { columns in
        try StoredConversation(
          id: columns.text(), name: columns.optionalText(),
          startedAt: Timestamp(milliseconds: Int64(columns.integer())), parent: columns.optionalText(),
          summary: columns.optionalText())
      }
  }
}

/// A row of `conversation`.
struct StoredConversation {
  let id: String
  let name: String?
  let startedAt: Timestamp
  let parent: String?
  let summary: String?
}
