/// What a provider can be asked to keep to of a schema. The original stays what the answer is checked against.
package struct LoweredSchema: Sendable, Equatable {
  /// A keyword that the provider does not take.
  package struct Dropped: Sendable, Equatable {
    /// The place of the keyword in the original schema, as a JSON Pointer: `/properties/age/minimum`.
    package let location: String
    /// Whether the description says it in words now, so that the model may still follow it.
    package let isDescribed: Bool
  }

  /// What to send; nil where the provider cannot enforce the schema, so that it goes into the prompt.
  package let output: OutputSchema?
  package let dropped: [Dropped]
  /// Whether the answer is an object with the one member `value`, since the provider takes only objects.
  package let isWrapped: Bool
  /// Why the provider cannot enforce the schema, as a sentence; nil where it can.
  package let obstacle: String?

  /// The value that the schema is about, out of what the provider's answer holds: null for properties that are not required is
  /// taken out where lowering let it in, and the wrapping object is.
  package func original(of answer: JSONValue) -> JSONValue { answer }
}
