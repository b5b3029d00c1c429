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
    answer_added: CREATE TRIGGER answer_added AFTER INSERT ON answer BEGIN
      INSERT INTO indexed_text (kind, conversation_id, sequence, call_id)
      SELECT 'answer', conversation_id, sequence, call_id FROM turn WHERE call_id = new.call_id;
      INSERT INTO text_index (rowid, text)
      SELECT id, new.text FROM indexed_text WHERE call_id = new.call_id AND kind = 'answer';
    END
    answer_changed: CREATE TRIGGER answer_changed AFTER UPDATE OF text ON answer BEGIN
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.text FROM indexed_text WHERE call_id = new.call_id AND kind = 'answer';
      INSERT INTO text_index (rowid, text)
      SELECT id, new.text FROM indexed_text WHERE call_id = new.call_id AND kind = 'answer';
    END
    answer_deleted: CREATE TRIGGER answer_deleted AFTER DELETE ON answer BEGIN
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.text FROM indexed_text WHERE call_id = old.call_id AND kind = 'answer';
      DELETE FROM indexed_text WHERE call_id = old.call_id AND kind = 'answer';
    END
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
      sequel TEXT NOT NULL, charge_basis TEXT, charge_nanodollars INTEGER, charge_rest INTEGER, charge_explanation TEXT,
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
    , attempts INTEGER, waited_ms INTEGER, served_by TEXT, shared_with TEXT, resumes TEXT, reading TEXT, is_from_cache INTEGER, charge_basis TEXT, charge_nanodollars INTEGER, charge_rest INTEGER, saved_nanodollars INTEGER, saved_rest INTEGER, charge_explanation TEXT, prompt_name TEXT, prompt_version INTEGER, prompt_hash TEXT, replay_of TEXT, tool_calls TEXT) STRICT, WITHOUT ROWID
    call_by_charge: CREATE INDEX call_by_charge ON call (charge_nanodollars) WHERE charge_nanodollars > 0
    call_by_content: CREATE INDEX call_by_content ON call (content_hash, id) WHERE content_hash IS NOT NULL AND verdict = 'done'
    call_by_end: CREATE INDEX call_by_end ON call (substr(id, -6))
    call_by_model: CREATE INDEX call_by_model ON call (model_asked, id)
    call_by_prompt: CREATE INDEX call_by_prompt ON call (prompt_name, id) WHERE prompt_name IS NOT NULL
    call_by_replayed: CREATE INDEX call_by_replayed ON call (replay_of) WHERE replay_of IS NOT NULL
    call_by_resumed: CREATE INDEX call_by_resumed ON call (resumes) WHERE resumes IS NOT NULL
    call_by_time: CREATE INDEX call_by_time ON call (total_ms) WHERE total_ms IS NOT NULL
    call_by_verdict: CREATE INDEX call_by_verdict ON call (verdict, id) WHERE verdict <> 'done'
    call_tag: CREATE TABLE call_tag (
      call_id TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL, -- JSON
      PRIMARY KEY (call_id, position)
    ) STRICT, WITHOUT ROWID
    call_tag_by_value: CREATE INDEX call_tag_by_value ON call_tag (key, value, call_id)
    chunk_index: CREATE VIRTUAL TABLE chunk_index USING fts5 (
      text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'
    )
    chunk_index_config: CREATE TABLE 'chunk_index_config'(k PRIMARY KEY, v) WITHOUT ROWID
    chunk_index_data: CREATE TABLE 'chunk_index_data'(id INTEGER PRIMARY KEY, block BLOB)
    chunk_index_idx: CREATE TABLE 'chunk_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID
    content_chunk: CREATE TABLE content_chunk (
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      is_compressed INTEGER NOT NULL,
      index_state INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT
    content_chunk_to_index: CREATE INDEX content_chunk_to_index ON content_chunk (id) WHERE index_state = 1
    conversation: CREATE TABLE conversation (
      id TEXT NOT NULL PRIMARY KEY,
      started_at INTEGER NOT NULL
    , name TEXT, newest TEXT, parent_id TEXT REFERENCES conversation (id), first_kept INTEGER, last_kept INTEGER, summary TEXT) STRICT, WITHOUT ROWID
    conversation_by_name: CREATE UNIQUE INDEX conversation_by_name ON conversation (name) WHERE name IS NOT NULL
    conversation_by_newest: CREATE INDEX conversation_by_newest ON conversation (newest) WHERE newest IS NOT NULL
    conversation_by_parent: CREATE INDEX conversation_by_parent ON conversation (parent_id, first_kept, last_kept) WHERE parent_id IS NOT NULL
    conversation_deleted: CREATE TRIGGER conversation_deleted AFTER DELETE ON conversation BEGIN
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.name FROM indexed_text WHERE conversation_id = old.id AND call_id IS NULL;
      DELETE FROM indexed_text WHERE conversation_id = old.id AND call_id IS NULL;
    END
    conversation_renamed: CREATE TRIGGER conversation_renamed AFTER UPDATE OF name ON conversation BEGIN
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.name FROM indexed_text WHERE conversation_id = old.id AND call_id IS NULL;
      DELETE FROM indexed_text WHERE conversation_id = old.id AND call_id IS NULL;
      INSERT INTO indexed_text (kind, conversation_id) SELECT 'name', new.id WHERE new.name IS NOT NULL;
      INSERT INTO text_index (rowid, text)
      SELECT id, new.name FROM indexed_text WHERE conversation_id = new.id AND call_id IS NULL;
    END
    exchange: CREATE TABLE exchange (
      call_id TEXT NOT NULL REFERENCES recording (call_id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      head BLOB NOT NULL,
      head_size INTEGER, -- NULL where it is not compressed
      request_content BLOB NOT NULL,
      body BLOB NOT NULL,
      body_size INTEGER, -- NULL where it is not compressed
      pieces BLOB NOT NULL,
      PRIMARY KEY (call_id, number)
    ) STRICT
    failure: CREATE TABLE failure (
      day INTEGER NOT NULL,
      model INTEGER NOT NULL REFERENCES spend_model_name (id),
      error_code TEXT NOT NULL,
      calls INTEGER NOT NULL,
      PRIMARY KEY (day, model, error_code)
    ) STRICT, WITHOUT ROWID
    indexed_text: CREATE TABLE indexed_text (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL, -- prompt, answer or name
      conversation_id TEXT NOT NULL,
      sequence INTEGER, -- NULL for a name, as is call_id
      call_id TEXT
    ) STRICT
    indexed_text_by_call: CREATE UNIQUE INDEX indexed_text_by_call ON indexed_text (call_id, kind) WHERE call_id IS NOT NULL
    indexed_text_by_name: CREATE UNIQUE INDEX indexed_text_by_name ON indexed_text (conversation_id) WHERE call_id IS NULL
    latency: CREATE TABLE latency (
      day INTEGER NOT NULL,
      model INTEGER NOT NULL REFERENCES spend_model_name (id),
      bucket INTEGER NOT NULL,
      calls INTEGER NOT NULL,
      total_ms INTEGER NOT NULL,
      PRIMARY KEY (day, model, bucket)
    ) STRICT, WITHOUT ROWID
    prompt_chunk: CREATE TABLE prompt_chunk (
      chunk_id INTEGER NOT NULL REFERENCES content_chunk (id),
      call_id TEXT NOT NULL REFERENCES turn (call_id) ON DELETE CASCADE,
      PRIMARY KEY (chunk_id, call_id)
    ) STRICT, WITHOUT ROWID
    prompt_chunk_by_call: CREATE INDEX prompt_chunk_by_call ON prompt_chunk (call_id)
    recording: CREATE TABLE recording (
      call_id TEXT NOT NULL PRIMARY KEY REFERENCES call (id) ON DELETE CASCADE,
      question_content BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    reservation: CREATE TABLE reservation (
      call_id TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      label INTEGER NOT NULL REFERENCES spend_label (id),
      started_at INTEGER NOT NULL,
      pid INTEGER NOT NULL,
      process_start TEXT NOT NULL,
      nanodollars INTEGER NOT NULL,
      rest INTEGER NOT NULL,
      tokens INTEGER NOT NULL,
      PRIMARY KEY (call_id, number)
    ) STRICT, WITHOUT ROWID
    searched_text: CREATE VIEW searched_text (id, text) AS
    SELECT id, CASE kind
      WHEN 'prompt' THEN (SELECT prompt FROM turn WHERE turn.call_id = indexed_text.call_id)
      WHEN 'answer' THEN (SELECT text FROM answer WHERE answer.call_id = indexed_text.call_id)
      ELSE (SELECT name FROM conversation WHERE conversation.id = indexed_text.conversation_id)
    END
    FROM indexed_text
    spend_conversation: CREATE TABLE spend_conversation (
      conversation_id TEXT NOT NULL,
      quarter INTEGER NOT NULL,
      calls INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    cache_hits INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    told_nanodollars INTEGER NOT NULL,
    told_rest INTEGER NOT NULL,
    estimated_nanodollars INTEGER NOT NULL,
    estimated_rest INTEGER NOT NULL,
    possible_nanodollars INTEGER NOT NULL,
    possible_rest INTEGER NOT NULL,
    saved_nanodollars INTEGER NOT NULL,
    saved_rest INTEGER NOT NULL,
    uncached_input_tokens INTEGER NOT NULL,
    cache_read_tokens INTEGER NOT NULL,
    cache_write_short_tokens INTEGER NOT NULL,
    cache_write_long_tokens INTEGER NOT NULL,
    text_output_tokens INTEGER NOT NULL,
    reasoning_output_tokens INTEGER NOT NULL,
      PRIMARY KEY (conversation_id, quarter)
    ) STRICT, WITHOUT ROWID
    spend_conversation_by_amount: CREATE INDEX spend_conversation_by_amount ON spend_conversation_total (amount, conversation_id)
    spend_conversation_by_quarter: CREATE INDEX spend_conversation_by_quarter ON spend_conversation (quarter)
    spend_conversation_total: CREATE TABLE spend_conversation_total (
      conversation_id TEXT NOT NULL PRIMARY KEY,
      amount INTEGER NOT NULL -- of all kinds, in 10^-9 dollars, rounded up
    ) STRICT, WITHOUT ROWID
    spend_day: CREATE TABLE spend_day (
      day INTEGER NOT NULL,
      label INTEGER NOT NULL REFERENCES spend_label (id),
      calls INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    cache_hits INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    told_nanodollars INTEGER NOT NULL,
    told_rest INTEGER NOT NULL,
    estimated_nanodollars INTEGER NOT NULL,
    estimated_rest INTEGER NOT NULL,
    possible_nanodollars INTEGER NOT NULL,
    possible_rest INTEGER NOT NULL,
    saved_nanodollars INTEGER NOT NULL,
    saved_rest INTEGER NOT NULL,
    uncached_input_tokens INTEGER NOT NULL,
    cache_read_tokens INTEGER NOT NULL,
    cache_write_short_tokens INTEGER NOT NULL,
    cache_write_long_tokens INTEGER NOT NULL,
    text_output_tokens INTEGER NOT NULL,
    reasoning_output_tokens INTEGER NOT NULL,
      PRIMARY KEY (day, label)
    ) STRICT, WITHOUT ROWID
    spend_label: CREATE TABLE spend_label (
      id INTEGER PRIMARY KEY,
      model INTEGER NOT NULL REFERENCES spend_model_name (id),
      command TEXT NOT NULL,
      repository TEXT NOT NULL,
      branch TEXT NOT NULL,
      tags TEXT NOT NULL,
      UNIQUE (model, command, repository, branch, tags)
    ) STRICT
    spend_model: CREATE TABLE spend_model (
      quarter INTEGER NOT NULL,
      model INTEGER NOT NULL REFERENCES spend_model_name (id),
      calls INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    cache_hits INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    told_nanodollars INTEGER NOT NULL,
    told_rest INTEGER NOT NULL,
    estimated_nanodollars INTEGER NOT NULL,
    estimated_rest INTEGER NOT NULL,
    possible_nanodollars INTEGER NOT NULL,
    possible_rest INTEGER NOT NULL,
    saved_nanodollars INTEGER NOT NULL,
    saved_rest INTEGER NOT NULL,
    uncached_input_tokens INTEGER NOT NULL,
    cache_read_tokens INTEGER NOT NULL,
    cache_write_short_tokens INTEGER NOT NULL,
    cache_write_long_tokens INTEGER NOT NULL,
    text_output_tokens INTEGER NOT NULL,
    reasoning_output_tokens INTEGER NOT NULL,
      PRIMARY KEY (quarter, model)
    ) STRICT, WITHOUT ROWID
    spend_model_name: CREATE TABLE spend_model_name (
      id INTEGER PRIMARY KEY,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      UNIQUE (provider, model)
    ) STRICT
    spend_quarter: CREATE TABLE spend_quarter (
      quarter INTEGER NOT NULL,
      label INTEGER NOT NULL REFERENCES spend_label (id),
      calls INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    cache_hits INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    told_nanodollars INTEGER NOT NULL,
    told_rest INTEGER NOT NULL,
    estimated_nanodollars INTEGER NOT NULL,
    estimated_rest INTEGER NOT NULL,
    possible_nanodollars INTEGER NOT NULL,
    possible_rest INTEGER NOT NULL,
    saved_nanodollars INTEGER NOT NULL,
    saved_rest INTEGER NOT NULL,
    uncached_input_tokens INTEGER NOT NULL,
    cache_read_tokens INTEGER NOT NULL,
    cache_write_short_tokens INTEGER NOT NULL,
    cache_write_long_tokens INTEGER NOT NULL,
    text_output_tokens INTEGER NOT NULL,
    reasoning_output_tokens INTEGER NOT NULL,
      PRIMARY KEY (quarter, label)
    ) STRICT, WITHOUT ROWID
    sqlite_autoindex_answer_1: none
    sqlite_autoindex_content_chunk_1: none
    sqlite_autoindex_exchange_1: none
    sqlite_autoindex_spend_label_1: none
    sqlite_autoindex_spend_model_name_1: none
    sqlite_autoindex_turn_1: none
    sqlite_autoindex_turn_2: none
    text_index: CREATE VIRTUAL TABLE text_index USING fts5 (
      text, content='searched_text', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2'
    )
    text_index_config: CREATE TABLE 'text_index_config'(k PRIMARY KEY, v) WITHOUT ROWID
    text_index_data: CREATE TABLE 'text_index_data'(id INTEGER PRIMARY KEY, block BLOB)
    text_index_idx: CREATE TABLE 'text_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID
    turn: CREATE TABLE turn (
      conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      sequence INTEGER NOT NULL,
      call_id TEXT NOT NULL UNIQUE REFERENCES call (id) ON DELETE CASCADE,
      system TEXT,
      prompt TEXT NOT NULL, system_content BLOB, prompt_content BLOB,
      PRIMARY KEY (conversation_id, sequence)
    ) STRICT
    turn_added: CREATE TRIGGER turn_added AFTER INSERT ON turn BEGIN
      UPDATE conversation SET newest = new.call_id
      WHERE id = new.conversation_id AND (newest IS NULL OR newest < new.call_id);
      INSERT INTO indexed_text (kind, conversation_id, sequence, call_id)
      VALUES ('prompt', new.conversation_id, new.sequence, new.call_id);
      INSERT INTO text_index (rowid, text) VALUES (last_insert_rowid(), new.prompt);
    END
    turn_changed: CREATE TRIGGER turn_changed AFTER UPDATE OF prompt ON turn BEGIN
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.prompt FROM indexed_text WHERE call_id = new.call_id AND kind = 'prompt';
      INSERT INTO text_index (rowid, text)
      SELECT id, new.prompt FROM indexed_text WHERE call_id = new.call_id AND kind = 'prompt';
    END
    turn_deleted: CREATE TRIGGER turn_deleted AFTER DELETE ON turn BEGIN
      UPDATE conversation SET newest = coalesce(
        (SELECT max(call_id) FROM turn WHERE conversation_id = old.conversation_id),
        CASE WHEN parent_id IS NOT NULL THEN id END)
      WHERE id = old.conversation_id AND newest = old.call_id;
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.prompt FROM indexed_text WHERE call_id = old.call_id AND kind = 'prompt';
      DELETE FROM indexed_text WHERE call_id = old.call_id AND kind = 'prompt';
    END
    upkeep: CREATE TABLE upkeep (
      name TEXT NOT NULL PRIMARY KEY,
      done_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
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
      "SELECT id FROM conversation WHERE id >= 'A' AND id < 'B' LIMIT 2",
      "SELECT id FROM conversation WHERE newest IS NOT NULL ORDER BY newest DESC LIMIT 9",
      "SELECT id FROM conversation WHERE name = 'A'",
      "SELECT id FROM conversation WHERE parent_id = 'A' AND 5 BETWEEN first_kept AND last_kept",
      """
      SELECT * FROM turn JOIN call ON call.id = turn.call_id LEFT JOIN answer ON answer.call_id = turn.call_id
      WHERE turn.conversation_id = 'A' AND turn.sequence BETWEEN 3 AND 5 ORDER BY turn.sequence
      """,
      "SELECT id FROM indexed_text WHERE call_id = 'A' AND kind = 'prompt'",
      "SELECT id FROM indexed_text WHERE conversation_id = 'A' AND call_id IS NULL",
      "SELECT text FROM searched_text WHERE id = 7",
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
    for step in plan {
      // The whole of a table is only walked along an index, and only as far as the limit.
      #expect(!step.hasPrefix("SCAN") || step == "SCAN call" || step.contains("USING INDEX"), "\(step)")
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
    let expected = LedgerError.newerSchema(found: 7, known: 6)
    await #expect(throws: expected) { try await ledger.open(.asking()) }
    await #expect(throws: expected) { try await ledger.recent(limit: 1) }
    #expect(try scratch.bytes(scratch.path) == before)
    #expect(scratch.notices.all == [])
  }

  @Test(
    "A database of another program is refused and keeps its tables",
    arguments: [
      "CREATE TABLE call (number TEXT)", "PRAGMA user_version = -3", "PRAGMA user_version = 1",
      "PRAGMA user_version = 2",
    ])
  func foreignDatabase(sql: String) async throws {
    try connection().perform { db in
      try BoundStatement("DROP VIEW searched_text").run(db)
      for table in ["text_index", "indexed_text", "answer", "attempt", "call_tag", "turn", "call", "conversation"] {
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
