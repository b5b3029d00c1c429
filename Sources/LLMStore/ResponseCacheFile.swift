import GRDB
package import LLMCore

/// The response cache in an SQLite file, shared by all llmctl processes of a user.
///
/// Making one costs nothing and touches nothing, and looking something up makes no file. A file that proves to be damaged is
/// taken away: nothing in it cannot be asked for again.
package actor ResponseCacheFile: ResponseCache {
  /// What the texts of all entries may take together, in bytes.
  package static let usualSizeLimit = 256 << 20

  private let file: LedgerFile
  private let sizeLimit: Int
  private let patience: Duration
  private let notice: @Sendable (String) -> Void
  private let thread = DatabaseThread()
  private var opened: Connection?

  /// A cache in the file at `path`.
  ///
  /// - Parameters:
  ///   - sizeLimit: in bytes, more or less: a row takes more than its texts.
  ///   - patience: how long to wait for another process that writes. Much shorter than the ledger's, which is worth waiting for.
  ///   - notice: told a sentence about each file that this process takes away. Called on the cache's thread.
  package init(
    path: String, sizeLimit: Int = ResponseCacheFile.usualSizeLimit, patience: Duration = .seconds(1),
    notice: @escaping @Sendable (String) -> Void
  ) {
    file = LedgerFile(path: path)
    (self.sizeLimit, self.patience, self.notice) = (sizeLimit, patience, notice)
  }

  /// The thread that SQLite may block.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  package func entry(under key: String) throws(CacheError) -> CachedAnswer? {
    try look { db in try CacheTable.entry(where: "key = ?", .text(key), in: db) } ?? nil
  }

  package func entry(of call: CallID) throws(CacheError) -> CachedAnswer? {
    try look { db in try CacheTable.entry(where: "call_id = ?", .text(call.text), in: db) } ?? nil
  }

  package func statistics() throws(CacheError) -> CacheStatistics {
    var statistics = try look { db in try CacheTable.statistics(in: db) } ?? CacheStatistics()
    statistics.sizeLimit = sizeLimit
    return statistics
  }

  package func keep(_ answer: CachedAnswer, under key: String) throws(CacheError) {
    let sizeLimit = sizeLimit
    try change { connection throws(StoreFailure) in
      try connection.write { db in try CacheTable.keep(answer, under: key, sizeLimit: sizeLimit, in: db) }
    }
  }

  package func countHit(under key: String, saved: Money?) throws(CacheError) {
    try change { connection throws(StoreFailure) in
      try connection.write { db in try CacheTable.countHit(under: key, saved: saved, in: db) }
    }
  }

  package func prune(_ choice: CachePruning) throws(CacheError) -> PrunedEntries {
    let pruned = try withConnection(makesFile: false) { connection throws(StoreFailure) in
      let pruned = try connection.write { db in try CacheTable.prune(choice, in: db) }
      // What was taken away is to be gone from the disk as well, and its room to be free.
      try connection.perform { db in
        _ = try BoundStatement("PRAGMA incremental_vacuum").rows(db) { _ in }
        _ = try BoundStatement("PRAGMA wal_checkpoint(TRUNCATE)").rows(db) { _ in }
      }
      return pruned
    }
    return pruned ?? PrunedEntries(entries: 0, bytes: 0)
  }

  // MARK: The file

  /// Reads from the file; nil where there is none.
  private func look<Value>(_ work: (Database) throws -> Value) throws(CacheError) -> Value? {
    try withConnection(makesFile: false) { connection throws(StoreFailure) in try connection.perform(work) }
  }

  /// Writes to the file, which is made where there is none.
  private func change<Value>(_ work: (Connection) throws(StoreFailure) -> Value) throws(CacheError) {
    _ = try withConnection(makesFile: true, work)
  }

  /// Runs `work`, and once more with a new file if the old one proves to be damaged, or was replaced by another process in the
  /// middle of the work. Returns nil where there is no file, and none is to be made.
  private func withConnection<Value>(
    makesFile: Bool, _ work: (Connection) throws(StoreFailure) -> Value
  ) throws(CacheError) -> Value? {
    do throws(StoreFailure) {
      do throws(StoreFailure) {
        return try connection(makesFile).map(work)
      } catch {
        switch error {
        case .damaged(let damaged): try remove(damaged)
        case .refused where wasReplaced(): break
        case .refused: throw error
        }
        opened = nil
        return try connection(makesFile).map(work)
      }
    } catch {
      throw CacheError(error.cachePhrase)
    }
  }

  private func connection(_ makesFile: Bool) throws(StoreFailure) -> Connection? {
    if let opened { return opened }
    opened =
      makesFile
      ? try Connection.open(file, patience: patience, tables: CacheSchema.tables)
      : try Connection.openExisting(file, patience: patience, tables: CacheSchema.tables)
    return opened
  }

  /// Whether another file stands at the path than the one that is open.
  private func wasReplaced() -> Bool {
    guard let opened else { return false }
    return (try? file.inspect())?.identity != opened.identity
  }

  /// Takes the damaged file away, unless another process has done so: what stands at the path then is sound.
  private func remove(_ damaged: FileIdentity) throws(StoreFailure) {
    let wasThere = try FileLock(path: file.lockPath, patience: patience).holding { () throws(StoreFailure) in
      guard try file.inspect()?.identity == damaged else { return false }
      try file.remove()
      return true
    }
    if wasThere { notice("the response cache was damaged, and is begun anew") }
  }
}

extension StoreFailure {
  /// What is wrong, as a phrase.
  fileprivate var cachePhrase: String {
    switch self {
    case .damaged: "it was damaged, and so is the new one"
    case .refused(.unavailable(let phrase)): phrase
    case .refused(.newerSchema(let found, let known)):
      "a newer llmctl wrote it: version \(found), this one knows \(known)"
    case .refused(let error): error.sentence
    }
  }
}
