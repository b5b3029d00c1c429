import GRDB
import LLMCore

/// A call as sums see it: when it was made, and what it is told apart by.
struct SpentCall {
  let startedAt: Int
  let conversation: String?
  let provider: String
  let model: String
  let command: String
  let repository: String
  let branch: String
  /// Lines with a line feed before and behind each; empty for none.
  let tags: String

  /// The call as it was opened.
  ///
  /// - Parameter served: who is charged for, where that is not who was asked.
  init(_ id: CallID, served: (provider: String, model: String)?, in db: Database) throws {
    let rows = try BoundStatement(
      """
      SELECT started_at, conversation_id, provider, model_asked, command, coalesce(repository, ''), coalesce(branch, '')
      FROM call WHERE id = ?
      """, [.text(id.text)]
    ).rows(db) { columns in
      (
        startedAt: try columns.integer(), conversation: try columns.optionalText(), provider: try columns.text(),
        model: try columns.text(), command: try columns.text(), repository: try columns.text(),
        branch: try columns.text()
      )
    }
    guard let call = rows.first else { throw StoreFailure.unavailable("it has no call with this id") }
    (startedAt, conversation) = (call.startedAt, call.conversation)
    (provider, model) = served ?? (call.provider, call.model)
    (command, repository, branch) = (call.command, call.repository, call.branch)
    let tags = try CallTable.tags(of: id, in: db).map(Tags.line).sorted()
    self.tags = tags.isEmpty ? "" : "\n" + tags.joined(separator: "\n") + "\n"
  }

  var day: Int { startedAt / SpendTable.day }
  var quarter: Int { startedAt / SpendTable.quarter }

  /// The number of its provider and model; given out where it is new.
  func modelNumber(in db: Database) throws -> Int {
    try Self.number(
      "spend_model_name", ["provider": .text(provider), "model": .text(model)], in: db)
  }

  /// The number of its label; given out where it is new.
  func labelNumber(model: Int, in db: Database) throws -> Int {
    try Self.number(
      "spend_label",
      [
        "model": .integer(model), "command": .text(command), "repository": .text(repository), "branch": .text(branch),
        "tags": .text(tags),
      ], in: db)
  }

  private static func number(
    _ table: String, _ columns: KeyValuePairs<String, SQLValue>, in db: Database
  ) throws -> Int {
    let condition = columns.map { "\($0.key) = ?" }.joined(separator: " AND ")
    let found = try BoundStatement("SELECT id FROM \(table) WHERE \(condition)", columns.map(\.value))
      .rows(db) { try $0.integer() }
    if let number = found.first { return number }
    try BoundStatement(insertingInto: table, columns).run(db)
    return Int(db.lastInsertedRowID)
  }
}
