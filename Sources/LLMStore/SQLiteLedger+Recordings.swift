import GRDB
package import LLMCore

extension SQLiteLedger {
  /// All that is kept of a call; nil where nothing is.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  package func recording(of id: CallID) throws(LedgerError) -> CallRecording? {
    try perform { connection throws(StoreFailure) in
      try connection.read { db in try RecordingTable.recording(of: id, in: db) }
    }
  }

  /// The calls that fit; of their texts only the beginning.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  package func calls(_ query: CallQuery) throws(LedgerError) -> [CallRecord] {
    guard !isMissing else { return [] }
    let calls = try perform { connection throws(StoreFailure) in
      try connection.read { db in try CallTable.calls(try CallSearch(query).ids(db), in: db) }
    }
    return calls.map(record)
  }

  /// Takes recordings away. One that is routine does nothing where there was one within a day.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  package func prune(_ order: PruningOrder) throws(LedgerError) -> PrunedRecordings {
    let now = newID().moment
    return try perform { connection throws(StoreFailure) in
      if order.isRoutine, try !Self.claimsRoutine(at: now, connection) { return PrunedRecordings(calls: 0, bytes: 0) }
      let pruning = RecordingPruning(connection: connection)
      let (calls, bytes) = try pruning.plan(order)
      if !order.isRehearsal {
        try pruning.remove(calls, order)
        if !order.isRoutine { try pruning.forgetTraces() }
        if order.vacuums { try pruning.vacuum() }
      }
      return PrunedRecordings(calls: calls.count, bytes: bytes)
    }
  }

  /// Whether the day's work is to be done, and is this process's now: one that fails is not tried again behind every call.
  private static func claimsRoutine(at now: Timestamp, _ connection: Connection) throws(StoreFailure) -> Bool {
    // Every call asks, and one a day has something to do: the others must not keep writers waiting.
    guard try connection.read({ db in try UpkeepTable.isDue("prune", at: now, in: db) }) else { return false }
    return try connection.write { db in
      guard try UpkeepTable.isDue("prune", at: now, in: db) else { return false }
      try UpkeepTable.note("prune", at: now, in: db)
      return true
    }
  }

  /// How much is kept, and since when.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  package func recordingStatistics(countingTexts: Bool) throws(LedgerError) -> RecordingStatistics {
    try perform { connection throws(StoreFailure) in
      try connection.read { db in
        let kept = try RecordingInventory(countingTexts: countingTexts, in: db).statistics
        return RecordingStatistics(
          calls: kept.calls, bytes: kept.bytes, oldest: kept.oldest, freeBytes: try RecordingPruning.freeBytes(in: db))
      }
    }
  }
}
