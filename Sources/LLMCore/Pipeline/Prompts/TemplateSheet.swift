/// One version of a template in full, for people.
struct TemplateSheet {
  let text: String

  init(_ version: TemplateVersion, labels: [String] = []) {
    let content = version.content
    var lines = [
      ("template", version.title), ("description", content.description ?? ""), ("from", version.place),
      ("hash", version.hash), ("labels", labels.joined(separator: ", ")), ("task", content.task?.rawValue ?? ""),
      ("model", content.model ?? ""), ("options", content.options.joined(separator: ", ")),
    ]
    for parameter in content.parameters { lines.append(("parameter", Self.line(of: parameter))) }
    if let schema = version.schema { lines.append(("schema", JSONWriter.text(of: schema))) }
    var text = ""
    for (label, value) in lines where !value.isEmpty {
      text += label + String(repeating: " ", count: max(1, 14 - label.count)) + SafeText.line(value).text + "\n"
    }
    if let system = content.system { text += "\n--- system ---\n\(system)\n" }
    for example in content.examples {
      text += "\n--- example: user ---\n\(example.user)\n\n--- example: assistant ---\n\(example.assistant)\n"
    }
    if let user = content.user { text += "\n--- user ---\n\(user)\n" }
    self.text = text
  }

  private static func line(of parameter: TemplateParameter) -> String {
    var words = ["\(parameter.name):", parameter.kindName]
    if case .choice(let values) = parameter.kind { words.append("(\(values.joined(separator: ", ")))") }
    if let usual = parameter.usual { words.append("= \(usual)") }
    if parameter.isRequired { words.append("(required)") }
    if let description = parameter.description { words.append("- \(description)") }
    return words.joined(separator: " ")
  }
}

extension TemplateVersion {
  /// As `--json` prints it; `isComplete` adds what it says.
  func json(labels: [String], isComplete: Bool) -> JSONValue {
    var members = [
      JSONMember("name", .string(name)), JSONMember("number", .integer(number)), JSONMember("hash", .string(hash)),
      JSONMember("origin", .string(origin.rawValue)), JSONMember("path", .optional(path?.shown)),
      JSONMember("labels", .array(labels.map(JSONValue.string))),
      JSONMember("description", .optional(content.description)),
    ]
    guard isComplete else { return .object(members) }
    let parameters = content.parameters.map { parameter in
      JSONValue.object(
        (parameter.json.members ?? []) + [JSONMember("description", .optional(parameter.description))])
    }
    members += [
      JSONMember("task", .optional(content.task?.rawValue)), JSONMember("model", .optional(content.model)),
      JSONMember("options", .array(content.options.map(JSONValue.string))),
      JSONMember("parameters", .array(parameters)), JSONMember("system", .optional(content.system)),
      JSONMember("examples", .array(content.examples.map(\.json))), JSONMember("user", .optional(content.user)),
      JSONMember("schema", schema ?? .null),
    ]
    return .object(members)
  }
}
