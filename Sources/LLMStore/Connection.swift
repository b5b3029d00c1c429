import GRDB
import LLMCore

/// The one connection of this process to a database, the ledger or the response cache, whose tables are those we know.
struct Connection {
  /// Which file this is a connection to, even after it was renamed.
  let identity: FileIdentity
  private let queue: DatabaseQueue
  private let patience: Duration

  /// How often to look again where another process replaces the file while we open it; twice in a row is no coincidence.
  private static let attempts = 3

  /// In bytes, some twenty calls. The first process to open the ledger reads all of the log, which takes half a
  /// millisecond then.
  private static let longLog: Int64 = 800_000

  /// Opens the database; makes or migrates it first, if need be.
  ///
  /// Throws `.damaged` where the file is no sound database, and `.refused` for every other reason.
  static func open(
    _ file: LedgerFile, patience: Duration, tables: Tables = .ofLedger
  ) throws(StoreFailure) -> Connection {
    if let connection = try openExisting(file, patience: patience, tables: tables) { return connection }
    try file.prepareFolder()
    return try FileLock(path: file.lockPath, patience: patience).holding { () throws(StoreFailure) in
      try file.create()
      guard let found = try file.inspect() else { throw .unavailable("its file vanished") }
      let connection = try Connection(file, found.identity, patience: patience)
      try connection.perform { db in try tables.migrate(db) }
      return connection
    }
  }

  /// Opens the database as it is. Returns nil where there is none that could be used at once.
  static func openExisting(
    _ file: LedgerFile, patience: Duration, tables: Tables = .ofLedger
  ) throws(StoreFailure) -> Connection? {
    try file.tightenFolder()
    return try openCurrent(file, patience: patience, tables)
  }

  /// Opens the database as it is. Returns nil where there is none or it has to be migrated.
  private static func openCurrent(
    _ file: LedgerFile, patience: Duration, _ tables: Tables
  ) throws(StoreFailure) -> Connection? {
    for _ in 0..<attempts {
      guard let found = try file.inspect(), found.size > 0 else { return nil }
      let outcome = Result { () throws(StoreFailure) -> Connection? in
        let connection = try Connection(file, found.identity, patience: patience)
        return try connection.perform { db in try tables.areCurrent(db) } ? connection : nil
      }
      // Had another process set the file aside just now, SQLite might have opened it with the companions of its
      // successor, and anything might have come of it. Nothing was written, so forgetting the connection is enough.
      guard try file.inspect()?.identity == found.identity else { continue }
      // It may be in the making right now, and half a file reads like a failing disk. Under the lock it is finished, and
      // what is still wrong then is told.
      if case .failure(.refused(.unavailable)) = outcome { return nil }
      return try outcome.get()
    }
    return nil
  }

  private init(_ file: LedgerFile, _ identity: FileIdentity, patience: Duration) throws(StoreFailure) {
    var configuration = Configuration()
    configuration.label = "llmctl.ledger.connection"
    configuration.busyMode = .timeout(patience / .seconds(1))
    // Done below, by a cheaper way than GRDB's own.
    configuration.foreignKeysEnabled = false
    // GRDB ends the process where a transaction is left open, as it may be when rolling back fails as well.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { db in
      try Self.keepOpen(db)
      try BoundStatement("PRAGMA foreign_keys = ON").run(db)
      // With a write-ahead log this loses no transaction to a crash of ours, and waits for the disk only at checkpoints.
      try BoundStatement("PRAGMA synchronous = NORMAL").run(db)
    }
    do {
      queue = try DatabaseQueue(path: file.path, configuration: configuration)
    } catch {
      throw StoreFailure(error, in: identity)
    }
    self.identity = identity
    self.patience = patience
  }

  /// Keeps SQLite from ever closing the connection, so that the end of the process is what drops it.
  ///
  /// Closing the last connection to a file would write the log back and wait for the disk, while the user waits for the
  /// prompt; and closing one to a damaged file would alter what we promise to set aside untouched. SQLite puts closing
  /// off while there is a statement left, and this one is never given back.
  private static func keepOpen(_ db: Database) throws {
    _ = Unmanaged.passRetained(try db.makeStatement(sql: "SELECT 1"))
  }

  /// Runs `work` with the database, outside of a transaction.
  func perform<Value>(_ work: (Database) throws -> Value) throws(StoreFailure) -> Value {
    do {
      return try queue.writeWithoutTransaction(work)
    } catch {
      throw StoreFailure(error, in: identity)
    }
  }

  /// Runs `work` with a view of the database that does not change meanwhile.
  func read<Value>(_ work: (Database) throws -> Value) throws(StoreFailure) -> Value {
    try perform { db in try Transaction.reading.run(db, work) }
  }

  /// Runs `work` and commits what it wrote; nothing of it remains if it throws.
  func write<Value>(_ work: (Database) throws -> Value) throws(StoreFailure) -> Value {
    try perform { db in try Transaction.writing.run(db, work) }
  }

  /// Writes the log back to the database if it has grown long, and empties it.
  ///
  /// SQLite does so by itself at 1000 pages, when the prompt is to be sent, and the next process would still read the
  /// whole log when it opens the ledger: only in the process that wrote it back it is known to be done with. The answer
  /// is there when this is called, so waiting for the disk disturbs nobody.
  func shortenLog(of file: LedgerFile) throws(StoreFailure) {
    guard try file.logSize() > Self.longLog else { return }
    try perform { db in
      // A process that is in the way will find the log long as well, some time.
      try BoundStatement("PRAGMA busy_timeout = 0").run(db)
      let outcome = Result { try BoundStatement("PRAGMA wal_checkpoint(TRUNCATE)").run(db) }
      try BoundStatement("PRAGMA busy_timeout = \(Int(patience / .milliseconds(1)))").run(db)
      _ = try outcome.get()
    }
  }
}
