/// The functions that a model may ask to have called, with what checks their arguments. llmctl never calls them.
package struct ToolSet: Sendable {
  /// A function, and what checks its arguments.
  struct Tool: Sendable {
    let definition: ToolDefinition
    let schema: JSONSchema
  }

  /// In the order of the file.
  let tools: [Tool]
  let choice: ToolChoice
  /// How often to ask again where arguments do not fit.
  var reasks = 0

  /// What is wrong with a model's calls; empty where all of them can be used.
  func problems(in calls: [ToolCall]) -> [StructuredReading.Problem] {
    calls.enumerated().flatMap { index, call -> [StructuredReading.Problem] in
      let place = "/\(index)"
      guard let tool = tools.first(where: { $0.definition.name == call.name }) else {
        let known = tools.map(\.definition.name).joined(separator: ", ")
        return [.init(pointer: place, message: "there is no tool '\(call.name)'; there are \(known)")]
      }
      guard let arguments = call.parsedArguments else {
        return [.init(pointer: place, message: "the arguments of \(call.name) are not JSON")]
      }
      return tool.schema.validate(arguments).map { violation in
        .init(pointer: place + violation.instance, message: "the arguments of \(call.name): \(violation.message)")
      }
    }
  }
}
