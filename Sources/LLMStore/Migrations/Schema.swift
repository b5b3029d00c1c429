import GRDB
import LLMCore

/// The versions of the ledger's tables. `PRAGMA user_version` counts the migrations a file has been through.
enum Schema {
  /// Oldest first. A migration that was shipped is never changed, and knows no types of the program: it has to do the
  /// same to a file in ten years.
  private static let migrations = [
    Migration1.sql, Migration2.sql, Migration3.sql, Migration4.sql, Migration5.sql, Migration6.sql,
  ]

  /// The version this llmctl writes.
  static var version: Int { migrations.count }

  /// Whether the file has all migrations. Throws `LedgerError.newerSchema` if it has more than we know.
  static func isCurrent(_ db: Database) throws -> Bool { try found(in: db) == version }

  /// Brings the file up to date, each migration in one transaction. The lock beside the file must be held.
  static func migrate(_ db: Database) throws {
    guard try !isCurrent(db) else { return }
    try useWriteAheadLog(db)
    for (number, sql) in zip(1..., migrations) {
      try Transaction.writing.run(db) { db in
        guard try found(in: db) < number else { return }
        try db.execute(sql: sql)
        try BoundStatement("PRAGMA user_version = \(number)").run(db)
      }
    }
  }

  private static func found(in db: Database) throws -> Int {
    let found = try BoundStatement("PRAGMA user_version").rows(db) { columns in try columns.integer() }.first ?? 0
    guard found >= 0 else { throw LedgerError.unavailable("its tables are not those of llmctl") }
    guard found <= version else { throw LedgerError.newerSchema(found: found, known: version) }
    return found
  }

  /// Lets one process write while others read. The file remembers it, so it is done once in its life.
  static func useWriteAheadLog(_ db: Database) throws {
    let mode = try BoundStatement("PRAGMA journal_mode = WAL").rows(db) { columns in try columns.text() }
    guard mode == ["wal"] else {
      throw LedgerError.unavailable("its file system does not allow a write-ahead log")
    }
  }
}
