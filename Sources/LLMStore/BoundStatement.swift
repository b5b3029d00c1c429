import GRDB

/// A value handed to SQLite, kept apart from GRDB's own conversions so that no Foundation type slips in.
enum SQLValue {
  case text(String?)
  case integer(Int?)

  fileprivate var bound: (any DatabaseValueConvertible)? {
    switch self {
    case .integer(let value): value
    // SQLite takes a NUL for the end of the text and would drop the rest without a word.
    case .text(let text): text.map { $0.utf8.contains(0) ? Self.withoutNUL($0) : $0 }
    }
  }

  private static func withoutNUL(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
  }
}

/// A statement with named parameters and their values; prepared once per connection.
struct BoundStatement {
  private let sql: String
  private let arguments: StatementArguments

  init(_ sql: String, _ values: KeyValuePairs<String, SQLValue> = [:]) {
    self.sql = sql
    arguments = StatementArguments(values.map { ($0.key, $0.value.bound) })
  }

  /// Runs a statement that returns nothing, and returns how many rows it changed.
  @discardableResult
  func run(_ db: Database) throws -> Int {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
    return db.changesCount
  }

  /// Reads every row the statement returns.
  func rows<Value>(_ db: Database, _ read: (inout ColumnReader) throws -> Value) throws -> [Value] {
    let cursor = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
    var values: [Value] = []
    while let row = try cursor.next() {
      var columns = ColumnReader(row)
      values.append(try read(&columns))
    }
    return values
  }
}

/// Reads the columns of a row from left to right.
///
/// GRDB's own subscripts end the process where a column does not hold what is expected; a damaged file must not do that.
struct ColumnReader {
  private let row: Row
  private var index = 0

  init(_ row: Row) { self.row = row }

  mutating func optionalText() throws -> String? {
    switch nextStorage() {
    case .null: return nil
    case .string(let text): return text
    default: throw Self.unreadable
    }
  }

  mutating func optionalInteger() throws -> Int? {
    switch nextStorage() {
    case .null: return nil
    case .int64(let value): return Int(value)
    default: throw Self.unreadable
    }
  }

  mutating func text() throws -> String { try required(try optionalText()) }

  mutating func integer() throws -> Int { try required(try optionalInteger()) }

  /// The value, which is there in every row llmctl wrote.
  func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Self.unreadable }
    return value
  }

  private mutating func nextStorage() -> DatabaseValue.Storage {
    defer { index += 1 }
    return (row[index] as DatabaseValue).storage
  }

  private static var unreadable: StoreFailure { .unavailable("a row of it cannot be read") }
}
