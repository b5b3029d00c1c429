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
      // Every call asks, and one a day has something to do: the others must not keep writers waiting.
      if order.isRoutine, try !connection.read({ db in try UpkeepTable.isDue("prune", at: now, in: db) }) {
        return PrunedRecordings(calls: 0, bytes: 0)
      }
      return try connection.write { db in
        if order.isRoutine, try !UpkeepTable.isDue("prune", at: now, in: db) {
          return PrunedRecordings(calls: 0, bytes: 0)
        }
        guard order.isRehearsal else {
          try UpkeepTable.note("prune", at: now, in: db)
          return try RecordingPruning(db: db).run(order)
        }
        var pruned = PrunedRecordings(calls: 0, bytes: 0)
        try db.inSavepoint {
          pruned = try RecordingPruning(db: db).run(order)
          return .rollback
        }
        return pruned
      }
    }
  }

  /// How much is kept, and since when.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  package func recordingStatistics() throws(LedgerError) -> RecordingStatistics {
    try perform { connection throws(StoreFailure) in
      try connection.read { db in
        let extent = try RecordingTable.extent(in: db)
        return RecordingStatistics(
          calls: extent.calls, bytes: try RecordingTable.bytes(in: db), oldest: extent.oldest)
      }
    }
  }
}
