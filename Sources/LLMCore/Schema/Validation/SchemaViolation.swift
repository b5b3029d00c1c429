/// One place where a value does not fit its schema, in words that a person and a model understand.
package struct SchemaViolation: Sendable, Equatable {
  /// The place in the value, as a JSON Pointer: `/items/3/age`; empty for the whole value.
  package let instance: String
  /// The keyword that is not satisfied: `type`, `required`; `false` for a schema that nothing satisfies, and
  /// `limit` where checking was given up.
  package let keyword: String
  /// How the keyword was reached, through references too, as a JSON Pointer: `/properties/items/items/$ref/type`.
  package let evaluationPath: String
  /// Where the keyword stands: `#/$defs/item/type`, with the address of the schema in front where it has one.
  package let schemaLocation: String
  /// A sentence with the place in it, without a full stop: `/items/3/age must be a whole number, and is "12"`.
  package let message: String
  /// What would fit: `a whole number`.
  package let expected: String
  /// What is there, in a short form: `"12"`.
  package let found: String
}

extension SchemaViolation {
  /// A check that was given up.
  static func limit(_ message: String) -> SchemaViolation {
    SchemaViolation(
      instance: "", keyword: "limit", evaluationPath: "", schemaLocation: "#", message: message,
      expected: "a value that can be checked", found: "")
  }
}
