/// The form an answer is asked to have, as the provider is told it. What llmctl promises is checked here, whatever the provider
/// makes of it.
package enum OutputFormat: Sendable, Equatable {
  /// As the model likes.
  case text
  /// Some JSON object.
  case jsonObject
  case schema(OutputSchema)
}

/// A JSON Schema in the form that a provider takes, which may say less than the one the answer is checked against.
package struct OutputSchema: Sendable, Equatable {
  /// At most 64 letters, digits, `_` and `-`.
  package var name: String
  /// A schema object.
  package var schema: JSONValue
  /// Whether the provider is asked to guarantee it.
  package var isStrict: Bool

  package init(name: String, schema: JSONValue, isStrict: Bool) {
    (self.name, self.schema, self.isStrict) = (name, schema, isStrict)
  }
}
