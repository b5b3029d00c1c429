/// Reads the file of a suite: YAML as people write it, or JSON lines with a case each, as programs write them.
package struct SuiteReader {
  /// Texts, schemas and expected values may nest; more is a bomb.
  private static let depth = 64
  static let mostRepetitions = 1000

  private static let questionNames = ["template", "params", "system", "model", "options", "schema", "tools", "files"]
  private static let defaultNames = questionNames + ["repetitions", "assert", "tags"]
  private static let caseNames = ["name", "prompt", "messages", "expected"] + defaultNames
  private static let headNames = ["name", "description", "defaults"]

  /// What all cases have in common.
  private struct Defaults {
    var question = SuiteQuestionSource()
    var repetitions = 1
    /// Read anew for each case: what is compared with is the case's own.
    var assertions: YAMLNode?
    var tags: [String] = []
  }

  /// - Parameter path: of the file, for errors; its ending tells JSON lines (`.jsonl`, `.ndjson`) from YAML, and its name is the suite's
  ///   where the file says none.
  ///
  /// Throws `LLMError` of kind `inputInvalid` with the line.
  package static func read(_ bytes: [UInt8], path: String) throws(LLMError) -> RegressionSuite {
    do throws(YAMLError) {
      return try isLines(path) ? lines(bytes, path) : document(bytes, path)
    } catch {
      throw error.error(in: RawPath(path).shown, .inputInvalid)
    }
  }

  /// Whether a file is JSON lines, by its name.
  package static func isLines(_ path: String) -> Bool {
    [".jsonl", ".ndjson"].contains { path.lowercased().hasSuffix($0) }
  }

  private static func document(_ bytes: [UInt8], _ path: String) throws(YAMLError) -> RegressionSuite {
    let root = try YAMLDocument(bytes, depth: depth).root
    let fields = try SuiteFields(root, "a suite", known: headNames + ["cases"])
    guard let nodes = try fields.list("cases"), !nodes.isEmpty else {
      throw YAMLError(
        line: root.line, message: "a suite needs 'cases'", advice: "A list, each with a name and a prompt")
    }
    return try suite(fields, nodes, path)
  }

  /// The first line may be the suite's head: it has nothing but a name, a description and defaults.
  private static func lines(_ bytes: [UInt8], _ path: String) throws(YAMLError) -> RegressionSuite {
    var nodes: [YAMLNode] = []
    // Some programs begin a file with a mark of its encoding.
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    for (number, line) in zip(1..., bytes.split(separator: 0x0A, omittingEmptySubsequences: false)) {
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      let value: JSONValue
      do throws(JSONError) { value = try JSONReader.parse(Array(line)) } catch {
        throw YAMLError(line: number, message: "is not JSON: \(error.reason.rawValue) at byte \(error.offset)")
      }
      nodes.append(try YAMLNode(value, line: number))
    }
    var head = YAMLNode(value: .mapping([]), line: 1)
    if let first = nodes.first, case .mapping(let members) = first.value,
      members.allSatisfy({ headNames.contains($0.name) })
    {
      head = nodes.removeFirst()
    }
    guard !nodes.isEmpty else { throw YAMLError(line: nil, message: "has no cases") }
    return try suite(try SuiteFields(head, "a suite", known: headNames), nodes, path)
  }

  private static func suite(
    _ fields: SuiteFields, _ nodes: [YAMLNode], _ path: String
  ) throws(YAMLError) -> RegressionSuite {
    var defaults = Defaults()
    if let node = fields["defaults"] {
      let given = try SuiteFields(node, "'defaults'", known: defaultNames)
      try read(given, into: &defaults.question)
      defaults.repetitions = try given.count("repetitions", in: 1...mostRepetitions) ?? 1
      defaults.assertions = given["assert"]
      defaults.tags = try given.texts("tags")
    }
    var (cases, lines): ([SuiteCase], [String: Int]) = ([], [:])
    for node in nodes {
      let read = try suiteCase(node, defaults)
      if let line = lines.updateValue(read.line, forKey: read.name) {
        throw YAMLError(
          line: read.line, message: "another case is named '\(read.name)' (line \(line))",
          advice: "Results are told apart by names")
      }
      cases.append(read)
    }
    let name = RawPath(path).bytes.split(separator: RawPath.slash).last ?? []
    let file = String(decoding: name, as: UTF8.self)
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    return RegressionSuite(
      name: try fields.text("name") ?? (stem.isEmpty ? file : stem), description: try fields.text("description"),
      cases: cases)
  }

  // MARK: Cases

  private static func suiteCase(_ node: YAMLNode, _ defaults: Defaults) throws(YAMLError) -> SuiteCase {
    let fields = try SuiteFields(node, "a case", known: caseNames)
    var question = defaults.question
    try read(fields, into: &question)
    question.prompt = try fields.text("prompt")
    if let messages = try fields.list("messages") {
      guard question.prompt == nil else {
        throw YAMLError(line: fields.line, message: "a case has either 'prompt' or 'messages'")
      }
      try read(messages, into: &question)
    }
    let hasPrompt = question.prompt?.trimmingBlanks.isEmpty == false || !question.files.isEmpty
    guard hasPrompt || question.template != nil else {
      throw YAMLError(line: fields.line, message: "a case needs 'prompt', 'messages' or 'template'")
    }
    let expected = fields["expected"]?.json
    let reader = AssertionReader(expected: expected)
    var assertions = try reader.assertions(defaults.assertions) + reader.assertions(fields["assert"])
    if let expected, !assertions.contains(where: { ["equals", "similarity", "judge"].contains($0.kind) }) {
      assertions.append(SuiteAssertion(.equals(expected, ignoring: []), line: fields["expected"]?.line ?? fields.line))
    }
    return SuiteCase(
      name: try fields.required("name").trimmingBlanks, question: question, expected: expected, assertions: assertions,
      tags: defaults.tags + (try fields.texts("tags")),
      repetitions: try fields.count("repetitions", in: 1...mostRepetitions) ?? defaults.repetitions, line: fields.line)
  }

  private static func read(_ fields: SuiteFields, into question: inout SuiteQuestionSource) throws(YAMLError) {
    question.template = try fields.text("template") ?? question.template
    if let system = try fields.text("system") { (question.system, question.isSystemLiteral) = (system, false) }
    question.model = try fields.text("model") ?? question.model
    question.tools = try fields.text("tools") ?? question.tools
    if let schema = fields["schema"] { question.schema = AssertionReader.schemaText(schema) }
    question.files += try fields.texts("files")
    question.parameters = merged(
      question.parameters, try fields.object("params").map { JSONMember($0.name, $0.value.json) })
    question.options = merged(question.options, try options(try fields.object("options")))
  }

  /// Both, the later ones in place of those with their names.
  private static func merged(_ earlier: [JSONMember], _ later: [JSONMember]) -> [JSONMember] {
    earlier.filter { old in !later.contains { $0.name == old.name } } + later
  }

  private static func options(_ members: [YAMLNode.Member]) throws(YAMLError) -> [JSONMember] {
    var options: [JSONMember] = []
    for member in members {
      var values = [member.value]
      if member.name == "stop", case .list(let elements) = member.value.value { values = elements }
      var assignments: [String] = []
      for value in values {
        // Of options that nobody checks, a number in quotes is a text.
        let text =
          GenerationOptions.knownNames.contains(member.name)
          ? try SuiteFields.text(value, member.name) : JSONWriter.text(of: value.json)
        assignments.append("\(member.name)=\(text)")
      }
      do throws(LLMError) { options += try GenerationOptions.parse(assignments) } catch {
        throw YAMLError(line: member.line, message: error.message, advice: error.advice)
      }
    }
    return options
  }

  /// Turns in order: `- user: text`, or with `role` and `content`. System text may come first; the last one is asked now.
  private static func read(_ nodes: [YAMLNode], into question: inout SuiteQuestionSource) throws(YAMLError) {
    var messages: [Message] = []
    for (index, node) in nodes.enumerated() {
      let message = try message(node)
      if message.role == .system {
        guard index == 0 else {
          throw YAMLError(line: node.line, message: "system text stands before the other messages")
        }
        (question.system, question.isSystemLiteral) = (message.content, true)
      } else {
        messages.append(message)
      }
    }
    guard let last = messages.popLast(), last.role == .user else {
      throw YAMLError(line: nodes.last?.line, message: "the last of the messages is the user's")
    }
    (question.prompt, question.earlier) = (last.content, messages)
  }

  private static func message(_ node: YAMLNode) throws(YAMLError) -> Message {
    let roles = ["system", "user", "assistant"]
    let fields = try SuiteFields(node, "a message", known: ["role", "content"] + roles)
    var (name, text) = (try fields.text("role"), try fields.text("content"))
    if name == nil, text == nil, fields.names.count == 1, let only = fields.names.first {
      (name, text) = (only, try fields.text(only))
    }
    guard fields.names.count <= 2, let role = name.flatMap(Message.Role.init(rawValue:)), let text else {
      throw YAMLError(
        line: node.line, message: "a message is written as '- user: text'",
        advice: "Roles are \(roles.joined(separator: ", "))")
    }
    return Message(role, text)
  }
}

extension YAMLNode {
  /// A JSON value as if it stood on a line of a YAML document.
  ///
  /// Throws `YAMLError` for a name that stands twice in an object, as in YAML.
  init(_ json: JSONValue, line: Int) throws(YAMLError) {
    let value: Value
    switch json {
    case .null: value = .scalar("null", isQuoted: false)
    case .bool(let bool): value = .scalar(bool ? "true" : "false", isQuoted: false)
    case .number(let text): value = .scalar(text, isQuoted: false)
    case .string(let text): value = .scalar(text, isQuoted: true)
    case .array(let elements):
      value = .list(try elements.map { (element) throws(YAMLError) in try YAMLNode(element, line: line) })
    case .object(let members):
      var names: Set<String> = []
      value = .mapping(
        try members.map { (member) throws(YAMLError) in
          guard names.insert(member.name).inserted else {
            throw YAMLError(line: line, message: "'\(member.name)' stands twice")
          }
          return Member(name: member.name, line: line, value: try YAMLNode(member.value, line: line))
        })
    }
    self.init(value: value, line: line)
  }
}
