import GRDB
import LLMCore

/// What is kept of each call, by size and chunks: read once, so that what would go, and what that gives, is known before anything goes.
struct RecordingInventory {
  /// What is kept of one call.
  struct Holding {
    let call: String
    let startedAt: Timestamp
    /// Of its own rows.
    var bytes = 0
    var chunks: [Int] = []
  }

  /// The newest first.
  private let holdings: [Holding]
  private let sizes: [Int: Int]
  /// Chunks that stay, whatever goes: those of texts, where only recordings are looked at.
  private let fixed: Set<Int>

  /// - Parameter countsTexts: whether prompts and answers are looked at as well.
  init(countingTexts countsTexts: Bool, in db: Database) throws {
    var holdings = try Self.holdings(countsTexts ? "turn" : "recording", in: db)
    let places = Dictionary(uniqueKeysWithValues: holdings.enumerated().map { ($1.call, $0) })
    func add(_ sql: String, _ read: (inout ColumnReader) throws -> (call: String, bytes: Int, recipe: [UInt8]?)) throws
    {
      for row in try BoundStatement(sql).rows(db, read) {
        guard let place = places[row.call] else { continue }
        holdings[place].bytes += row.bytes
        if let recipe = row.recipe { holdings[place].chunks += ContentTable.readableChunks(in: recipe) }
      }
    }
    try add("SELECT call_id, length(question_content), question_content FROM recording") {
      (try $0.text(), try $0.integer(), try $0.bytes())
    }
    try add(
      """
      SELECT call_id, length(head) + length(request_content) + length(body) + length(pieces), request_content FROM exchange
      """
    ) { (try $0.text(), try $0.integer(), try $0.bytes()) }
    if countsTexts {
      try add("SELECT call_id, length(prompt) + coalesce(length(system), 0), prompt_content FROM turn") {
        (try $0.text(), try $0.integer(), try $0.optionalBytes())
      }
      try add("SELECT call_id, 0, system_content FROM turn WHERE system_content IS NOT NULL") {
        (try $0.text(), try $0.integer(), try $0.bytes())
      }
      try add("SELECT call_id, length(text), NULL FROM answer") { (try $0.text(), try $0.integer(), nil) }
    }
    self.holdings = holdings
    fixed = countsTexts ? [] : try Self.chunks(in: Self.ofTexts, db)
    let rows = try BoundStatement("SELECT id, length(bytes) FROM content_chunk")
      .rows(db) { (try $0.integer(), try $0.integer()) }
    sizes = Dictionary(uniqueKeysWithValues: rows)
  }

  private static func holdings(_ table: String, in db: Database) throws -> [Holding] {
    try BoundStatement(
      "SELECT call_id, started_at FROM \(table) JOIN call ON call.id = \(table).call_id ORDER BY call_id DESC"
    ).rows(db) { Holding(call: try $0.text(), startedAt: Timestamp(milliseconds: Int64(try $0.integer()))) }
  }

  // MARK: Sums

  /// How many calls there are, the oldest, and what goes if all of them go.
  var statistics: (calls: Int, bytes: Int, oldest: Timestamp?) {
    (holdings.count, bytes(of: holdings, besides: fixed), holdings.last?.startedAt)
  }

  /// What is to go for an order, the oldest first, and how much that is.
  func plan(_ order: PruningOrder) -> (calls: [String], bytes: Int) {
    var (seen, total): (Set<Int>, Int) = (fixed, 0)
    var victims: [Int] = []
    for (index, holding) in holdings.enumerated() {
      total += holding.bytes
      for chunk in holding.chunks where seen.insert(chunk).inserted { total += sizes[chunk] ?? 0 }
      let isOld = order.before.map { holding.startedAt < $0 } ?? false
      // What was only just made is what somebody may want to look at; nobody asked for it to go.
      let isSpared = order.isRoutine && index == 0
      if isOld || total > order.mostBytes ?? .max, !isSpared { victims.append(index) }
    }
    let chosen = Set(victims.suffix(order.mostCalls ?? victims.count))
    var staying = fixed
    for (index, holding) in holdings.enumerated() where !chosen.contains(index) { staying.formUnion(holding.chunks) }
    let going = chosen.sorted(by: >).map { holdings[$0] }
    return (going.map(\.call), bytes(of: going, besides: staying))
  }

  private func bytes(of holdings: [Holding], besides staying: Set<Int>) -> Int {
    var (seen, total) = (staying, 0)
    for holding in holdings {
      total += holding.bytes
      for chunk in holding.chunks where seen.insert(chunk).inserted { total += sizes[chunk] ?? 0 }
    }
    return total
  }

  // MARK: Chunks

  private static let ofTexts = [("turn", "system_content"), ("turn", "prompt_content")]
  private static let ofRecordings = [("recording", "question_content"), ("exchange", "request_content")]

  /// The chunks that no recipe names.
  static func unusedChunks(in db: Database) throws -> [Int] {
    let used = try chunks(in: ofTexts + ofRecordings, db)
    return try BoundStatement("SELECT id FROM content_chunk").rows(db) { try $0.integer() }.filter {
      !used.contains($0)
    }
  }

  private static func chunks(in columns: [(table: String, column: String)], _ db: Database) throws -> Set<Int> {
    var used: Set<Int> = []
    for (table, column) in columns {
      let recipes = try BoundStatement("SELECT \(column) FROM \(table) WHERE \(column) IS NOT NULL")
        .rows(db) { ContentTable.readableChunks(in: try $0.bytes()) }
      for chunks in recipes { used.formUnion(chunks) }
    }
    return used
  }
}
