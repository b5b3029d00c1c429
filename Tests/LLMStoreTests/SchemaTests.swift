import LLMCore
import Testing

@testable import LLMStore

struct SchemaTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A change here needs a new migration, never a change of an old one.
  private static let snapshot = """
    answer: CREATE TABLE answer (
      call_id TEXT NOT NULL PRIMARY KEY REFERENCES turn (call_id) ON DELETE CASCADE,
      text TEXT NOT NULL
    ) STRICT
    attempt: CREATE TABLE attempt (
      call_id TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      waited_ms INTEGER NOT NULL,
      total_ms INTEGER NOT NULL,
      http_status INTEGER,
      error_code TEXT NOT NULL,
      request_id TEXT,
      may_be_charged INTEGER NOT NULL,
      answer_bytes INTEGER NOT NULL,
      uncached_input_tokens INTEGER,
      cache_read_tokens INTEGER,
      cache_write_short_tokens INTEGER,
      cache_write_long_tokens INTEGER,
      text_output_tokens INTEGER,
      reasoning_output_tokens INTEGER,
      sequel TEXT NOT NULL,
      PRIMARY KEY (call_id, number)
    ) STRICT, WITHOUT ROWID
    call: CREATE TABLE call (
      id TEXT NOT NULL PRIMARY KEY,
      started_at INTEGER NOT NULL,
      pid INTEGER NOT NULL,
      process_start TEXT NOT NULL,
      command TEXT NOT NULL,
      provider TEXT NOT NULL,
      model_asked TEXT NOT NULL,
      model_served TEXT,
      conversation_id TEXT REFERENCES conversation (id),
      repository TEXT,
      branch TEXT,
      request_bytes INTEGER NOT NULL,
      content_hash TEXT,
      request_id TEXT,
      verdict TEXT,
      exit_code INTEGER,
      error_code TEXT,
      http_status INTEGER,
      finish_reason TEXT,
      uncached_input_tokens INTEGER,
      cache_read_tokens INTEGER,
      cache_write_short_tokens INTEGER,
      cache_write_long_tokens INTEGER,
      text_output_tokens INTEGER,
      reasoning_output_tokens INTEGER,
      time_to_first_token_ms INTEGER,
      total_ms INTEGER,
      response_bytes INTEGER,
      answer_bytes INTEGER
    , attempts INTEGER, waited_ms INTEGER, served_by TEXT, shared_with TEXT, resumes TEXT) STRICT, WITHOUT ROWID
    call_by_content: CREATE INDEX call_by_content ON call (content_hash, id) WHERE content_hash IS NOT NULL AND verdict = 'done'
    call_by_resumed: CREATE INDEX call_by_resumed ON call (resumes) WHERE resumes IS NOT NULL
    call_tag: CREATE TABLE call_tag (
      call_id TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL, -- JSON
      PRIMARY KEY (call_id, position)
    ) STRICT, WITHOUT ROWID
    conversation: CREATE TABLE conversation (
      id TEXT NOT NULL PRIMARY KEY,
      started_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    sqlite_autoindex_answer_1: none
    sqlite_autoindex_turn_1: none
    sqlite_autoindex_turn_2: none
    turn: CREATE TABLE turn (
      conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      sequence INTEGER NOT NULL,
      call_id TEXT NOT NULL UNIQUE REFERENCES call (id) ON DELETE CASCADE,
      system TEXT,
      prompt TEXT NOT NULL,
      PRIMARY KEY (conversation_id, sequence)
    ) STRICT
    """

  @Test("The schema is the one that was shipped")
  func pinned() throws {
    let schema = try connection().perform { db in
      try BoundStatement("SELECT name, sql FROM sqlite_schema ORDER BY name").rows(db) { columns in
        "\(try columns.text()): \(try columns.optionalText() ?? "none")"
      }
    }
    #expect(schema.joined(separator: "\n") == Self.snapshot)
  }

  @Test(
    "The settings are those the ledger relies on",
    arguments: [("journal_mode", "wal"), ("synchronous", "1"), ("foreign_keys", "1"), ("busy_timeout", "5000")])
  func settings(pragma: String, value: String) throws {
    let found = try connection().perform { db in
      try BoundStatement("SELECT CAST(\(pragma == "busy_timeout" ? "timeout" : pragma) AS TEXT) FROM pragma_\(pragma)")
        .rows(db) { columns in try columns.text() }
    }
    #expect(found == [value])
  }

  @Test(
    "Each query finds its rows through an index",
    arguments: [
      "SELECT id FROM call WHERE id >= 'A' AND id < 'B' LIMIT 2",
      """
      SELECT * FROM call LEFT JOIN turn ON turn.call_id = call.id LEFT JOIN answer ON answer.call_id = call.id
      ORDER BY call.id DESC LIMIT 9
      """,
      "SELECT conversation_id FROM turn ORDER BY call_id DESC LIMIT 1",
      """
      SELECT * FROM turn JOIN call ON call.id = turn.call_id LEFT JOIN answer ON answer.call_id = turn.call_id
      WHERE turn.conversation_id = 'A' ORDER BY sequence
      """,
      "SELECT id FROM conversation WHERE id >= 'A' AND id < 'B' LIMIT 2",
      "SELECT max(sequence) FROM turn WHERE conversation_id = 'A'",
    ])
  func queryPlans(query: String) throws {
    let plan = try connection().perform { db in
      try BoundStatement("EXPLAIN QUERY PLAN \(query)").rows(db) { columns in
        for _ in 0..<3 { _ = try columns.integer() }
        return try columns.text()
      }
    }
    #expect(!plan.isEmpty)
    for step in plan where !step.hasPrefix("SEARCH") {
      // The whole of a table is only walked along an index, and only as far as the limit.
      #expect(step == "SCAN call" || step.contains("USING INDEX"), "\(step)")
      #expect(!step.contains("TEMP B-TREE"))
    }
  }

  @Test("An empty file becomes a ledger")
  func emptyFile() async throws {
    try scratch.write([], to: scratch.path)
    let id = try await scratch.ledger().open(.asking())
    #expect(try await scratch.ledger().call("last")?.id == id)
    #expect(scratch.notices.all == [])
  }

  @Test("An up-to-date file is opened without the lock")
  func noLockWhenCurrent() throws {
    _ = try connection()
    try FileLock(path: scratch.path + ".lock", patience: .zero).holding { () throws(StoreFailure) in
      _ = try Connection.open(LedgerFile(path: scratch.path), patience: .zero)
    }
  }

  @Test("A file of a newer llmctl is refused and left as it is")
  func newerSchema() async throws {
    try connection().perform { db in
      try BoundStatement("PRAGMA user_version = 7").run(db)
      _ = try BoundStatement("PRAGMA wal_checkpoint(TRUNCATE)").rows(db) { columns in try columns.integer() }
    }
    let before = try scratch.bytes(scratch.path)
    let ledger = scratch.ledger()
    let expected = LedgerError.newerSchema(found: 7, known: 2)
    await #expect(throws: expected) { try await ledger.open(.asking()) }
    await #expect(throws: expected) { try await ledger.recent(limit: 1) }
    #expect(try scratch.bytes(scratch.path) == before)
    #expect(scratch.notices.all == [])
  }

  @Test(
    "A database of another program is refused and keeps its tables",
    arguments: ["CREATE TABLE call (number TEXT)", "PRAGMA user_version = -3", "PRAGMA user_version = 1"])
  func foreignDatabase(sql: String) async throws {
    try connection().perform { db in
      for table in ["answer", "attempt", "call_tag", "turn", "call", "conversation"] {
        try BoundStatement("DROP TABLE \(table)").run(db)
      }
      try BoundStatement("PRAGMA user_version = 0").run(db)
      try BoundStatement(sql).run(db)
    }
    await #expect(throws: LedgerError.unavailable("its tables are not those of llmctl")) {
      try await scratch.ledger().open(.asking())
    }
  }

  private func connection() throws -> Connection {
    try Connection.open(LedgerFile(path: scratch.path), patience: .seconds(5))
  }
}
