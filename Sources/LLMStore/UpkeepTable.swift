import GRDB
import LLMCore

/// The rows of `upkeep`: when what has to be done now and then was done last.
enum UpkeepTable {
  private static let interval: Int64 = 24 * 3_600_000

  /// Whether something was not done within a day. A clock that was set back does not put it off for ever.
  static func isDue(_ name: String, at now: Timestamp, in db: Database) throws -> Bool {
    let last = try BoundStatement("SELECT done_at FROM upkeep WHERE name = ?", [.text(name)])
      .rows(db) { Int64(try $0.integer()) }.first
    guard let last else { return true }
    return abs(now.milliseconds - last) >= interval
  }

  /// Notes that it was done.
  static func note(_ name: String, at now: Timestamp, in db: Database) throws {
    try BoundStatement(
      "INSERT INTO upkeep (name, done_at) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET done_at = ?2",
      [.text(name), .integer(Int(now.milliseconds))]
    ).run(db)
  }
}
