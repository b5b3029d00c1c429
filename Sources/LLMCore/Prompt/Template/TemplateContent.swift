/// What one version of a template says: the parts of a request, and what can be put into them.
package struct TemplateContent: Sendable, Equatable {
  /// The members of a file, in the order of the starter.
  package static let memberNames = [
    "description", "version", "task", "model", "options", "parameters", "system", "examples", "user", "schema",
  ]

  /// The placeholder in whose place standard input and files stand.
  package static let inputName = "input"

  /// For people; no part of the request.
  package var description: String?
  /// Which version a file of its own says it is.
  package var number: Int?
  package var task: TaskClass?
  package var model: String?
  /// `name=value` texts, as behind `-o`.
  package var options: [String] = []
  package var parameters: [TemplateParameter] = []
  package var system: String?
  package var examples: [TemplateExample] = []
  package var user: String?
  package var schema: TemplateSchema?
  /// The lines of the file on which members stand, by their names; those of parameters as `parameters.NAME`.
  package var lines: [String: Int] = [:]

  package init() {}

  /// The parameter of this name.
  package func parameter(_ name: String) -> TemplateParameter? { parameters.first { $0.name == name } }

  /// Whether it is a question by itself, and not only a role.
  package var isQuestion: Bool { user != nil }

  /// What decides over a request, as bytes that are the same for the same request whatever the file looks like: without comments, the
  /// description and the order of options and parameters.
  ///
  /// - Parameter schema: what the member `schema` stands for.
  package func canonical(schema: JSONValue?) -> [UInt8] {
    let parameters = parameters.sorted { $0.name < $1.name }.map(\.json)
    return JSONWriter.bytes(
      of: .object([
        JSONMember("format", .integer(1)), JSONMember("task", .optional(task?.rawValue)),
        JSONMember("model", .optional(model)), JSONMember("options", .array(options.sorted().map(JSONValue.string))),
        JSONMember("parameters", .array(parameters)), JSONMember("system", .optional(system)),
        JSONMember("examples", .array(examples.map(\.json))), JSONMember("user", .optional(user)),
        JSONMember("schema", schema ?? .null),
      ]))
  }
}
