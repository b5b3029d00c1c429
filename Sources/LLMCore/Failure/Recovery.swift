/// What a failure says about another try. Facts only: whether there is one is decided elsewhere.
package struct Recovery: Sendable, Equatable {
  /// How long the server asks to wait.
  package var wait: Duration?
  /// What the server itself says of a retry (`x-should-retry`); nil where it is silent.
  package var serverAllowsRetry: Bool?
  /// Whether the request may have reached the model, so that another try may be paid twice.
  package var mayHaveBeenCharged = false
  /// The parameter that the server does not take, and what it wants instead.
  package var repair: ParameterRepair?
  /// What of schemas for its answer the server does not take; nil where it is about something else.
  package var schemaRefusal: SchemaRefusal?

  package init(
    wait: Duration? = nil, serverAllowsRetry: Bool? = nil, mayHaveBeenCharged: Bool = false,
    repair: ParameterRepair? = nil, schemaRefusal: SchemaRefusal? = nil
  ) {
    self.schemaRefusal = schemaRefusal
    self.wait = wait
    self.serverAllowsRetry = serverAllowsRetry
    self.mayHaveBeenCharged = mayHaveBeenCharged
    self.repair = repair
  }
}

/// What a server does not take of schemas for its answer.
package enum SchemaRefusal: Sendable, Hashable {
  /// The one that was sent.
  case thisOne
  /// Any.
  case all
}

/// A change to the parameters of a request that a server asked for by refusing it. Names are those on the wire.
package enum ParameterRepair: Sendable, Hashable {
  /// Leave it out.
  case drop(String)
  /// Call it by the other name.
  case rename(String, to: String)

  /// Send no schema; it is told in the prompt. Its name on the wire is another one in every dialect.
  package static let schemaInPrompt = ParameterRepair.drop("schema")

  /// The parameter at fault.
  package var parameter: String {
    switch self {
    case .drop(let name), .rename(let name, to: _): name
    }
  }
}
