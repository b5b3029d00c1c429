/// Names and forks of conversations, and the full text of what was said.
///
/// A fork has a `parent_id`, and the turns of that one from `first_kept` to `last_kept` in front of its own; both are NULL where
/// it keeps none. `newest` is the id of the newest call, or of the fork itself until it has one; NULL where there is nothing to
/// see. Ids sort by time.
///
/// `text_index` stores no text: it reads it through the view `searched_text`. Its rows need numbers that stay, and those of
/// `turn` and `answer` may change when the file is vacuumed, so `indexed_text` gives them out. The triggers keep all in step;
/// they also run for rows that a foreign key deletes. A conversation gets its name after it was begun.
///
/// FTS5 would merge a part of the index with every 64th page or so, for 25 ms. Without that it merges sixteen segments at once,
/// and since a turn and its answer are a segment each, it is mostly an answer that waits for it: the user has read it by then.
enum Migration3 {
  static let sql = tables + triggers + filling

  private static let tables = """
    ALTER TABLE conversation ADD COLUMN name TEXT;
    ALTER TABLE conversation ADD COLUMN newest TEXT;
    ALTER TABLE conversation ADD COLUMN parent_id TEXT REFERENCES conversation (id);
    ALTER TABLE conversation ADD COLUMN first_kept INTEGER;
    ALTER TABLE conversation ADD COLUMN last_kept INTEGER;
    ALTER TABLE conversation ADD COLUMN summary TEXT;

    CREATE UNIQUE INDEX conversation_by_name ON conversation (name) WHERE name IS NOT NULL;

    CREATE INDEX conversation_by_newest ON conversation (newest) WHERE newest IS NOT NULL;

    CREATE INDEX conversation_by_parent ON conversation (parent_id, first_kept, last_kept) WHERE parent_id IS NOT NULL;

    CREATE TABLE indexed_text (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL, -- prompt, answer or name
      conversation_id TEXT NOT NULL,
      sequence INTEGER, -- NULL for a name, as is call_id
      call_id TEXT
    ) STRICT;

    CREATE UNIQUE INDEX indexed_text_by_call ON indexed_text (call_id, kind) WHERE call_id IS NOT NULL;

    CREATE UNIQUE INDEX indexed_text_by_name ON indexed_text (conversation_id) WHERE call_id IS NULL;

    CREATE VIEW searched_text (id, text) AS
    SELECT id, CASE kind
      WHEN 'prompt' THEN (SELECT prompt FROM turn WHERE turn.call_id = indexed_text.call_id)
      WHEN 'answer' THEN (SELECT text FROM answer WHERE answer.call_id = indexed_text.call_id)
      ELSE (SELECT name FROM conversation WHERE conversation.id = indexed_text.conversation_id)
    END
    FROM indexed_text;

    CREATE VIRTUAL TABLE text_index USING fts5 (
      text, content='searched_text', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2'
    );


    """

  private static let triggers = """
    CREATE TRIGGER turn_added AFTER INSERT ON turn BEGIN
      UPDATE conversation SET newest = new.call_id
      WHERE id = new.conversation_id AND (newest IS NULL OR newest < new.call_id);
      INSERT INTO indexed_text (kind, conversation_id, sequence, call_id)
      VALUES ('prompt', new.conversation_id, new.sequence, new.call_id);
      INSERT INTO text_index (rowid, text) VALUES (last_insert_rowid(), new.prompt);
    END;

    CREATE TRIGGER turn_changed AFTER UPDATE OF prompt ON turn BEGIN
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.prompt FROM indexed_text WHERE call_id = new.call_id AND kind = 'prompt';
      INSERT INTO text_index (rowid, text)
      SELECT id, new.prompt FROM indexed_text WHERE call_id = new.call_id AND kind = 'prompt';
    END;

    CREATE TRIGGER turn_deleted AFTER DELETE ON turn BEGIN
      UPDATE conversation SET newest = coalesce(
        (SELECT max(call_id) FROM turn WHERE conversation_id = old.conversation_id),
        CASE WHEN parent_id IS NOT NULL THEN id END)
      WHERE id = old.conversation_id AND newest = old.call_id;
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.prompt FROM indexed_text WHERE call_id = old.call_id AND kind = 'prompt';
      DELETE FROM indexed_text WHERE call_id = old.call_id AND kind = 'prompt';
    END;

    CREATE TRIGGER answer_added AFTER INSERT ON answer BEGIN
      INSERT INTO indexed_text (kind, conversation_id, sequence, call_id)
      SELECT 'answer', conversation_id, sequence, call_id FROM turn WHERE call_id = new.call_id;
      INSERT INTO text_index (rowid, text)
      SELECT id, new.text FROM indexed_text WHERE call_id = new.call_id AND kind = 'answer';
    END;

    CREATE TRIGGER answer_changed AFTER UPDATE OF text ON answer BEGIN
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.text FROM indexed_text WHERE call_id = new.call_id AND kind = 'answer';
      INSERT INTO text_index (rowid, text)
      SELECT id, new.text FROM indexed_text WHERE call_id = new.call_id AND kind = 'answer';
    END;

    CREATE TRIGGER answer_deleted AFTER DELETE ON answer BEGIN
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.text FROM indexed_text WHERE call_id = old.call_id AND kind = 'answer';
      DELETE FROM indexed_text WHERE call_id = old.call_id AND kind = 'answer';
    END;

    CREATE TRIGGER conversation_renamed AFTER UPDATE OF name ON conversation BEGIN
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.name FROM indexed_text WHERE conversation_id = old.id AND call_id IS NULL;
      DELETE FROM indexed_text WHERE conversation_id = old.id AND call_id IS NULL;
      INSERT INTO indexed_text (kind, conversation_id) SELECT 'name', new.id WHERE new.name IS NOT NULL;
      INSERT INTO text_index (rowid, text)
      SELECT id, new.name FROM indexed_text WHERE conversation_id = new.id AND call_id IS NULL;
    END;

    CREATE TRIGGER conversation_deleted AFTER DELETE ON conversation BEGIN
      INSERT INTO text_index (text_index, rowid, text)
      SELECT 'delete', id, old.name FROM indexed_text WHERE conversation_id = old.id AND call_id IS NULL;
      DELETE FROM indexed_text WHERE conversation_id = old.id AND call_id IS NULL;
    END;


    """

  private static let filling = """
    UPDATE conversation SET newest = (SELECT max(call_id) FROM turn WHERE conversation_id = conversation.id);

    INSERT INTO indexed_text (kind, conversation_id, sequence, call_id)
    SELECT 'prompt', conversation_id, sequence, call_id FROM turn;

    INSERT INTO indexed_text (kind, conversation_id, sequence, call_id)
    SELECT 'answer', conversation_id, sequence, call_id FROM answer JOIN turn USING (call_id);

    INSERT INTO text_index (text_index) VALUES ('rebuild');

    INSERT INTO text_index (text_index, rank) VALUES ('automerge', 0);
    """
}
