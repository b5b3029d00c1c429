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
