import GRDB
import LLMCore

/// What calls are told apart by where sums are kept.
struct SpendLabel {
  let provider: String
  let model: String
  let command: String
  let repository: String
  let branch: String
  /// Lines with a line feed before and behind each; empty for none.
  let tags: String

  /// A call's, as it was opened.
  ///
  /// - Parameter served: who is charged for, where that is not who was asked.
  init(ofCall id: CallID, served: (provider: String, model: String)?, in db: Database) throws {
    let rows = try BoundStatement(
      "SELECT provider, model_asked, command, coalesce(repository, ''), coalesce(branch, '') FROM call WHERE id = ?",
      [.text(id.text)]
    ).rows(db) { columns in
      (
        try columns.text(), try columns.text(), try columns.text(), try columns.text(), try columns.text()
      )
    }
    guard let call = rows.first else { throw StoreFailure.unavailable("it has no call with this id") }
    provider = served?.provider ?? call.0
    model = served?.model ?? call.1
    (command, repository, branch) = (call.2, call.3, call.4)
    let tags = try CallTable.tags(of: id, in: db).map { Self.line($0.name, $0.value) }.sorted()
    self.tags = tags.isEmpty ? "" : "\n" + tags.joined(separator: "\n") + "\n"
  }

  /// A tag as it is looked for. Line feeds would end it.
  private static func line(_ name: String, _ value: JSONValue) -> String {
    "\(name)=\(value.text ?? JSONWriter.text(of: value))".map { $0.isNewline ? " " : String($0) }.joined()
  }

  /// The number of its provider and model; given out where it is new.
  func modelNumber(in db: Database) throws -> Int {
    try Self.number(
      "spend_model_name", ["provider": .text(provider), "model": .text(model)], in: db)
  }

  /// Its number; given out where it is new.
  func number(model: Int, in db: Database) throws -> Int {
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
