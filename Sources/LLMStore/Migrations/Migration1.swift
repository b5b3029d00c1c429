/// Calls with their tags, and the conversations they belong to.
///
/// Times are milliseconds since 1970 in UTC, durations are milliseconds. A call with no verdict is open.
/// `call.conversation_id` repeats what `turn` says, so that texts can be deleted and the call still be told apart.
/// Answers are not columns of `turn`, because filling in a column writes a long prompt once more.
enum Migration1 {
  static let sql = """
    CREATE TABLE conversation (
      id TEXT NOT NULL PRIMARY KEY,
      started_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE call (
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
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE call_tag (
      call_id TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL, -- JSON
      PRIMARY KEY (call_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE turn (
      conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      sequence INTEGER NOT NULL,
      call_id TEXT NOT NULL UNIQUE REFERENCES call (id) ON DELETE CASCADE,
      system TEXT,
      prompt TEXT NOT NULL,
      PRIMARY KEY (conversation_id, sequence)
    ) STRICT;

    CREATE TABLE answer (
      call_id TEXT NOT NULL PRIMARY KEY REFERENCES turn (call_id) ON DELETE CASCADE,
      text TEXT NOT NULL
    ) STRICT;
    """
}
