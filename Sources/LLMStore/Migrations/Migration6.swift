/// What was sent and received, word for word; which version of a prompt a call was made of, which call it runs again, and what the
/// model asked to have called.
///
/// `replay_of` keeps its id when that call is deleted; it then leads nowhere. `tool_calls` is a JSON array, NULL for none.
///
/// Content is kept in chunks, each once: `hash` is the SHA-256 of a chunk's `size` bytes, compressed where `is_compressed` is 1. A column
/// called `…_content` or `content` is a recipe of numbers (LEB128): 0, a length and that many bytes; 1, a count and that many chunks; 2,
/// the same, of text that stands in the content as the inside of a JSON string.
///
/// A prompt of some length has only its beginning in `turn.prompt`, and all of it in `prompt_content`; a system text that is
/// not short stands in `system_content` alone. Words in the chunks of prompts are found by `chunk_index`, which has no text of its own;
/// `prompt_chunk` says where they stand. `index_state` is 0 for chunks that are in no prompt, 1 for those whose words are still to be
/// added to the index, 2 for those whose words are in it.
///
/// `exchange.head` and `body` are JSON and bytes, compressed where their size says so; `pieces` are numbers in pairs: microseconds since
/// the piece before, and bytes.
enum Migration6 {
  static let sql = columns + tables

  private static let columns = """
    ALTER TABLE call ADD COLUMN prompt_name TEXT;
    ALTER TABLE call ADD COLUMN prompt_version INTEGER;
    ALTER TABLE call ADD COLUMN prompt_hash TEXT;
    ALTER TABLE call ADD COLUMN replay_of TEXT;
    ALTER TABLE call ADD COLUMN tool_calls TEXT;
    ALTER TABLE turn ADD COLUMN system_content BLOB;
    ALTER TABLE turn ADD COLUMN prompt_content BLOB;

    CREATE INDEX call_by_prompt ON call (prompt_name, id) WHERE prompt_name IS NOT NULL;

    CREATE INDEX call_by_replayed ON call (replay_of) WHERE replay_of IS NOT NULL;

    CREATE INDEX call_by_end ON call (substr(id, -6));

    CREATE INDEX call_by_model ON call (model_asked, id);

    CREATE INDEX call_by_time ON call (total_ms) WHERE total_ms IS NOT NULL;

    CREATE INDEX call_by_charge ON call (charge_nanodollars) WHERE charge_nanodollars > 0;

    CREATE INDEX call_by_verdict ON call (verdict, id) WHERE verdict <> 'done';

    CREATE INDEX call_tag_by_value ON call_tag (key, value, call_id);


    """

  private static let tables = """
    CREATE TABLE content_chunk (
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      is_compressed INTEGER NOT NULL,
      index_state INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;

    CREATE INDEX content_chunk_to_index ON content_chunk (id) WHERE index_state = 1;

    CREATE TABLE prompt_chunk (
      chunk_id INTEGER NOT NULL REFERENCES content_chunk (id),
      call_id TEXT NOT NULL REFERENCES turn (call_id) ON DELETE CASCADE,
      PRIMARY KEY (chunk_id, call_id)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX prompt_chunk_by_call ON prompt_chunk (call_id);

    CREATE VIRTUAL TABLE chunk_index USING fts5 (
      text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'
    );

    INSERT INTO chunk_index (chunk_index, rank) VALUES ('automerge', 0);

    CREATE TABLE recording (
      call_id TEXT NOT NULL PRIMARY KEY REFERENCES call (id) ON DELETE CASCADE,
      question_content BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE exchange (
      call_id TEXT NOT NULL REFERENCES recording (call_id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      head BLOB NOT NULL,
      head_size INTEGER, -- NULL where it is not compressed
      request_content BLOB NOT NULL,
      body BLOB NOT NULL,
      body_size INTEGER, -- NULL where it is not compressed
      pieces BLOB NOT NULL,
      PRIMARY KEY (call_id, number)
    ) STRICT;

    CREATE TABLE upkeep (
      name TEXT NOT NULL PRIMARY KEY,
      done_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
