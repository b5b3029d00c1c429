/// What tries cost, sums of it, and what is set aside for calls under way.
///
/// An amount is two columns: whole 10^-9 dollars, and what is left of them in 10^-15 dollars, so that sums stay exact and within 64
/// bits. `charge_basis` is how it is known; it is NULL for calls before this migration, whose price nobody knows.
///
/// The sums are kept when a call is closed: reports of a million calls add up some thousand rows, and texts and calls can be
/// deleted without what was spent being forgotten. A quarter is a quarter of an hour since 1970, because all time zones are so
/// many of them from UTC; a day is one of UTC.
/// `spend_day` answers what was spent on what, with `spend_quarter` for the hours at both ends; `spend_model` answers when.
/// `spend_conversation_total` has the sums of `spend_conversation` in the order of money. `tags` are lines `name=value` with a line
/// feed before and behind each; empty text stands for none.
///
/// `latency.bucket` is the number of a stretch of milliseconds, eight for each power of two.
enum Migration5 {
  static let sql = columns + tables

  private static let columns = """
    ALTER TABLE call ADD COLUMN is_from_cache INTEGER;
    ALTER TABLE call ADD COLUMN charge_basis TEXT;
    ALTER TABLE call ADD COLUMN charge_nanodollars INTEGER;
    ALTER TABLE call ADD COLUMN charge_rest INTEGER;
    ALTER TABLE call ADD COLUMN saved_nanodollars INTEGER;
    ALTER TABLE call ADD COLUMN saved_rest INTEGER;
    ALTER TABLE call ADD COLUMN charge_explanation TEXT;
    ALTER TABLE attempt ADD COLUMN charge_basis TEXT;
    ALTER TABLE attempt ADD COLUMN charge_nanodollars INTEGER;
    ALTER TABLE attempt ADD COLUMN charge_rest INTEGER;
    ALTER TABLE attempt ADD COLUMN charge_explanation TEXT;


    """

  private static let sums = """
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
    """

  private static let tables = """
    CREATE TABLE spend_model_name (
      id INTEGER PRIMARY KEY,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      UNIQUE (provider, model)
    ) STRICT;

    CREATE TABLE spend_label (
      id INTEGER PRIMARY KEY,
      model INTEGER NOT NULL REFERENCES spend_model_name (id),
      command TEXT NOT NULL,
      repository TEXT NOT NULL,
      branch TEXT NOT NULL,
      tags TEXT NOT NULL,
      UNIQUE (model, command, repository, branch, tags)
    ) STRICT;

    CREATE TABLE spend_quarter (
      quarter INTEGER NOT NULL,
      label INTEGER NOT NULL REFERENCES spend_label (id),
      \(sums)
      PRIMARY KEY (quarter, label)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE spend_day (
      day INTEGER NOT NULL,
      label INTEGER NOT NULL REFERENCES spend_label (id),
      \(sums)
      PRIMARY KEY (day, label)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE spend_model (
      quarter INTEGER NOT NULL,
      model INTEGER NOT NULL REFERENCES spend_model_name (id),
      \(sums)
      PRIMARY KEY (quarter, model)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE spend_conversation (
      conversation_id TEXT NOT NULL,
      quarter INTEGER NOT NULL,
      \(sums)
      PRIMARY KEY (conversation_id, quarter)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX spend_conversation_by_quarter ON spend_conversation (quarter);

    CREATE TABLE spend_conversation_total (
      conversation_id TEXT NOT NULL PRIMARY KEY,
      amount INTEGER NOT NULL -- of all kinds, in 10^-9 dollars, rounded up
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX spend_conversation_by_amount ON spend_conversation_total (amount, conversation_id);

    CREATE TABLE latency (
      day INTEGER NOT NULL,
      model INTEGER NOT NULL REFERENCES spend_model_name (id),
      bucket INTEGER NOT NULL,
      calls INTEGER NOT NULL,
      total_ms INTEGER NOT NULL,
      PRIMARY KEY (day, model, bucket)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE failure (
      day INTEGER NOT NULL,
      model INTEGER NOT NULL REFERENCES spend_model_name (id),
      error_code TEXT NOT NULL,
      calls INTEGER NOT NULL,
      PRIMARY KEY (day, model, error_code)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE reservation (
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
    ) STRICT, WITHOUT ROWID;
    """
}
