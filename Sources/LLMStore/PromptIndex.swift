import GRDB
import LLMCore

/// The words of long prompts, chunk by chunk: a file that was asked about ten times is in the index once.
enum PromptIndex {
  /// Notes that a prompt has these chunks. Their words are added later, when nobody waits.
  static func note(_ chunks: [Int], of call: CallID, in db: Database) throws {
    for chunk in Set(chunks).sorted() {
      try BoundStatement(
        insertingInto: "prompt_chunk", ["chunk_id": .integer(chunk), "call_id": .text(call.text)]
      ).run(db)
      try BoundStatement(
        "UPDATE content_chunk SET index_state = 1 WHERE id = ? AND index_state = 0", [.integer(chunk)]
      ).run(db)
    }
  }

  /// Adds the words of chunks that were noted, by whomever.
  static func catchUp(_ db: Database) throws {
    let chunks = try BoundStatement("SELECT id FROM content_chunk WHERE index_state = 1").rows(db) { try $0.integer() }
    for chunk in chunks {
      guard let text = try text(of: chunk, in: db) else {
        // Whoever has the same prompt again brings the right bytes with it, and notes the chunk anew.
        try BoundStatement("UPDATE content_chunk SET index_state = 0 WHERE id = ?", [.integer(chunk)]).run(db)
        continue
      }
      try BoundStatement(
        "INSERT INTO chunk_index (rowid, text) VALUES (?, ?)", [.integer(chunk), .text(text)]
      ).run(db)
      try BoundStatement("UPDATE content_chunk SET index_state = 2 WHERE id = ?", [.integer(chunk)]).run(db)
    }
  }

  /// Takes the words of a chunk out, which is about to go. The index has to be told what it was given.
  static func forget(_ chunk: Int, in db: Database) throws {
    let state = try BoundStatement("SELECT index_state FROM content_chunk WHERE id = ?", [.integer(chunk)])
      .rows(db) { try $0.integer() }.first
    // Told other words than it was given, it would be damaged as well; those that stay lead to no call.
    guard state == 2, let text = try text(of: chunk, in: db) else { return }
    try BoundStatement(
      "INSERT INTO chunk_index (chunk_index, rowid, text) VALUES ('delete', ?, ?)", [.integer(chunk), .text(text)]
    ).run(db)
  }

  /// Nil where the chunk is damaged.
  private static func text(of chunk: Int, in db: Database) throws -> String? {
    do { return String(decoding: try ContentTable.bytes(of: chunk, in: db), as: UTF8.self) } catch let failure
      as StoreFailure where failure == .damagedContent
    {
      return nil
    }
  }
}
