/// The tries of a call before its last one, and who answered it.
///
/// `served_by` is `provider/model` where that is not who was asked; `shared_with` is the call whose answer was shared. A
/// deleted call takes its attempts with it; calls that shared its answer or completed it (`resumes`) keep
/// its id, which then leads nowhere.
enum Migration2 {
  static let sql = """
    ALTER TABLE call ADD COLUMN attempts INTEGER;
    ALTER TABLE call ADD COLUMN waited_ms INTEGER;
    ALTER TABLE call ADD COLUMN served_by TEXT;
    ALTER TABLE call ADD COLUMN shared_with TEXT;
    ALTER TABLE call ADD COLUMN resumes TEXT;

    CREATE TABLE attempt (
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
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX call_by_resumed ON call (resumes) WHERE resumes IS NOT NULL;

    CREATE INDEX call_by_content ON call (content_hash, id) WHERE content_hash IS NOT NULL AND verdict = 'done';
    """
}
