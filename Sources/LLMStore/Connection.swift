import GRDB
import LLMCore

/// The one connection of this process to a ledger whose schema is the one we know.
struct Connection {
  /// Which file this is a connection to, even after it was renamed.
  let identity: FileIdentity
  private let queue: DatabaseQueue

  /// How often a file may vanish between looking at it and opening it; more than once is no coincidence.
  private static let attempts = 3

  /// Opens the ledger; makes or migrates it first, if need be.
  ///
  /// Throws `.damaged` where the file is no sound database, and `.refused` for every other reason.
  static func open(_ file: LedgerFile, patience: Duration) throws(StoreFailure) -> Connection {
    try file.tightenFolder()
    for _ in 0..<attempts {
      guard let found = try file.inspect(), found.size > 0 else { break }
      let connection = try Connection(file, found.identity, patience: patience)
      // Had another process set the file aside just now, SQLite might have opened it with the companions of its
      // successor. Nothing has been written yet, so forgetting the connection is enough.
      guard try file.inspect()?.identity == found.identity else { continue }
      if try connection.perform({ db in try Schema.isCurrent(db) }) { return connection }
      break
    }
    try file.prepareFolder()
    return try FileLock(path: file.lockPath, patience: patience).holding { () throws(StoreFailure) in
      try file.create()
      guard let found = try file.inspect() else { throw .unavailable("its file vanished") }
      let connection = try Connection(file, found.identity, patience: patience)
      try connection.perform { db in try Schema.migrate(db) }
      return connection
    }
  }

  private init(_ file: LedgerFile, _ identity: FileIdentity, patience: Duration) throws(StoreFailure) {
    var configuration = Configuration()
    configuration.label = "llmctl.ledger.connection"
    configuration.busyMode = .timeout(patience / .seconds(1))
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      try Self.keepOpen(db)
      // With a write-ahead log this loses no transaction to a crash of ours, and waits for the disk only at checkpoints.
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    do {
      queue = try DatabaseQueue(path: file.path, configuration: configuration)
    } catch {
      throw StoreFailure(error, in: identity)
    }
    self.identity = identity
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
    try inTransaction(.deferred, work)
  }

  /// Runs `work` and commits what it wrote; nothing of it remains if it throws. The right to write is taken at once,
  /// since SQLite does not wait for it once something was read.
  func write<Value>(_ work: (Database) throws -> Value) throws(StoreFailure) -> Value {
    try inTransaction(.immediate, work)
  }

  private func inTransaction<Value>(
    _ kind: Database.TransactionKind, _ work: (Database) throws -> Value
  ) throws(StoreFailure) -> Value {
    try perform { db in
      var value: Value?
      try db.inTransaction(kind) {
        value = try work(db)
        return .commit
      }
      guard let value else { throw StoreFailure.unavailable("an unexpected failure") }
      return value
    }
  }
}
