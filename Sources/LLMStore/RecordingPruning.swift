import GRDB
import LLMCore

/// Takes recordings away, and content that nothing needs any more.
struct RecordingPruning {
  /// A share of the recordings that is taken away at once where they have to be fewer bytes: how many share what is only
  /// known when they are gone.
  private static let share = 20

  let db: Database

  /// Does what was asked for, inside of a transaction.
  func run(_ order: PruningOrder) throws -> PrunedRecordings {
    let bytes = try RecordingTable.bytes(in: db)
    var calls = 0
    if let moment = order.before {
      calls += try remove(try old(before: moment, order), order)
    }
    if calls > 0 { try sweep() }
    if let limit = order.mostBytes { calls += try shrink(to: limit, order) }
    return PrunedRecordings(calls: calls, bytes: bytes - (calls > 0 ? try RecordingTable.bytes(in: db) : bytes))
  }

  /// The calls that are older, the oldest first.
  private func old(before moment: Timestamp, _ order: PruningOrder) throws -> [String] {
    let source = order.takesTexts ? "turn" : "recording"
    return try BoundStatement(
      """
      SELECT call_id FROM \(source) JOIN call ON call.id = \(source).call_id WHERE started_at < ? ORDER BY call_id LIMIT ?
      """, [.integer(Int(moment.milliseconds)), .integer(order.mostCalls ?? -1)]
    ).rows(db) { try $0.text() }
  }

  private func shrink(to limit: Int, _ order: PruningOrder) throws -> Int {
    var removed = 0
    while try RecordingTable.bytes(in: db) > limit {
      let left = try RecordingTable.extent(in: db).calls
      guard left > 0 else { break }
      let oldest = try BoundStatement(
        "SELECT call_id FROM recording ORDER BY call_id LIMIT ?", [.integer(max(1, left / Self.share))]
      ).rows(db) { try $0.text() }
      removed += try remove(oldest, order)
      try sweep()
    }
    return removed
  }

  private func remove(_ calls: [String], _ order: PruningOrder) throws -> Int {
    for call in calls {
      try BoundStatement("DELETE FROM recording WHERE call_id = ?", [.text(call)]).run(db)
      if order.takesTexts { try BoundStatement("DELETE FROM turn WHERE call_id = ?", [.text(call)]).run(db) }
    }
    return calls.count
  }

  /// Takes chunks away that no recipe names.
  private func sweep() throws {
    var used: Set<Int> = []
    for (table, column) in [
      ("recording", "question_content"), ("exchange", "request_content"), ("turn", "system_content"),
      ("turn", "prompt_content"),
    ] {
      let recipes = try BoundStatement("SELECT \(column) FROM \(table) WHERE \(column) IS NOT NULL")
        .rows(db) { try ContentTable.chunks(in: try $0.bytes()) }
      for chunks in recipes { used.formUnion(chunks) }
    }
    let all = try BoundStatement("SELECT id FROM content_chunk").rows(db) { try $0.integer() }
    for chunk in all where !used.contains(chunk) {
      try PromptIndex.forget(chunk, in: db)
      try BoundStatement("DELETE FROM content_chunk WHERE id = ?", [.integer(chunk)]).run(db)
    }
  }
}
