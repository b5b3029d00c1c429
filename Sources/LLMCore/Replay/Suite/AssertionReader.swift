/// Reads what a suite says of its answers: `assert: {contains: Paris}`, or a list of such mappings, each with what belongs to it
/// (`not`, `ignore`, `repair`, `to`, `min`, `model`, `arguments`) beside it.
struct AssertionReader {
  private static let usualSimilarity = 0.8
  private static let usualMark = 0.7

  /// What belongs to which kind, besides `not`.
  private static let companions: [String: [String]] = [
    "equals": ["ignore", "repair"], "json_schema": ["repair"], "tool_call": ["arguments", "ignore"],
    "similarity": ["to"], "judge": ["model", "min"],
  ]
  private static let allNames =
    SuiteAssertion.kinds + ["not", "ignore", "repair", "to", "min", "model", "arguments"]

  /// The answer that is wanted, for those that compare with it.
  let expected: JSONValue?

  /// Throws `YAMLError` with the line.
  func assertions(_ node: YAMLNode?) throws(YAMLError) -> [SuiteAssertion] {
    guard let node else { return [] }
    var assertions: [SuiteAssertion] = []
    switch node.value {
    case .mapping(let members):
      // Each member is an assertion; what belongs to one needs a list.
      for member in members {
        guard SuiteAssertion.kinds.contains(member.name) else { throw Self.stranger(member.name, member.line) }
        let single = YAMLNode(value: .mapping([member]), line: member.line)
        assertions += try item(single)
      }
    case .list(let elements):
      for element in elements { assertions += try item(element) }
    case .scalar: assertions = try item(node)
    }
    return assertions
  }

  /// What stands where the name of an assertion has to.
  private static func stranger(_ name: String, _ line: Int) -> YAMLError {
    guard allNames.contains(name) else { return unknown(name, line) }
    return YAMLError(
      line: line, message: "'\(name)' is no assertion, and belongs to one",
      advice: "Make a list of the assertions, and write it below its own: '- contains: x', and 'not: true' under it")
  }

  private static func unknown(_ name: String, _ line: Int) -> YAMLError {
    let nearest = Suggestion.nearest(to: name, among: SuiteAssertion.kinds)
    return YAMLError(
      line: line, message: "there is no assertion '\(name)'",
      advice: nearest.map { "Did you mean '\($0)'?" } ?? "There are \(SuiteAssertion.kinds.joined(separator: ", "))")
  }

  private func item(_ node: YAMLNode) throws(YAMLError) -> [SuiteAssertion] {
    if case .scalar(let kind, _) = node.value {
      guard kind == "equals" || kind == "similarity" else {
        guard SuiteAssertion.kinds.contains(kind) else { throw Self.stranger(kind, node.line) }
        throw YAMLError(line: node.line, message: "'\(kind)' needs a value", advice: "Write '\(kind): VALUE'")
      }
      let bare = YAMLNode.Member(
        name: kind, line: node.line, value: YAMLNode(value: .scalar("", isQuoted: false), line: node.line))
      return try item(YAMLNode(value: .mapping([bare]), line: node.line))
    }
    guard case .mapping(let members) = node.value else {
      throw YAMLError(line: node.line, message: "an assertion is written as 'kind: value'")
    }
    let named = members.filter { SuiteAssertion.kinds.contains($0.name) }
    guard let member = named.first, named.count == 1 else {
      if let stranger = members.first(where: { !Self.allNames.contains($0.name) }) {
        throw Self.unknown(stranger.name, stranger.line)
      }
      if named.isEmpty, let member = members.first { throw Self.stranger(member.name, member.line) }
      throw YAMLError(
        line: node.line, message: "an item of a list of assertions is one assertion",
        advice: "Begin each with a dash of its own")
    }
    let fields = try SuiteFields(
      node, "'\(member.name)'", known: [member.name, "not"] + (Self.companions[member.name] ?? []))
    let (isNegated, acceptsRepair) = (try fields.flag("not"), try fields.flag("repair"))
    guard !isNegated || member.name != "not_contains" else {
      throw YAMLError(line: node.line, message: "'not_contains' with 'not' says it twice", advice: "Write 'contains'")
    }
    return try checks(member.name, member.value, fields).map {
      SuiteAssertion(
        $0, isNegated: isNegated || member.name == "not_contains", acceptsRepair: acceptsRepair, line: member.line)
    }
  }

  /// A list behind `contains` and `regex` is as many assertions.
  private func checks(
    _ kind: String, _ node: YAMLNode, _ fields: SuiteFields
  ) throws(YAMLError) -> [SuiteAssertion.Check] {
    switch kind {
    case "contains", "not_contains", "icontains":
      return try texts(node, kind).map { .contains($0, ignoresCase: kind == "icontains") }
    case "regex": return try texts(node, kind).map { .matches($0) }
    case "json_schema": return [.fitsSchema(Self.schemaText(node))]
    case "equals":
      return [.equals(try compared(node, kind), ignoring: try Self.pointers(fields))]
    case "max_cost": return [.maxCost(try Self.money(node))]
    case "max_latency": return [.maxLatency(try Self.duration(node))]
    case "max_tokens":
      guard let limit = try fields.count(kind, in: 1...100_000_000) else {
        throw SuiteFields.wrong(node, kind, "a number")
      }
      return [.maxTokens(limit)]
    case "finish": return [.finish(try reasons(node))]
    case "tool_call": return [try toolCall(node, fields)]
    case "similarity": return [try similarity(node, fields)]
    default:
      return [
        .judge(
          rubric: try texts(node, kind).joined(separator: "\n"), model: try fields.text("model"),
          atLeast: try fields.share("min") ?? Self.usualMark)
      ]
    }
  }

  private func texts(_ node: YAMLNode, _ kind: String) throws(YAMLError) -> [String] {
    let texts = try SuiteFields.texts(node, kind)
    guard !texts.isEmpty, !texts.contains("") else { throw SuiteFields.wrong(node, kind, "a text that is not empty") }
    return texts
  }

  /// Reasons to end, in llmctl's words.
  private func reasons(_ node: YAMLNode) throws(YAMLError) -> [String] {
    let reasons = try texts(node, "finish")
    for reason in reasons {
      guard case .other = Finish(name: reason) else { continue }
      let known: [Finish] = [.stop, .length, .toolCalls, .contentFilter, .refusal, .failed]
      throw YAMLError(
        line: node.line, message: "no answer ends with '\(reason)'",
        advice: "'finish' takes \(known.map(\.name).joined(separator: ", "))")
    }
    return reasons
  }

  /// The value to compare with; without one, what is expected.
  private func compared(_ node: YAMLNode, _ kind: String) throws(YAMLError) -> JSONValue {
    if case .scalar("", isQuoted: false) = node.value {
      guard let expected else {
        throw YAMLError(
          line: node.line, message: "'\(kind)' has nothing to compare with", advice: "Give the case 'expected'")
      }
      return expected
    }
    return node.json
  }

  private func similarity(_ node: YAMLNode, _ fields: SuiteFields) throws(YAMLError) -> SuiteAssertion.Check {
    var least = Self.usualSimilarity
    if case .scalar("", isQuoted: false) = node.value {} else { least = try SuiteFields.share(node, "similarity") }
    if let text = try fields.text("to") { return .similarity(to: text, atLeast: least) }
    let bare = YAMLNode(value: .scalar("", isQuoted: false), line: node.line)
    let value = try compared(bare, "similarity")
    return .similarity(to: value.text ?? JSONWriter.text(of: value), atLeast: least)
  }

  private func toolCall(_ node: YAMLNode, _ fields: SuiteFields) throws(YAMLError) -> SuiteAssertion.Check {
    let ignored = try Self.pointers(fields)
    guard case .mapping = node.value else {
      return .toolCall(
        name: try SuiteFields.text(node, "tool_call"), arguments: fields["arguments"]?.json, ignoring: ignored)
    }
    let inner = try SuiteFields(node, "'tool_call'", known: ["name", "arguments"])
    return .toolCall(name: try inner.required("name"), arguments: inner["arguments"]?.json, ignoring: ignored)
  }

  // MARK: Values

  /// A schema as it stands behind `--schema`.
  static func schemaText(_ node: YAMLNode) -> String {
    if case .scalar(let text, _) = node.value { return text }
    return JSONWriter.text(of: node.json)
  }

  private static func pointers(_ fields: SuiteFields) throws(YAMLError) -> [String] {
    let pointers = try fields.texts("ignore")
    if let wrong = pointers.first(where: { !$0.hasPrefix("/") }) {
      throw YAMLError(
        line: fields["ignore"]?.line ?? fields.line, message: "'\(wrong)' is no JSON Pointer",
        advice: "It begins with a slash, as in '/items/0/id'; a star stands for every name or number")
    }
    return pointers
  }

  private static func money(_ node: YAMLNode) throws(YAMLError) -> Money {
    let text = try SuiteFields.text(node, "max_cost")
    if let money = Money(usd: text) { return money }
    guard Money(decimal: text) == .zero else {
      throw SuiteFields.wrong(node, "max_cost", "dollars, such as 0.005")
    }
    return .zero
  }

  private static func duration(_ node: YAMLNode) throws(YAMLError) -> Duration {
    let text = try SuiteFields.text(node, "max_latency").trimmingBlanks.lowercased()
    for (unit, milliseconds) in [("ms", 1.0), ("s", 1000), ("min", 60_000), ("m", 60_000)] where text.hasSuffix(unit) {
      let digits = String(text.dropLast(unit.count)).trimmingBlanks
      guard let number = Double(digits), number > 0, number * milliseconds < 1e12 else { break }
      return .milliseconds(Int((number * milliseconds).rounded(.up)))
    }
    throw SuiteFields.wrong(node, "max_latency", "a time with its unit, such as 800ms, 2.5s or 1m")
  }
}
