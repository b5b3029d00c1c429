/// What one version of a template says: the parts of a request, and what can be put into them.
package struct TemplateContent: Sendable, Equatable {
  /// The members of a file, in the order of the starter.
  package static let memberNames = [
    "description", "version", "task", "model", "options", "parameters", "system", "examples", "user", "schema",
  ]

  /// The placeholder in whose place standard input and files stand.
  package static let inputName = "input"

  /// Whether a name is that of a block that standard input, files or typed words stand in.
  package static func isReserved(_ name: String) -> Bool {
    // A block whose content has its closing tag has a number behind its name.
    let parts = name.utf8.split(separator: Byte.minus, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.last?.allSatisfy(Byte.isDigit) == true else { return false }
    return [inputName, "stdin", "file"].contains(String(Substring(parts[0])))
  }

  /// For people; no part of the request.
  package var description: String?
  /// Which version a file of its own says it is.
  package var number: Int?
  package var task: TaskClass?
  package var model: String?
  /// `name=value` texts, as behind `-o`.
  package var options: [String] = []
  /// In the order of the file; each name once.
  package private(set) var parameters: [TemplateParameter] = []
  private var places: [String: Int] = [:]
  package var system: String?
  package var examples: [TemplateExample] = []
  package var user: String?
  package var schema: TemplateSchema?
  /// The lines of the file on which members stand, by their names; those of parameters as `parameters.NAME`.
  package var lines: [String: Int] = [:]

  package init() {}

  /// The parameter of this name.
  package func parameter(_ name: String) -> TemplateParameter? { places[name].map { parameters[$0] } }

  /// Puts a parameter behind the others.
  package mutating func add(_ parameter: TemplateParameter) {
    places[parameter.name] = parameters.count
    parameters.append(parameter)
  }

  /// Leaves out all parameters that are not wanted.
  package mutating func keepParameters(where isWanted: (TemplateParameter) -> Bool) {
    let kept = parameters.filter(isWanted)
    (parameters, places) = ([], [:])
    for parameter in kept { add(parameter) }
  }

  /// Places for values that there is no parameter for, each once: nothing would stand there.
  package var undeclaredPlaces: [(member: String, name: String)] {
    var seen: Set<String> = []
    return [("system", system ?? ""), ("user", user ?? "")].flatMap { member, text in
      TemplateText(text).names.filter {
        parameter($0) == nil && $0 != Self.inputName && seen.insert("\(member) \($0)").inserted
      }.map { (member, $0) }
    }
  }

  /// Whether it says anything to a model.
  package var isEmpty: Bool { system == nil && user == nil && examples.isEmpty }

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
