import GRDB
import LLMCore

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

  mutating func optionalBytes() throws -> [UInt8]? {
    switch nextStorage() {
    case .null: return nil
    case .blob(let data): return Array(data)
    default: throw Self.unreadable
    }
  }

  mutating func bytes() throws -> [UInt8] { try required(try optionalBytes()) }

  mutating func text() throws -> String { try required(try optionalText()) }

  mutating func integer() throws -> Int { try required(try optionalInteger()) }

  /// The six columns of tokens, in the order of the tables.
  mutating func usage() throws -> Usage {
    try Usage(
      uncachedInput: optionalInteger(), cacheRead: optionalInteger(), cacheWriteShort: optionalInteger(),
      cacheWriteLong: optionalInteger(), textOutput: optionalInteger(), reasoningOutput: optionalInteger())
  }

  /// An amount in two columns.
  mutating func optionalMoney() throws -> Money? {
    let (nanodollars, rest) = (try optionalInteger(), try optionalInteger())
    return nanodollars.map { Money(nanodollars: $0, rest: rest ?? 0) }
  }

  mutating func money() throws -> Money { try required(try optionalMoney()) }

  /// The four columns of a charge; nil where nobody looked what it was. The tokens that were charged are those that were told,
  /// unless the explanation has some that were counted.
  mutating func charge(of usage: Usage) throws -> Charge? {
    let (basis, amount, explanation) = (try optionalText(), try optionalMoney(), try optionalText())
    guard let basis else { return nil }
    var charge = Charge(try required(Charge.Basis(rawValue: basis)), amount: amount ?? .zero, usage: usage)
    charge.explanation = try explanation.map { try required(try? JSONReader.parse($0)) } ?? .null
    return charge
  }

  /// A value that was stored as JSON text.
  mutating func json() throws -> JSONValue {
    let text = try text()
    do throws(JSONError) {
      return try JSONReader.parse(text)
    } catch {
      throw Self.unreadable
    }
  }

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
