/// Which version of a prompt a call was made of, which call it runs again, and what the model asked to have called.
///
/// `replay_of` keeps its id when that call is deleted; it then leads nowhere. `tool_calls` is a JSON array, NULL for none.
enum Migration6 {
  static let sql = columns

  private static let columns = """
    ALTER TABLE call ADD COLUMN prompt_name TEXT;
    ALTER TABLE call ADD COLUMN prompt_version INTEGER;
    ALTER TABLE call ADD COLUMN prompt_hash TEXT;
    ALTER TABLE call ADD COLUMN replay_of TEXT;
    ALTER TABLE call ADD COLUMN tool_calls TEXT;

    CREATE INDEX call_by_prompt ON call (prompt_name, id) WHERE prompt_name IS NOT NULL;

    CREATE INDEX call_by_replayed ON call (replay_of) WHERE replay_of IS NOT NULL;
    """
}
