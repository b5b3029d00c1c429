/// A function call a model asks for. Nothing is ever executed; it is reported as data.
package struct ToolCall: Sendable, Equatable {
  /// The provider's id for the call; empty where it sent none.
  package var id: String
  package var name: String
  /// The arguments as the JSON text that was sent, or what came of it. An empty text stands for `{}`.
  package var arguments: String

  package init(id: String = "", name: String = "", arguments: String = "") {
    self.id = id
    self.name = name
    self.arguments = arguments
  }

  /// The arguments as a value; nil where they are no complete JSON, as in a call cut by the token limit.
  package var parsedArguments: JSONValue? { try? JSONReader.parse(arguments.isEmpty ? "{}" : arguments) }

  /// Whether the arguments are a complete JSON value.
  package var isComplete: Bool { parsedArguments != nil }
}
