import Foundation
import GRDB

/// A value handed to SQLite.
enum SQLValue {
  case text(String?)
  case integer(Int?)
  case bytes([UInt8]?)

  fileprivate var bound: DatabaseValue {
    switch self {
    case .integer(let value): value?.databaseValue ?? .null
    case .bytes(let bytes): bytes.map { Data($0).databaseValue } ?? .null
    // SQLite takes a NUL for the end of the text and would drop the rest without a word.
    case .text(let text): text.map { ($0.utf8.contains(0) ? Self.withoutNUL($0) : $0).databaseValue } ?? .null
    }
  }

  private static func withoutNUL(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
  }
}

/// A statement and the values of its parameters; prepared once per connection.
struct BoundStatement {
  private let sql: String
  private let arguments: StatementArguments

  /// A statement with parameters in the order of `values`.
  init(_ sql: String, _ values: [SQLValue] = []) {
    self.sql = sql
    arguments = Self.arguments(values)
  }

  /// The values as GRDB takes them, for rows that are read one by one.
  static func arguments(_ values: [SQLValue]) -> StatementArguments { StatementArguments(values.map(\.bound)) }

  /// Adds a row with these columns.
  init(insertingInto table: String, _ columns: KeyValuePairs<String, SQLValue>) {
    let names = columns.map(\.key).joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    self.init("INSERT INTO \(table) (\(names)) VALUES (\(places))", columns.map(\.value))
  }

  /// Changes these columns of the rows for which `condition`, with the parameters `values`, is true.
  init(
    updating table: String, _ columns: KeyValuePairs<String, SQLValue>, where condition: String, _ values: [SQLValue]
  ) {
    let assignments = columns.map { "\($0.key) = ?" }.joined(separator: ", ")
    self.init("UPDATE \(table) SET \(assignments) WHERE \(condition)", columns.map(\.value) + values)
  }

  /// Runs the statement to its end, and returns how many rows it changed.
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
