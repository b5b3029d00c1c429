import LLMCore
import Testing

@testable import LLMStore

/// What becomes of a ledger that an older llmctl wrote.
struct MigrationTests {
  private let scratch: Scratch
  private let ids: [String]
  /// A connection that does not migrate, since it was made before.
  private let raw: Connection

  /// What the third migration made, taken back.
  private static let undoing =
    ["turn_added", "turn_changed", "turn_deleted", "answer_added", "answer_changed", "answer_deleted"]
    .map { "DROP TRIGGER \($0)" }
    + [
      "DROP TRIGGER conversation_renamed", "DROP TRIGGER conversation_deleted", "DROP TABLE text_index",
      "DROP VIEW searched_text", "DROP TABLE indexed_text", "DROP INDEX conversation_by_name",
      "DROP INDEX conversation_by_newest", "DROP INDEX conversation_by_parent",
    ]
    + ["name", "newest", "parent_id", "first_kept", "last_kept", "summary"]
    .map { "ALTER TABLE conversation DROP COLUMN \($0)" } + [
      "ALTER TABLE call DROP COLUMN reading", "PRAGMA user_version = 2",
    ] + undoingSixth + undoingFifth

  /// What the sixth one made.
  private static let undoingSixth =
    ["upkeep", "exchange", "recording", "chunk_index", "prompt_chunk", "content_chunk"].map { "DROP TABLE \($0)" }
    + ["prompt", "replayed", "end", "model", "time", "charge", "verdict"].map { "DROP INDEX call_by_\($0)" }
    + ["DROP INDEX call_tag_by_value"]
    + ["prompt_name", "prompt_version", "prompt_hash", "replay_of", "tool_calls"]
    .map { "ALTER TABLE call DROP COLUMN \($0)" }
    + ["system_content", "prompt_content"].map { "ALTER TABLE turn DROP COLUMN \($0)" }

  /// What the fifth one made.
  private static let undoingFifth =
    [
      "reservation", "failure", "latency", "spend_conversation_total", "spend_conversation", "spend_model", "spend_day",
      "spend_quarter", "spend_label", "spend_model_name",
    ].map { "DROP TABLE \($0)" }
    + [
      "is_from_cache", "charge_basis", "charge_nanodollars", "charge_rest", "saved_nanodollars", "saved_rest",
      "charge_explanation",
    ].map { "ALTER TABLE call DROP COLUMN \($0)" }
    + ["charge_basis", "charge_nanodollars", "charge_rest", "charge_explanation"]
    .map { "ALTER TABLE attempt DROP COLUMN \($0)" }

  /// A ledger with version 2 of the tables and two conversations.
  init() async throws {
    let scratch = try Scratch()
    let first = try await scratch.ledger().asking(["apple", "pear"])
    let second = try await scratch.ledger().asking(["plum"])
    _ = try await scratch.ledger().asking(["grape"], in: first)
    _ = try await scratch.ledger().open(.asking("quince", in: first))
    raw = try Connection.open(LedgerFile(path: scratch.path), patience: .seconds(5))
    try raw.perform { db in for sql in Self.undoing { try BoundStatement(sql).run(db) } }
    self.scratch = scratch
    ids = [first, second]
  }

  @Test("Conversations of an old ledger are listed, found and gone on with")
  func migrated() async throws {
    let ledger = scratch.ledger()
    #expect(try await ledger.conversations(containing: nil, limit: 9).map(\.id) == ids)
    #expect(try await ledger.conversations(containing: "to pear appl", limit: 9).map(\.id) == [ids[0]])
    #expect(try await ledger.conversations(containing: "quince", limit: 9).map(\.turns) == [4])
    try await ledger.asking(["cherry"], in: ids[1])
    #expect(try await ledger.storedConversation(nil)?.turns.map(\.prompt) == ["plum", "cherry"])
    #expect(try await ledger.conversations(containing: "plum cherry", limit: 9).count == 1)
    _ = try raw.write { db in
      try BoundStatement("INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)").run(db)
    }
  }

  @Test("Many that find an old ledger at once all read it, and it is migrated once")
  func race() async throws {
    let scratch = scratch
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask { try await scratch.ledger().conversations(containing: "apple", limit: 9).count }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == Array(repeating: 1, count: 8))
  }

  @Test(
    "A migration that dies half way leaves the ledger as it was, and is made up for",
    arguments: ["indexed_text", "text_index"])
  func interrupted(obstacle: String) async throws {
    // Something that stands in the way ends it as a crash would: in the middle, with a transaction that is rolled back.
    _ = try raw.perform { db in try BoundStatement("CREATE TABLE \(obstacle) (id INTEGER)").run(db) }
    await #expect(throws: LedgerError.unavailable("its tables are not those of llmctl")) {
      try await scratch.ledger().storedConversation(nil)
    }
    #expect(scratch.notices.all == [])
    try raw.perform { db in
      #expect(try BoundStatement("PRAGMA user_version").rows(db) { try $0.integer() } == [2])
      let columns = try BoundStatement("SELECT name FROM pragma_table_info('conversation')").rows(db) { try $0.text() }
      #expect(columns == ["id", "started_at"])
      #expect(try BoundStatement("SELECT count(*) FROM turn").rows(db) { try $0.integer() } == [5])
      try BoundStatement("DROP TABLE \(obstacle)").run(db)
    }
    #expect(try await scratch.ledger().conversations(containing: "apple", limit: 9).map(\.id) == [ids[0]])
  }
}
