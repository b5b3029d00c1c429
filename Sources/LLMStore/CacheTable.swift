import GRDB
import LLMCore

/// The rows of the response cache.
enum CacheTable {
  /// What a row takes besides its texts, indices included; in bytes.
  private static let overhead = 600
  /// How many expired rows one new entry takes away, so that no call does the work of a thousand.
  private static let sweep = 200

  // MARK: One entry

  /// The entry for which `condition` holds.
  static func entry(where condition: String, _ value: SQLValue, in db: Database) throws -> CachedAnswer? {
    try BoundStatement(
      """
      SELECT entry.call_id, entry.provider, entry.model, entry.model_served, stored_at, lifetime_ms, finish_reason,
        uncached_input_tokens, cache_read_tokens, cache_write_short_tokens, cache_write_long_tokens,
        text_output_tokens, reasoning_output_tokens, entry.hits, model.served, text, reasoning
      FROM entry JOIN model ON model.provider = entry.provider AND model.model = entry.model
      WHERE \(condition) LIMIT 1
      """, [value]
    ).rows(db, answer).first
  }

  private static func answer(_ columns: inout ColumnReader) throws -> CachedAnswer {
    let call = try columns.optionalText().map { CallID($0) }
    let (provider, model, served) = (try columns.text(), try columns.text(), try columns.optionalText())
    let storedAt = Timestamp(milliseconds: Int64(try columns.integer()))
    let lifetime = Duration.milliseconds(try columns.integer())
    let finish = Finish(name: try columns.text())
    let usage = try columns.usage()
    let (hits, lately) = (try columns.integer(), try columns.optionalText())
    var answer = CachedAnswer(
      call: call, provider: provider, model: model, modelServed: served, storedAt: storedAt, lifetime: lifetime,
      finish: finish, usage: usage, text: try columns.text(), reasoning: try columns.text())
    (answer.hits, answer.servedLately) = (hits, lately)
    return answer
  }

  /// Keeps an answer in place of what stood under the key. Returns whether it is small enough to be kept.
  @discardableResult
  static func keep(_ answer: CachedAnswer, under key: String, sizeLimit: Int, in db: Database) throws -> Bool {
    let bytes = answer.text.utf8.count + answer.reasoning.utf8.count + overhead
    try BoundStatement(
      """
      INSERT INTO model (provider, model, served, misses) VALUES (?, ?, ?, 1)
      ON CONFLICT (provider, model) DO UPDATE SET served = excluded.served, misses = misses + 1
      """, [.text(answer.provider), .text(answer.model), .text(answer.modelServed)]
    ).run(db)
    try BoundStatement("DELETE FROM entry WHERE key = ?", [.text(key)]).run(db)
    // One answer is not to drive out all others.
    guard bytes <= sizeLimit / 8 else { return false }
    let now = Int(answer.storedAt.milliseconds)
    try BoundStatement(
      "DELETE FROM entry WHERE id IN (SELECT id FROM entry WHERE expires_at <= ? LIMIT \(sweep))", [.integer(now)]
    ).run(db)
    try insert(answer, under: key, bytes: bytes, into: db)
    try makeRoom(sizeLimit: sizeLimit, in: db)
    return true
  }

  private static func insert(_ answer: CachedAnswer, under key: String, bytes: Int, into db: Database) throws {
    let (storedAt, lifetime) = (Int(answer.storedAt.milliseconds), answer.lifetime.milliseconds)
    try BoundStatement(
      insertingInto: "entry",
      [
        "key": .text(key),
        "call_id": .text(answer.call?.text),
        "provider": .text(answer.provider),
        "model": .text(answer.model),
        "model_served": .text(answer.modelServed),
        "stored_at": .integer(storedAt),
        "lifetime_ms": .integer(lifetime),
        "expires_at": .integer(storedAt + lifetime),
        "used": .integer(try nextUse(in: db)),
        "hits": .integer(0),
        "bytes": .integer(bytes),
        "finish_reason": .text(answer.finish.name),
        "uncached_input_tokens": .integer(answer.usage.uncachedInput),
        "cache_read_tokens": .integer(answer.usage.cacheRead),
        "cache_write_short_tokens": .integer(answer.usage.cacheWriteShort),
        "cache_write_long_tokens": .integer(answer.usage.cacheWriteLong),
        "text_output_tokens": .integer(answer.usage.textOutput),
        "reasoning_output_tokens": .integer(answer.usage.reasoningOutput),
        "text": .text(answer.text),
        "reasoning": .text(answer.reasoning),
      ]
    ).run(db)
  }

  /// Counts a use of an entry. One that was thrown out meanwhile is not missed.
  static func countHit(under key: String, saved: Money?, in db: Database) throws {
    let owners = try BoundStatement(
      """
      SELECT model.provider, model.model, model.saved_usd FROM entry
      JOIN model ON model.provider = entry.provider AND model.model = entry.model WHERE key = ?
      """, [.text(key)]
    ).rows(db) { columns in (try columns.text(), try columns.text(), try columns.text()) }
    guard let (provider, model, before) = owners.first else { return }
    try BoundStatement(
      "UPDATE entry SET hits = hits + 1, used = ? WHERE key = ?", [.integer(try nextUse(in: db)), .text(key)]
    ).run(db)
    let sum = (Money(decimal: before) ?? .zero) + (saved ?? .zero)
    try BoundStatement(
      "UPDATE model SET hits = hits + 1, unpriced = unpriced + ?, saved_usd = ? WHERE provider = ? AND model = ?",
      [.integer(saved == nil ? 1 : 0), .text(sum.decimal), .text(provider), .text(model)]
    ).run(db)
  }

  /// A number above all uses before.
  private static func nextUse(in db: Database) throws -> Int {
    try BoundStatement("UPDATE total SET uses = uses + 1 RETURNING uses").rows(db) { columns in
      try columns.integer()
    }.first ?? 0
  }

  // MARK: All entries

  /// How many bytes there are.
  static func size(in db: Database) throws -> (entries: Int, bytes: Int) {
    try BoundStatement("SELECT entries, bytes FROM total").rows(db) { columns in
      (try columns.integer(), try columns.integer())
    }.first ?? (0, 0)
  }

  /// Throws out what was not used for longest, until there is room for a while.
  private static func makeRoom(sizeLimit: Int, in db: Database) throws {
    var excess = try size(in: db).bytes - sizeLimit
    guard excess > 0 else { return }
    excess += sizeLimit / 10
    while excess > 0 {
      let oldest = try BoundStatement("SELECT id, bytes FROM entry ORDER BY used LIMIT 64").rows(db) { columns in
        (id: try columns.integer(), bytes: try columns.integer())
      }
      guard !oldest.isEmpty else { return }
      for entry in oldest where excess > 0 {
        try BoundStatement("DELETE FROM entry WHERE id = ?", [.integer(entry.id)]).run(db)
        excess -= entry.bytes
      }
    }
  }

  /// Takes entries away. The tallies of the models stay.
  static func prune(_ choice: CachePruning, in db: Database) throws -> PrunedEntries {
    let before = try size(in: db)
    switch choice {
    case .all: try BoundStatement("DELETE FROM entry").run(db)
    case .stale(let now): try pruneStale(at: now, in: db)
    case .before(let moment, let now):
      try pruneStale(at: now, in: db)
      try BoundStatement("DELETE FROM entry WHERE stored_at < ?", [.integer(Int(moment.milliseconds))]).run(db)
    }
    let after = try size(in: db)
    return PrunedEntries(entries: before.entries - after.entries, bytes: before.bytes - after.bytes)
  }

  private static func pruneStale(at now: Timestamp, in db: Database) throws {
    try BoundStatement(
      """
      DELETE FROM entry WHERE expires_at <= ? OR NOT EXISTS (
        SELECT 1 FROM model WHERE model.provider = entry.provider AND model.model = entry.model
          AND model.served IS entry.model_served)
      """, [.integer(Int(now.milliseconds))]
    ).run(db)
  }

  /// What there is by model, and what it was good for.
  static func statistics(in db: Database) throws -> CacheStatistics {
    var statistics = CacheStatistics()
    statistics.models = try BoundStatement(
      """
      SELECT model.provider, model.model, model.hits, misses, unpriced, saved_usd, count(entry.bytes),
        coalesce(sum(entry.bytes), 0)
      FROM model LEFT JOIN entry ON entry.provider = model.provider AND entry.model = model.model
      GROUP BY model.provider, model.model ORDER BY model.provider, model.model
      """
    ).rows(db) { columns in
      var model = CacheStatistics.Model(provider: try columns.text(), model: try columns.text())
      (model.hits, model.misses) = (try columns.integer(), try columns.integer())
      model.unpriced = try columns.integer()
      model.saved = Money(decimal: try columns.text()) ?? .zero
      (model.entries, model.bytes) = (try columns.integer(), try columns.integer())
      return model
    }
    statistics.oldest =
      try BoundStatement("SELECT min(stored_at) FROM entry").rows(db) { columns in
        try columns.optionalInteger().map { Timestamp(milliseconds: Int64($0)) }
      }.first ?? nil
    return statistics
  }
}
