/// Makes a template of the values of its file, and says of each mistake on which line it stands.
struct TemplateReader {
  private static let parameterMembers = ["type", "default", "description", "required", "values"]

  /// Throws `TemplateMistake` for what is no template.
  func read(_ root: YAMLNode) throws(TemplateMistake) -> TemplateContent {
    var content = TemplateContent()
    for member in try members(root, of: "a template", allowed: TemplateContent.memberNames) {
      content.lines[member.name] = member.line
      switch member.name {
      case "description": content.description = try text(member)
      case "version": content.number = try version(member)
      case "task": content.task = try task(member)
      case "model": content.model = try model(member)
      case "options": content.options = try options(member)
      case "parameters": try readParameters(member, into: &content)
      case "system": content.system = Self.tidy(try text(member))
      case "examples": content.examples = try examples(member)
      case "user": content.user = Self.tidy(try text(member))
      default: content.schema = try schema(member)
      }
    }
    return content
  }

  /// The text without blank lines at its ends, with line feeds only: what else a file may have there is no part of a prompt. Nil where
  /// nothing is left.
  static func tidy(_ text: String) -> String? {
    let lines = text.split(omittingEmptySubsequences: false) { ["\n", "\r\n", "\r"].contains($0) }
    func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }
    let body = lines.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    guard var last = body.last else { return nil }
    while last.last?.isWhitespace == true { last.removeLast() }
    return (body.dropLast() + [last]).joined(separator: "\n")
  }

  // MARK: Members

  private func version(_ member: YAMLNode.Member) throws(TemplateMistake) -> Int {
    guard let number = Int(try text(member)), TemplateReference.numbers.contains(number) else {
      throw TemplateMistake("'version' must be a whole number from 1 up", line: member.line)
    }
    return number
  }

  private func task(_ member: YAMLNode.Member) throws(TemplateMistake) -> TaskClass {
    let name = try text(member)
    if let task = TaskClass(rawValue: name) { return task }
    let names = TaskClass.allCases.map(\.rawValue)
    throw TemplateMistake(
      "there is no task '\(name)'", line: member.line,
      advice: Suggestion.nearest(to: name, among: names).map { "Did you mean '\($0)'?" }
        ?? "It is one of \(names.joined(separator: ", "))")
  }

  private func model(_ member: YAMLNode.Member) throws(TemplateMistake) -> String {
    let name = try text(member)
    if MisplacedKey.isIn(name) {
      throw TemplateMistake("'model' has a key in it", line: member.line, advice: MisplacedKey.advice)
    }
    return name
  }

  private func options(_ member: YAMLNode.Member) throws(TemplateMistake) -> [String] {
    var options: [String] = []
    for option in try mapping(member.value, of: "'options'") {
      let values: [YAMLNode] = if case .list(let elements) = option.value.value { elements } else { [option.value] }
      for value in values {
        let text = if case .scalar(let text, _) = value.value { text } else { JSONWriter.text(of: value.json) }
        let assignment = "\(option.name)=\(text)"
        do throws(LLMError) { _ = try GenerationOptions.parse([assignment]) } catch {
          throw TemplateMistake(error.message, line: option.line, advice: error.advice)
        }
        options.append(assignment)
      }
    }
    return options
  }

  private func examples(_ member: YAMLNode.Member) throws(TemplateMistake) -> [TemplateExample] {
    guard case .list(let elements) = member.value.value else {
      throw TemplateMistake("'examples' must be a list of pairs 'user' and 'assistant'", line: member.line)
    }
    var examples: [TemplateExample] = []
    for element in elements {
      let pair = try members(element, of: "an example", allowed: ["user", "assistant"])
      var texts: [String: String] = [:]
      for part in pair { texts[part.name] = Self.tidy(try text(part)) }
      guard let user = texts["user"], let assistant = texts["assistant"] else {
        let missing = texts["user"] == nil ? "user" : "assistant"
        throw TemplateMistake("an example has no '\(missing)'", line: element.line)
      }
      examples.append(TemplateExample(user: user, assistant: assistant))
    }
    return examples
  }

  private func schema(_ member: YAMLNode.Member) throws(TemplateMistake) -> TemplateSchema {
    if case .mapping(let members) = member.value.value, !members.isEmpty { return .inline(member.value.json) }
    let text = try text(member)
    if text.hasPrefix("{") {
      do throws(JSONError) { return .inline(try JSONReader.parse(text)) } catch {
        throw TemplateMistake("'schema' is not JSON: \(error.reason.rawValue)", line: member.line)
      }
    }
    guard text.hasSuffix(".json") else { return .shortForm(text) }
    // A template of somebody else's must not read what lies elsewhere.
    guard !text.contains("/"), !text.hasPrefix(".") else {
      throw TemplateMistake("the schema's file must stand beside the template", line: member.line)
    }
    return .file(text)
  }

  // MARK: Parameters

  private func readParameters(_ member: YAMLNode.Member, into content: inout TemplateContent) throws(TemplateMistake) {
    for entry in try mapping(member.value, of: "'parameters'") {
      guard TemplateParameter.isName(entry.name) else {
        throw TemplateMistake(
          "'\(entry.name)' is no name of a parameter", line: entry.line,
          advice: "A name is made of letters, digits, '_' and '-'")
      }
      guard !TemplateContent.isReserved(entry.name) else {
        throw TemplateMistake(
          "'\(entry.name)' is where standard input and files stand, and no parameter", line: entry.line,
          advice: "Give the parameter another name")
      }
      content.add(try parameter(entry))
      content.lines["parameters.\(entry.name)"] = entry.line
    }
  }

  private func parameter(_ entry: YAMLNode.Member) throws(TemplateMistake) -> TemplateParameter {
    if case .scalar(let word, _) = entry.value.value {
      return TemplateParameter(entry.name, try kind(word.isEmpty ? "string" : word, [], at: entry.line))
    }
    let found = try members(
      entry.value, of: "parameter '\(entry.name)'", allowed: Self.parameterMembers)
    func member(_ name: String) -> YAMLNode.Member? { found.first { $0.name == name } }
    var words: [String] = []
    if let values = member("values") { words = try texts(values) }
    var type = words.isEmpty ? "string" : "enum"
    if let named = member("type") { type = try text(named) }
    var parameter = TemplateParameter(entry.name, try kind(type, words, at: member("type")?.line ?? entry.line))
    if let description = member("description") { parameter.description = try text(description) }
    if let usual = member("default") {
      guard case .scalar(let value, _) = usual.value.value else {
        throw TemplateMistake("'default' must be a single value", line: usual.line)
      }
      let usualValue = parameter.tidy(value)
      try check(usualValue, of: parameter, at: usual.line)
      parameter.usual = usualValue
      parameter.isRequired = false
    }
    if let required = member("required") {
      guard case .scalar(let word, false) = required.value.value, let isRequired = Bool(word) else {
        throw TemplateMistake("'required' must be true or false", line: required.line)
      }
      guard !isRequired || parameter.usual == nil else {
        throw TemplateMistake("a parameter with a default cannot be required", line: required.line)
      }
      parameter.isRequired = isRequired
    }
    return parameter
  }

  private func check(_ value: String, of parameter: TemplateParameter, at line: Int) throws(TemplateMistake) {
    // Which of a user's files a model sees is only the user's to say.
    if parameter.kind == .file {
      throw TemplateMistake("a parameter of type 'file' can have no default", line: line)
    }
    if let complaint = parameter.complaint(about: value) {
      throw TemplateMistake("the default '\(value)' of '\(parameter.name)' is not \(complaint)", line: line)
    }
  }

  private func kind(_ word: String, _ values: [String], at line: Int) throws(TemplateMistake) -> TemplateParameter.Kind
  {
    if word != "enum", !values.isEmpty {
      throw TemplateMistake("'values' belongs to the type 'enum'", line: line)
    }
    switch word {
    case "string": return .string
    case "text": return .text
    case "integer": return .integer
    case "number": return .number
    case "boolean": return .boolean
    case "file": return .file
    case "enum" where !values.isEmpty: return .choice(values)
    case "enum": throw TemplateMistake("the type 'enum' needs a list 'values'", line: line)
    default:
      throw TemplateMistake(
        "there is no type '\(word)'", line: line,
        advice: Suggestion.nearest(to: word, among: TemplateParameter.kindNames).map { "Did you mean '\($0)'?" }
          ?? "It is one of \(TemplateParameter.kindNames.joined(separator: ", "))")
    }
  }

  // MARK: Values

  private func members(
    _ node: YAMLNode, of what: String, allowed: [String]
  ) throws(TemplateMistake) -> [YAMLNode.Member] {
    let members = try mapping(node, of: what)
    for member in members where !allowed.contains(member.name) {
      let nearest = Suggestion.nearest(to: member.name, among: allowed)
      throw TemplateMistake(
        "unknown member '\(member.name)' of \(what)", line: member.line,
        advice: nearest.map { "Did you mean '\($0)'?" } ?? "Known members: \(allowed.joined(separator: ", "))")
    }
    return members
  }

  private func mapping(_ node: YAMLNode, of what: String) throws(TemplateMistake) -> [YAMLNode.Member] {
    switch node.value {
    case .mapping(let members): return members
    case .scalar("", _), .scalar("~", false), .scalar("null", false): return []
    default: throw TemplateMistake("\(what) must hold 'name: value' lines", line: node.line)
    }
  }

  private func text(_ member: YAMLNode.Member) throws(TemplateMistake) -> String {
    guard case .scalar(let text, _) = member.value.value else {
      throw TemplateMistake("'\(member.name)' must be a text", line: member.line)
    }
    guard !text.isEmpty else {
      throw TemplateMistake(
        "'\(member.name)' is empty", line: member.line, advice: "Leave it out, or say something there")
    }
    return text
  }

  private func texts(_ member: YAMLNode.Member) throws(TemplateMistake) -> [String] {
    guard case .list(let elements) = member.value.value, !elements.isEmpty else {
      throw TemplateMistake("'\(member.name)' must be a list", line: member.line)
    }
    var texts: [String] = []
    var seen: Set<String> = []
    for element in elements {
      guard case .scalar(let text, _) = element.value, !text.isEmpty, !text.contains(where: \.isNewline) else {
        throw TemplateMistake("'\(member.name)' must be a list of words", line: element.line)
      }
      guard seen.insert(text).inserted else {
        throw TemplateMistake("'\(text)' stands twice in '\(member.name)'", line: element.line)
      }
      texts.append(text)
    }
    return texts
  }
}
