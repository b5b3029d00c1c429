import GRDB
import LLMCore

/// Finds calls.
struct CallSearch {
  private let query: CallQuery
  private let conditions: String
  private let values: [SQLValue]

  init(_ query: CallQuery) {
    self.query = query
    var conditions: [String] = []
    var values: [SQLValue] = []
    func require(_ condition: String, _ operands: [SQLValue]) {
      conditions.append(condition)
      values += operands
    }
    if let call = query.call { require("call.id = ?", [.text(call.text)]) }
    if let model = query.model {
      require(
        "(model_asked = ? OR model_served = ? OR served_by = ? OR provider || '/' || model_asked = ?)",
        Array(repeating: .text(model), count: 4))
    }
    if let command = query.command { require("command = ?", [.text(command)]) }
    if !query.states.isEmpty {
      let places = query.states.map { _ in "?" }.joined(separator: ", ")
      require("coalesce(verdict, 'open') IN (\(places))", query.states.map { .text($0.rawValue) })
    }
    for tag in query.tags {
      require(
        "call.id IN (SELECT call_id FROM call_tag WHERE key = ? AND value = ?)",
        [.text(tag.name), .text(JSONWriter.text(of: tag.value))])
    }
    if let since = query.since { require("started_at >= ?", [.integer(Int(since.milliseconds))]) }
    if let until = query.until { require("started_at < ?", [.integer(Int(until.milliseconds))]) }
    if let time = query.leastTime { require("total_ms >= ?", [.integer(time)]) }
    if let cost = query.leastCost {
      require("(charge_nanodollars, charge_rest) >= (?, ?)", [.integer(cost.nanodollars), .integer(cost.rest)])
    }
    if let prompt = query.prompt { require("prompt_name = ?", [.text(prompt)]) }
    if let replayed = query.replaysOf { require("replay_of = ?", [.text(replayed.text)]) }
    switch query.order {
    case .newest: break
    case .slowest: require("total_ms IS NOT NULL", [])
    case .dearest: require("charge_nanodollars > 0", [])
    }
    self.conditions = conditions.joined(separator: " AND ")
    self.values = values
  }

  private var order: String {
    switch query.order {
    case .newest: "id DESC"
    case .slowest: "total_ms DESC, id DESC"
    case .dearest: "charge_nanodollars DESC, charge_rest DESC, id DESC"
    }
  }

  private var condition: String { conditions.isEmpty ? "TRUE" : conditions }

  /// The ids of the calls that fit, in the order that is asked for.
  func ids(_ db: Database) throws -> [String] {
    // SQLite takes a negative limit for none.
    let limit = max(0, query.limit)
    guard let text = query.text, !text.allSatisfy(\.isWhitespace) else {
      return try BoundStatement(
        "SELECT id FROM call WHERE \(condition) ORDER BY \(order) LIMIT ?", values + [.integer(limit)]
      ).rows(db) { try $0.text() }
    }
    let words = SearchWords(text)
    guard !words.whole.isEmpty else { return [] }
    var found = try calls(with: words.whole, limit, db)
    if found.count < limit, words.hasTellingEnd {
      found = try calls(with: words.begun, limit, db)
    }
    return found
  }

  /// The calls that have all words, each in the prompt or in the answer, in the order that is asked for.
  private func calls(with words: [String], _ limit: Int, _ db: Database) throws -> [String] {
    let counts = try words.map { try Self.count($0, db) }
    guard let rarest = zip(counts, words).min(by: { $0.0 < $1.0 }) else { return [] }
    let others = try words.filter { $0 != rarest.1 }.map { try WordHits($0, db) }
    if query.order == .newest { return try newest(limit, with: rarest.1, others, db) }
    guard rarest.0 <= Self.few else { return try ordered(limit, with: try [WordHits(rarest.1, db)] + others, db) }
    let found = JSONWriter.text(of: .array(try newest(.max, with: rarest.1, others, db).map { .string($0) }))
    return try BoundStatement(
      "SELECT id FROM call WHERE id IN (SELECT value FROM json_each(?)) AND \(condition) ORDER BY \(order) LIMIT ?",
      [.text(found)] + values + [.integer(limit)]
    ).rows(db) { try $0.text() }
  }

  /// What stands in more texts is found by going through the calls in their order.
  private static let few = 5_000

  /// The first calls in the order that is asked for which have all words.
  private func ordered(_ limit: Int, with words: [WordHits], _ db: Database) throws -> [String] {
    var found: [String] = []
    let cursor = try Row.fetchCursor(
      try db.cachedStatement(sql: "SELECT id FROM call WHERE \(condition) ORDER BY \(order)"),
      arguments: BoundStatement.arguments(values))
    while found.count < limit, let row = try cursor.next() {
      var columns = ColumnReader(row)
      let call = try columns.text()
      if try words.allSatisfy({ try $0.has(call, db) }) { found.append(call) }
    }
    return found
  }

  /// The newest calls that have all words.
  ///
  /// Texts are looked at from the newest on, by the rarest word, until there are enough calls: a word that stands in all of them costs no more
  /// than one that is rare.
  private func newest(
    _ limit: Int, with word: String, _ others: [WordHits], _ db: Database
  ) throws -> [String] {
    guard limit > 0 else { return [] }
    var found = Set(try chunkCalls(word, db).filter { call in try others.allSatisfy { try $0.has(call, db) } })
    let cursor = try Row.fetchCursor(
      try db.cachedStatement(
        sql: """
          SELECT indexed_text.call_id, indexed_text.id FROM text_index JOIN indexed_text ON indexed_text.id = text_index.rowid
          JOIN call ON call.id = indexed_text.call_id
          WHERE text_index MATCH ? AND \(condition) ORDER BY text_index.rowid DESC
          """), arguments: BoundStatement.arguments([.text(word)] + values))
    var (looked, enough) = (0, limit)
    while let row = try cursor.next() {
      var columns = ColumnReader(row)
      let (call, text) = (try columns.text(), try columns.integer())
      if !found.contains(call), try others.allSatisfy({ try $0.has(call, db) }) { found.insert(call) }
      looked += 1
      guard looked >= enough, found.count >= limit else { continue }
      // An answer that took long stands behind those of newer calls.
      if let newest = try Self.newestCall(before: text, db), found.sorted(by: >)[limit - 1] >= newest { break }
      enough = looked * 2
    }
    return Array(found.sorted(by: >).prefix(limit))
  }

  /// The newest call that a text before this one can be of: none that was begun after the prompt behind it.
  private static func newestCall(before text: Int, _ db: Database) throws -> String? {
    try BoundStatement(
      "SELECT call_id FROM indexed_text WHERE id >= ? AND kind = 'prompt' AND call_id IS NOT NULL ORDER BY id LIMIT 1",
      [.integer(text)]
    ).rows(db) { try $0.text() }.first
  }

  /// The calls that fit and have a word in a long prompt.
  private func chunkCalls(_ expression: String, _ db: Database) throws -> [String] {
    try BoundStatement(
      """
      SELECT DISTINCT call.id FROM chunk_index JOIN prompt_chunk ON prompt_chunk.chunk_id = chunk_index.rowid
      JOIN call ON call.id = prompt_chunk.call_id WHERE chunk_index MATCH ? AND \(condition)
      """, [.text(expression)] + values
    ).rows(db) { try $0.text() }
  }

  private static func count(_ expression: String, _ db: Database) throws -> Int {
    try BoundStatement("SELECT count(*) FROM text_index WHERE text_index MATCH ?", [.text(expression)])
      .rows(db) { try $0.integer() }.first ?? 0
  }
}

/// Whether calls have a word.
private struct WordHits {
  private let expression: String
  /// The calls that have it in a long prompt.
  private let calls: Set<String>
  /// The texts that have it; nil where each is asked about: SQLite puts all that begins alike together again with every question.
  private let texts: Set<Int>?

  init(_ expression: String, _ db: Database) throws {
    self.expression = expression
    calls = Set(
      try BoundStatement(
        """
        SELECT DISTINCT call_id FROM chunk_index JOIN prompt_chunk ON prompt_chunk.chunk_id = chunk_index.rowid
        WHERE chunk_index MATCH ?
        """, [.text(expression)]
      ).rows(db) { try $0.text() })
    texts =
      expression.hasSuffix("*")
      ? Set(
        try BoundStatement("SELECT rowid FROM text_index WHERE text_index MATCH ?", [.text(expression)])
          .rows(db) { try $0.integer() }) : nil
  }

  /// Looks at the texts of one call.
  func has(_ call: String, _ db: Database) throws -> Bool {
    if calls.contains(call) { return true }
    let own = try BoundStatement("SELECT id FROM indexed_text WHERE call_id = ?", [.text(call)])
      .rows(db) { try $0.integer() }
    if let texts { return own.contains { texts.contains($0) } }
    return try own.contains { text in
      try !BoundStatement(
        "SELECT 1 FROM text_index WHERE text_index MATCH ? AND rowid = ?", [.text(expression), .integer(text)]
      ).rows(db) { try $0.integer() }.isEmpty
    }
  }
}
