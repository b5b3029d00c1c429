import Testing

@testable import LLMCore

/// A JSON text as a value; null where it is none, which fails whatever asked.
func json(_ text: String) -> JSONValue { (try? JSONReader.parse(text)) ?? .null }

/// A schema, a value, and whether that fits.
struct SchemaCase: Sendable, CustomTestStringConvertible {
  let schema: String
  let value: String
  let isValid: Bool

  init(_ schema: String, _ value: String, _ isValid: Bool) {
    (self.schema, self.value, self.isValid) = (schema, value, isValid)
  }

  var testDescription: String { "\(value) \(isValid ? "fits" : "does not fit") \(schema)" }
}

extension JSONSchema {
  /// A schema from its text.
  init(text: String, options: Options = Options()) throws(SchemaError) { try self.init(json(text), options: options) }
}
