import GRDB

/// A transaction of either kind.
enum Transaction {
  case reading
  /// The right to write is taken at the beginning: once something was read, SQLite does not wait for it any more.
  case writing

  private var beginning: String {
    switch self {
    case .reading: "BEGIN DEFERRED"
    case .writing: "BEGIN IMMEDIATE"
    }
  }

  /// Runs `work` and commits; rolls back what it wrote if it throws.
  func run<Value>(_ db: Database, _ work: (Database) throws -> Value) throws -> Value {
    try BoundStatement(beginning).run(db)
    do {
      let value = try work(db)
      try BoundStatement("COMMIT").run(db)
      return value
    } catch {
      // A full disk, among others, makes SQLite roll back by itself.
      if db.isInsideTransaction { try db.rollback() }
      throw error
    }
  }
}
