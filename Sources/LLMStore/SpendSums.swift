import GRDB
import LLMCore

/// The columns that all tables of sums have.
enum SpendSums {
  static let names = [
    "calls", "retries", "failures", "cache_hits", "unpriced", "told_nanodollars", "told_rest", "estimated_nanodollars",
    "estimated_rest", "possible_nanodollars", "possible_rest", "saved_nanodollars", "saved_rest",
    "uncached_input_tokens", "cache_read_tokens", "cache_write_short_tokens", "cache_write_long_tokens",
    "text_output_tokens", "reasoning_output_tokens",
  ]

  /// What to select where rows are summed up.
  static let selection = names.map { "sum(\($0))" }.joined(separator: ", ")

  /// What budgets ask for: money in two columns, and tokens.
  static let useSelection = """
    coalesce(sum(told_nanodollars + estimated_nanodollars + possible_nanodollars), 0),
    coalesce(sum(told_rest + estimated_rest + possible_rest), 0),
    coalesce(sum(uncached_input_tokens + cache_read_tokens + cache_write_short_tokens + cache_write_long_tokens
      + text_output_tokens + reasoning_output_tokens), 0)
    """

  private static func values(_ spend: Spend) -> [SQLValue] {
    [
      spend.calls, spend.retries, spend.failures, spend.cacheHits, spend.unpriced, spend.told.nanodollars,
      spend.told.rest, spend.estimated.nanodollars, spend.estimated.rest, spend.possible.nanodollars,
      spend.possible.rest, spend.saved.nanodollars, spend.saved.rest, spend.uncachedInput, spend.cacheRead,
      spend.cacheWriteShort, spend.cacheWriteLong, spend.textOutput, spend.reasoningOutput,
    ].map { .integer($0) }
  }

  /// Adds to the row with these keys, or makes it.
  static func add(_ spend: Spend, to table: String, _ keys: KeyValuePairs<String, SQLValue>, in db: Database) throws {
    let columns = keys.map(\.key) + names
    let changes = names.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", ")
    let sql = """
      INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
      ON CONFLICT DO UPDATE SET \(changes)
      """
    try BoundStatement(sql, keys.map(\.value) + values(spend)).run(db)
  }
}

extension ColumnReader {
  /// The columns of a sum; nil where no row was summed up.
  mutating func spend() throws -> Spend? {
    guard let calls = try optionalInteger() else { return nil }
    var spend = Spend()
    spend.calls = calls
    (spend.retries, spend.failures) = (try integer(), try integer())
    (spend.cacheHits, spend.unpriced) = (try integer(), try integer())
    (spend.told, spend.estimated) = (try money(), try money())
    (spend.possible, spend.saved) = (try money(), try money())
    (spend.uncachedInput, spend.cacheRead) = (try integer(), try integer())
    (spend.cacheWriteShort, spend.cacheWriteLong) = (try integer(), try integer())
    (spend.textOutput, spend.reasoningOutput) = (try integer(), try integer())
    return spend
  }
}
