import GRDB
import LLMCore

/// Takes recordings away, and content that nothing needs any more: in many short transactions, between which others write.
struct RecordingPruning {
  private static let batch = 200
  /// Pages of an index that one step merges.
  private static let mergedPages = 500

  let connection: Connection

  /// What an order would take away.
  func plan(_ order: PruningOrder) throws(StoreFailure) -> (calls: [String], bytes: Int) {
    try connection.read { db in try RecordingInventory(countingTexts: order.takesTexts, in: db).plan(order) }
  }

  /// Takes calls' recordings away, with their texts where the order says so, and what only they had.
  func remove(_ calls: [String], _ order: PruningOrder) throws(StoreFailure) {
    // What is gone must not be read from free pages.
    try connection.perform { db in _ = try BoundStatement("PRAGMA secure_delete = ON").run(db) }
    for start in stride(from: 0, to: calls.count, by: Self.batch) {
      try connection.write { db in
        for call in calls[start..<min(start + Self.batch, calls.count)] {
          try BoundStatement("DELETE FROM recording WHERE call_id = ?", [.text(call)]).run(db)
          if order.takesTexts { try BoundStatement("DELETE FROM turn WHERE call_id = ?", [.text(call)]).run(db) }
        }
      }
    }
    try sweep()
  }

  /// Takes chunks away that no recipe names. Where somebody else wrote meanwhile it looks again: a new call may name one of them.
  private func sweep() throws(StoreFailure) {
    var (unused, version) = try connection.read { db in
      (try RecordingInventory.unusedChunks(in: db)[...], try Self.version(db))
    }
    while !unused.isEmpty {
      try connection.write { db in
        if try Self.version(db) != version {
          (unused, version) = (try RecordingInventory.unusedChunks(in: db)[...], try Self.version(db))
        }
        for chunk in unused.prefix(Self.batch) {
          try PromptIndex.forget(chunk, in: db)
          try BoundStatement("DELETE FROM content_chunk WHERE id = ?", [.integer(chunk)]).run(db)
        }
      }
      unused = unused.dropFirst(Self.batch)
    }
  }

  /// Changes with whatever another connection commits.
  private static func version(_ db: Database) throws -> Int {
    try BoundStatement("PRAGMA data_version").rows(db) { try $0.integer() }.first ?? 0
  }

  // MARK: For good

  /// Has the indexes forget the words of what is gone, which they only do when their parts are merged, and the log its pages.
  func forgetTraces() throws(StoreFailure) {
    for index in ["text_index", "chunk_index"] {
      // A negative number begins with all parts, the positive ones after it go on (SQLite, FTS5, §6.5).
      var pages = -Self.mergedPages
      while try connection.write({ db in
        let before = db.totalChangesCount
        try BoundStatement("INSERT INTO \(index) (\(index), rank) VALUES ('merge', \(pages))").run(db)
        return db.totalChangesCount - before
      }) > 1 { pages = Self.mergedPages }
    }
    try emptyLog()
  }

  /// Gives free pages back to the file system. The file is written anew, and others wait for that.
  func vacuum() throws(StoreFailure) {
    try connection.perform { db in _ = try BoundStatement("VACUUM").run(db) }
    try emptyLog()
  }

  private func emptyLog() throws(StoreFailure) {
    try connection.perform { db in
      _ = try BoundStatement("PRAGMA wal_checkpoint(TRUNCATE)").rows(db) { try $0.integer() }
    }
  }

  /// The bytes of the file that nothing stands in.
  static func freeBytes(in db: Database) throws -> Int {
    let pages = try BoundStatement("PRAGMA freelist_count").rows(db) { try $0.integer() }.first ?? 0
    return pages * (try BoundStatement("PRAGMA page_size").rows(db) { try $0.integer() }.first ?? 0)
  }
}
