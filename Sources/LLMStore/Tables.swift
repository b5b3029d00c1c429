import GRDB

/// The tables of a database file, as its connections make sure of them.
struct Tables: Sendable {
  /// Whether the file has them as this llmctl knows them. Throws `LedgerError.newerSchema` where a newer one wrote it.
  let areCurrent: @Sendable (Database) throws -> Bool
  /// Makes them so. The lock beside the file must be held.
  let migrate: @Sendable (Database) throws -> Void

  /// Those of the ledger.
  static let ofLedger = Tables(areCurrent: { try Schema.isCurrent($0) }, migrate: { try Schema.migrate($0) })
}
