import GRDB
import LLMCore

/// The rows of `turn` and `answer`.
enum TurnTable {
  /// What is longer is kept in chunks, in bytes.
  private static let longPrompt = 4 << 10
  /// So much of a long prompt stands in its row, for lists.
  private static let beginning = 1000

  /// Adds a turn behind those that have started, or that a fork keeps. The order is that of the transactions, whatever the
  /// clocks say.
  static func add(
    _ call: CallID, system: String?, prompt: String, to conversation: String, knowing texts: inout StoredTexts,
    in db: Database
  ) throws {
    func stored(_ text: String, from length: Int) throws -> [UInt8]? {
      guard text.utf8.count >= length else { return nil }
      return try ContentTable.store(SharedContent(Array(text.utf8)), knowing: &texts, in: db)
    }
    let systemContent = try system.flatMap { try stored($0, from: SharedContent.leastShared) }
    let promptContent = try stored(prompt, from: longPrompt)
    try BoundStatement(
      """
      INSERT INTO turn (conversation_id, sequence, call_id, system, prompt, system_content, prompt_content)
      SELECT ?1, 1 + coalesce(
        (SELECT max(sequence) FROM turn WHERE conversation_id = ?1),
        (SELECT last_kept FROM conversation WHERE id = ?1), 0), ?2, ?3, ?4, ?5, ?6
      """,
      [
        .text(conversation), .text(call.text), .text(systemContent == nil ? system : nil),
        .text(promptContent == nil ? prompt : start(of: prompt)), .bytes(systemContent), .bytes(promptContent),
      ]
    ).run(db)
    if let promptContent { try PromptIndex.note(try ContentTable.chunks(in: promptContent), of: call, in: db) }
  }

  /// The beginning of a long prompt, in whole characters.
  private static func start(of prompt: String) -> String {
    String(decoding: prompt.utf8.prefix(beginning), as: UTF8.self)
      .withoutBrokenEnd
  }

  /// The text of a column that may be kept in chunks.
  static func text(_ text: String?, _ content: [UInt8]?, in db: Database) throws -> String? {
    try content.map { String(decoding: try ContentTable.load($0, in: db), as: UTF8.self) } ?? text
  }

  /// Stores the answer, if the prompt was stored.
  static func answer(_ call: CallID, _ text: String, in db: Database) throws {
    try BoundStatement(
      "INSERT INTO answer (call_id, text) SELECT call_id, ? FROM turn WHERE call_id = ?",
      [.text(text), .text(call.text)]
    ).run(db)
  }

  /// The system text that was sent along.
  static func system(of call: CallID, in db: Database) throws -> String? {
    try BoundStatement("SELECT system, system_content FROM turn WHERE call_id = ?", [.text(call.text)])
      .rows(db) { columns in try text(try columns.optionalText(), try columns.optionalBytes(), in: db) }.first ?? nil
  }

  /// The beginning of a prompt; empty where there is none.
  static func beginning(ofPromptOf call: CallID, characters: Int, in db: Database) throws -> String {
    try BoundStatement(
      "SELECT substr(prompt, 1, ?) FROM turn WHERE call_id = ?", [.integer(characters), .text(call.text)]
    ).rows(db) { columns in try columns.text() }.first ?? ""
  }
}

extension String {
  /// Without what a cut in the middle of a character leaves.
  fileprivate var withoutBrokenEnd: String {
    var text = self
    while text.unicodeScalars.last == "\u{FFFD}" { text.unicodeScalars.removeLast() }
    return text
  }
}
