/// What a model takes and refuses, as far as that is known: it decides how a request is shaped. Nil means unknown, never no.
package struct ModelCapabilities: Sendable, Equatable {
  /// How much of a schema the provider enforces.
  package enum SchemaSupport: String, Sendable, CaseIterable { case none, object, schema }

  /// How a model is told to think.
  package enum ThinkingForm: String, Sendable, CaseIterable {
    /// By a level of effort; it decides itself how long.
    case effort
    /// By a number of tokens.
    case budget
  }

  /// Tokens of the prompt.
  package var window: Int?
  /// Tokens of an answer.
  package var outputCap: Int?
  /// Whether `temperature`, `top_p` and `top_k` are taken.
  package var takesSampling: Bool?
  /// Whether it goes on with the beginning of an answer.
  package var takesPrefill: Bool?
  package var schema: SchemaSupport?
  package var seesImages: Bool?
  package var readsDocuments: Bool?
  package var takesTools: Bool?
  /// Whether it can be made to call a tool.
  package var takesForcedTools: Bool?
  /// The levels of effort it knows, such as `low`; empty for a model that does not reason.
  package var reasoningLevels: [String]?
  package var thinking: ThinkingForm?
  /// Whether parts of a prompt can be marked to be cached.
  package var takesCacheMarks: Bool?

  package init() {}
}
