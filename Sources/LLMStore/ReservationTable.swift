import GRDB
import LLMCore

/// The rows of `reservation`: what is set aside for tries that are under way.
enum ReservationTable {
  /// Sets something aside.
  static func insert(_ claim: SpendClaim, by process: ProcessIdentity, into db: Database) throws {
    let call = try SpentCall(claim.call, served: (claim.provider, claim.model), in: db)
    let number = try call.labelNumber(model: try call.modelNumber(in: db), in: db)
    try BoundStatement(
      """
      INSERT OR REPLACE INTO reservation
      (call_id, number, label, started_at, pid, process_start, nanodollars, rest, tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(claim.call.text), .integer(claim.number), .integer(number), .integer(call.startedAt),
        .integer(Int(process.pid)), .text(process.start), .integer(claim.most.nanodollars),
        .integer(claim.most.rest), .integer(claim.tokens),
      ]
    ).run(db)
  }

  /// Gives back what was set aside for a try, or for all of a call.
  static func delete(_ call: CallID, number: Int? = nil, in db: Database) throws {
    try BoundStatement(
      "DELETE FROM reservation WHERE call_id = ?" + (number == nil ? "" : " AND number = ?"),
      [.text(call.text)] + (number.map { [.integer($0)] } ?? [])
    ).run(db)
  }

  /// What is set aside in a window.
  static func sum(in window: SpendWindow, _ db: Database) throws -> (money: Money, tokens: Int) {
    let (condition, values) = SpendScopeCondition(window.scope).parts
    let rows = try BoundStatement(
      """
      SELECT coalesce(sum(nanodollars), 0), coalesce(sum(rest), 0), coalesce(sum(tokens), 0) FROM reservation
      JOIN spend_label ON spend_label.id = reservation.label JOIN spend_model_name ON spend_model_name.id = spend_label.model
      WHERE started_at >= ? AND started_at < ?\(condition)
      """,
      [
        .integer(Int(window.stretch.lowerBound.milliseconds)), .integer(Int(window.stretch.upperBound.milliseconds)),
      ] + values
    ).rows(db) { columns in (try columns.money(), try columns.integer()) }
    return rows.first ?? (.zero, 0)
  }

  /// Those whose process no longer runs.
  static func lost(
    in db: Database, isRunning: (ProcessIdentity) -> Bool
  ) throws -> [(call: CallID, number: Int, label: Int, most: Money)] {
    let all = try BoundStatement(
      "SELECT call_id, number, label, nanodollars, rest, pid, process_start FROM reservation"
    ).rows(db) { columns in
      (
        call: CallID(try columns.text()), number: try columns.integer(), label: try columns.integer(),
        most: try columns.money(),
        process: ProcessIdentity(
          pid: try columns.required(Int32(exactly: try columns.integer())), start: try columns.text())
      )
    }
    var known: [ProcessIdentity: Bool] = [:]
    return all.filter { row in
      let runs = known[row.process] ?? isRunning(row.process)
      known[row.process] = runs
      return !runs
    }.map { ($0.call, $0.number, $0.label, $0.most) }
  }

  /// Who is charged for, by the number of a label.
  static func server(ofLabel label: Int, in db: Database) throws -> (provider: String, model: String)? {
    try BoundStatement(
      """
      SELECT provider, spend_model_name.model FROM spend_label
      JOIN spend_model_name ON spend_model_name.id = spend_label.model WHERE spend_label.id = ?
      """, [.integer(label)]
    ).rows(db) { (try $0.text(), try $0.text()) }.first
  }
}
