import GRDB
import LLMCore

/// The tables of the response cache. Nothing in it is worth a migration: a file of an older version is emptied.
enum CacheSchema {
  /// The version this llmctl writes, which `PRAGMA user_version` keeps.
  static let version = 1

  /// For connections to the file.
  static let tables = Tables(areCurrent: { try found(in: $0) == version }, migrate: { try make(in: $0) })

  private static func found(in db: Database) throws -> Int {
    let found = try BoundStatement("PRAGMA user_version").rows(db) { columns in try columns.integer() }.first ?? 0
    guard found >= 0 else { throw LedgerError.unavailable("its tables are not those of llmctl") }
    guard found <= version else { throw LedgerError.newerSchema(found: found, known: version) }
    return found
  }

  private static func make(in db: Database) throws {
    guard try found(in: db) < version else { return }
    // Pages that become free can be given back without writing the whole file anew. Only an empty file takes it.
    try BoundStatement("PRAGMA auto_vacuum = INCREMENTAL").run(db)
    try Schema.useWriteAheadLog(db)
    try Transaction.writing.run(db) { db in
      guard try found(in: db) < version else { return }
      for table in ["entry", "model", "total"] { try db.execute(sql: "DROP TABLE IF EXISTS \(table)") }
      try db.execute(sql: sql)
      try BoundStatement("PRAGMA user_version = \(version)").run(db)
    }
  }

  /// Long texts stand last in a row, so that nothing else has to be looked for behind them. `used` is no time but a count of
  /// uses, since clocks are set. Sums are kept by triggers: adding up a hundred thousand rows would take longer than all else.
  /// `saved_usd` is a decimal, because no number of SQLite's holds money exactly.
  private static let sql = """
    CREATE TABLE entry (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      call_id TEXT,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      model_served TEXT,
      stored_at INTEGER NOT NULL,
      lifetime_ms INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      used INTEGER NOT NULL,
      hits INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      finish_reason TEXT NOT NULL,
      uncached_input_tokens INTEGER,
      cache_read_tokens INTEGER,
      cache_write_short_tokens INTEGER,
      cache_write_long_tokens INTEGER,
      text_output_tokens INTEGER,
      reasoning_output_tokens INTEGER,
      text TEXT NOT NULL,
      reasoning TEXT NOT NULL
    ) STRICT;
    CREATE INDEX entry_by_use ON entry (used);
    CREATE INDEX entry_by_end ON entry (expires_at);
    CREATE INDEX entry_by_call ON entry (call_id);
    CREATE INDEX entry_by_model ON entry (provider, model, bytes, stored_at);
    CREATE TABLE model (
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      served TEXT,
      hits INTEGER NOT NULL DEFAULT 0,
      misses INTEGER NOT NULL DEFAULT 0,
      unpriced INTEGER NOT NULL DEFAULT 0,
      saved_usd TEXT NOT NULL DEFAULT '0',
      PRIMARY KEY (provider, model)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE total (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      entries INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      uses INTEGER NOT NULL
    ) STRICT;
    INSERT INTO total VALUES (1, 0, 0, 0);
    CREATE TRIGGER entry_added AFTER INSERT ON entry BEGIN
      UPDATE total SET entries = entries + 1, bytes = bytes + new.bytes;
    END;
    CREATE TRIGGER entry_removed AFTER DELETE ON entry BEGIN
      UPDATE total SET entries = entries - 1, bytes = bytes - old.bytes;
    END;
    """
}
