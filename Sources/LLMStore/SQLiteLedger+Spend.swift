import GRDB
package import LLMCore

extension SQLiteLedger {
  package func reserve(
    _ claim: SpendClaim, in windows: @escaping @Sendable (Timestamp) -> [SpendWindow],
    admits: @escaping @Sendable ([SpendUse]) -> Bool
  ) throws(LedgerError) -> SpendReservation {
    let process = identity
    return try perform { connection throws(StoreFailure) in
      try connection.write { db in
        try countLost(in: db)
        let windows = windows(try CallTable.startedAt(claim.call, in: db))
        let uses = try windows.map { try Self.use(of: $0, in: db) }
        let isAdmitted = admits(uses)
        if isAdmitted { try ReservationTable.insert(claim, by: process, into: db) }
        return SpendReservation(isAdmitted: isAdmitted, uses: uses)
      }
    }
  }

  package func uses(of windows: [SpendWindow]) throws(LedgerError) -> [SpendUse] {
    try settled { db in try windows.map { try Self.use(of: $0, in: db) } }
  }

  package func spend(
    in stretches: [Range<Timestamp>], by split: SpendSplit, of scope: SpendScope
  ) throws(LedgerError) -> [[SpendCell]] {
    try settled { db in
      let reading = SpendReading(db: db, scope: scope)
      return try stretches.map { try reading.cells(in: $0, by: split) }
    }
  }

  package func conversationSpend(
    in stretch: Range<Timestamp>, limit: Int
  ) throws(LedgerError) -> [ConversationSpend] {
    try settled { db in try ConversationSpendReading(db: db, stretch: stretch, limit: limit).dearest() }
  }

  package func latencies(in stretch: Range<Timestamp>) throws(LedgerError) -> [LatencyCount] {
    try settled { db in try CallCounts.latencies(in: stretch, db) }
  }

  package func failures(in stretch: Range<Timestamp>) throws(LedgerError) -> [FailureCount] {
    try settled { db in try CallCounts.failures(in: stretch, db) }
  }

  package func glimpses(since moment: Timestamp) throws(LedgerError) -> [CallGlimpse] {
    try settled { db in try CallCounts.glimpses(since: moment, db) }
  }

  package func callers(since moment: Timestamp) throws(LedgerError) -> [ProcessIdentity] {
    try settled { db in
      try BoundStatement(
        "SELECT DISTINCT pid, process_start FROM call WHERE id >= ? AND verdict IS NULL",
        [.text(CallIDGenerator.first(at: moment))]
      ).rows(db) { columns in
        ProcessIdentity(
          pid: try columns.required(Int32(exactly: try columns.integer())), start: try columns.text())
      }
    }
  }

  package func firstSpend() throws(LedgerError) -> Timestamp? {
    try settled { db in
      try BoundStatement("SELECT min(quarter) FROM spend_model").rows(db) { try $0.optionalInteger() }.first?
        .map { Timestamp(milliseconds: Int64($0 * SpendTable.quarter)) }
    }
  }

  package func correct(_ id: CallID, _ charge: Charge) throws(LedgerError) -> Bool {
    try perform { connection throws(StoreFailure) in
      try connection.write { db in
        guard let old = try CallTable.correct(id, charge, in: db) else { return false }
        let served =
          try BoundStatement("SELECT served_by FROM call WHERE id = ?", [.text(id.text)])
          .rows(db) { try $0.optionalText() }.first ?? nil
        var change = Spend(replacing: old, by: charge)
        change.saved = .zero
        let call = try SpentCall(id, served: CallOutcome.server(served), in: db)
        try SpendTable.add(change, of: call, in: db)
        return true
      }
    }
  }

  /// Reads after what dead processes had set aside was counted, where there is any.
  private func settled<Value>(_ work: (Database) throws -> Value) throws(LedgerError) -> Value {
    try perform { connection throws(StoreFailure) in
      let isOwed = try connection.read { db in try !ReservationTable.lost(in: db, isRunning: isRunning).isEmpty }
      if isOwed { try connection.write { db in try countLost(in: db) } }
      return try connection.read(work)
    }
  }

  private static func use(of window: SpendWindow, in db: Database) throws -> SpendUse {
    let spent = try SpendReading(db: db, scope: window.scope).use(in: window.stretch)
    let reserved = try ReservationTable.sum(in: window, db)
    return SpendUse(
      spent: spent.money, spentTokens: spent.tokens, reserved: reserved.money, reservedTokens: reserved.tokens)
  }

  /// What a dead process had set aside may have been charged: the provider had the request, and nobody waited for the end.
  private func countLost(in db: Database) throws {
    for lost in try ReservationTable.lost(in: db, isRunning: isRunning) {
      let served = try ReservationTable.server(ofLabel: lost.label, in: db)
      try SpendTable.add(Spend(lost: lost.most), of: SpentCall(lost.call, served: served, in: db), in: db)
      try CallTable.markLost(lost.call, most: lost.most, in: db)
      try ReservationTable.delete(lost.call, number: lost.number, in: db)
    }
  }
}
