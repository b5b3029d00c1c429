/// One version of a template in full, for people: what a model would read of it, every character that nobody sees as its code point.
struct TemplateSheet {
  /// Safe for a terminal.
  let text: String

  init(_ version: TemplateVersion, labels: [String] = []) {
    let content = version.content
    var lines = [
      ("template", version.title), ("description", content.description ?? ""), ("from", version.place),
      ("hash", version.hash), ("labels", labels.joined(separator: ", ")), ("task", content.task?.rawValue ?? ""),
      ("model", content.model ?? ""), ("options", content.options.joined(separator: ", ")),
    ]
    for parameter in content.parameters { lines.append(("parameter", "\(parameter.name): \(parameter.words)")) }
    if let schema = version.schema { lines.append(("schema", JSONWriter.text(of: schema))) }
    var text = ""
    for (label, value) in lines where !value.isEmpty {
      text += label + String(repeating: " ", count: max(1, 14 - label.count)) + Self.line(value) + "\n"
    }
    if let system = content.system { text += "\n--- system ---\n" + Self.body(system) }
    for example in content.examples {
      text += "\n--- example: user ---\n" + Self.body(example.user)
      text += "\n--- example: assistant ---\n" + Self.body(example.assistant)
    }
    if let user = content.user { text += "\n--- user ---\n" + Self.body(user) }
    self.text = text
  }

  /// Indented, so that nothing in it can look like a line of the sheet.
  private static func body(_ text: String) -> String {
    text.utf8.split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "\n" : "  \(HiddenCharacters.shown(String(Substring($0))))\n" }.joined()
  }

  private static func line(_ text: String) -> String {
    let blanks = text.unicodeScalars.map { "\n\r\t".unicodeScalars.contains($0) ? " " : $0 }
    return HiddenCharacters.shown(String(String.UnicodeScalarView(blanks)))
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
