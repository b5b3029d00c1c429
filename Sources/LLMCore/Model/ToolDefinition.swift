/// A function that a model may ask to have called. llmctl never calls it.
package struct ToolDefinition: Sendable, Equatable {
  package var name: String
  /// Empty where there is none.
  package var description: String
  /// The schema of the arguments, an object.
  package var parameters: JSONValue
  /// Whether the provider is asked to guarantee that arguments fit the schema.
  package var isStrict: Bool

  package init(name: String, description: String = "", parameters: JSONValue, isStrict: Bool = false) {
    (self.name, self.description, self.parameters, self.isStrict) = (name, description, parameters, isStrict)
  }
}

/// Whether a model has to ask for a call.
package enum ToolChoice: Sendable, Equatable {
  case auto
  /// It must ask for at least one.
  case required
  /// It must ask for this one.
  case named(String)
}
