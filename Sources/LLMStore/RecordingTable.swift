import GRDB
import LLMCore

/// The rows of `recording` and `exchange`.
enum RecordingTable {
  // MARK: Writing

  /// Keeps the question of a call.
  static func add(
    _ question: RecordedQuestion, of call: CallID, knowing texts: inout StoredTexts, in db: Database
  ) throws {
    let content = SharedContent(question.json)
    try BoundStatement(
      insertingInto: "recording",
      [
        "call_id": .text(call.text),
        "question_content": .bytes(try ContentTable.store(content, knowing: &texts, in: db)),
      ]
    ).run(db)
  }

  /// Keeps a try of a call whose question is kept; of others nothing.
  static func add(_ exchange: RecordedExchange, number: Int, of call: CallID, in db: Database) throws {
    let known = try BoundStatement("SELECT 1 FROM recording WHERE call_id = ?", [.text(call.text)])
      .rows(db) { try $0.integer() }
    guard !known.isEmpty else { return }
    let request = SharedContent(exchange.requestBody, texts: exchange.requestTexts)
    var texts = StoredTexts()
    let head = JSONWriter.bytes(of: StoredExchange.head(of: exchange))
    let (storedHead, storedBody) = (Zstandard.sealed(head), Zstandard.sealed(exchange.replyBody))
    try BoundStatement(
      insertingInto: "exchange",
      [
        "call_id": .text(call.text), "number": .integer(number),
        "head": .bytes(storedHead ?? head), "head_size": .integer(storedHead.map { _ in head.count }),
        "request_content": .bytes(try ContentTable.store(request, knowing: &texts, in: db)),
        "body": .bytes(storedBody ?? exchange.replyBody),
        "body_size": .integer(storedBody.map { _ in exchange.replyBody.count }),
        "pieces": .bytes(StoredExchange.bytes(of: exchange.pieces)),
      ]
    ).run(db)
  }

  // MARK: Reading

  /// All that is kept of a call.
  static func recording(of call: CallID, in db: Database) throws -> CallRecording? {
    try StoreFailure.naming(call) {
      let questions = try BoundStatement("SELECT question_content FROM recording WHERE call_id = ?", [.text(call.text)])
        .rows(db) { columns in
          let content = try ContentTable.load(try columns.bytes(), in: db)
          // What a llmctl to come wrote in another form is not known, and no damage.
          return (try? JSONReader.parse(content)).flatMap { RecordedQuestion(json: $0) }
        }
      guard let question = questions.first else { return nil }
      let exchanges = try BoundStatement(
        """
        SELECT number, head, head_size, request_content, body, body_size, pieces FROM exchange WHERE call_id = ?
        """, [.text(call.text)]
      ).rows(db) { columns in (try columns.integer(), try exchange(&columns, db)) }
      return CallRecording(question: question, exchanges: Dictionary(exchanges) { first, _ in first })
    }
  }

  private static func exchange(_ columns: inout ColumnReader, _ db: Database) throws -> RecordedExchange {
    let head = try plain(try columns.bytes(), try columns.optionalInteger())
    guard var exchange = (try? JSONReader.parse(head)).flatMap(StoredExchange.exchange) else {
      throw StoreFailure.damagedContent
    }
    exchange.requestBody = try ContentTable.load(try columns.bytes(), in: db)
    exchange.replyBody = try plain(try columns.bytes(), try columns.optionalInteger())
    guard let pieces = StoredExchange.pieces(in: try columns.bytes()) else { throw StoreFailure.damagedContent }
    exchange.pieces = pieces
    return exchange
  }

  private static func plain(_ bytes: [UInt8], _ size: Int?) throws -> [UInt8] {
    try size.map { try Zstandard.decompressed(bytes, size: $0) } ?? bytes
  }
}
