/// Reads what stands behind `-o`: a name and a value, checked where llmctl knows the name.
package enum GenerationOptions {
  /// What values a known option takes.
  private enum Rule {
    case number(ClosedRange<Double>)
    case integer(ClosedRange<Int>)
    case text
    case word([String])
  }

  private static let rules: [(name: String, rule: Rule)] = [
    ("temperature", .number(0...2)),
    ("top_p", .number(0...1)),
    ("max_tokens", .integer(1...100_000_000)),
    ("seed", .integer(Int.min...Int.max)),
    ("stop", .text),
    ("frequency_penalty", .number(-2...2)),
    ("presence_penalty", .number(-2...2)),
    ("reasoning", .word(["none", "minimal", "low", "medium", "high", "xhigh", "max"])),
    ("verbosity", .word(["low", "medium", "high"])),
    ("top_k", .integer(0...1_000_000)),
    ("min_p", .number(0...1)),
  ]

  /// Members of the request that llmctl itself is in charge of.
  private static let reserved: Set<String> = [
    "model", "messages", "stream", "stream_options", "n", "tools", "tool_choice", "response_format", "background",
  ]

  /// The names llmctl checks, for help texts.
  package static var knownNames: [String] { rules.map(\.name) }

  /// Parses `name=value` texts in order. `stop` may come several times; of every other option the last one counts.
  ///
  /// Values of options llmctl does not know are sent as JSON where they are JSON, else as text. Throws `LLMError` of kind
  /// `usage`.
  package static func parse(_ assignments: [String]) throws(LLMError) -> [JSONMember] {
    var options: [JSONMember] = []
    for assignment in assignments {
      try MisplacedKey.refuse(assignment, behind: "-o")
      guard let equals = assignment.firstIndex(of: "="), equals != assignment.startIndex else {
        throw LLMError(.usage, "'\(assignment)' is not an option", advice: "Write it as -o name=value")
      }
      let name = String(assignment[..<equals])
      let value = try value(of: name, String(assignment[assignment.index(after: equals)...]))
      if let index = options.firstIndex(where: { $0.name == name }) {
        options[index].value = name == "stop" ? appended(options[index].value, value) : value
      } else {
        options.append(JSONMember(name, value))
      }
    }
    return options
  }

  private static func appended(_ list: JSONValue, _ value: JSONValue) -> JSONValue {
    .array((list.elements ?? [list]) + [value])
  }

  private static func value(of name: String, _ text: String) throws(LLMError) -> JSONValue {
    if reserved.contains(name) {
      throw LLMError(.usage, "the option '\(name)' cannot be set with -o", advice: "llmctl is in charge of it")
    }
    guard let rule = rules.first(where: { $0.name == name })?.rule else {
      if let nearest = Suggestion.nearest(to: name, among: knownNames) {
        throw LLMError(.usage, "unknown option '\(name)'", advice: "Did you mean '\(nearest)'?")
      }
      return (try? JSONReader.parse(text)) ?? .string(text)
    }
    switch rule {
    case .text: return .string(text)
    case .word(let words):
      guard words.contains(text) else { throw wrong(name, text, "one of \(words.joined(separator: ", "))") }
      return .string(text)
    case .integer(let range):
      guard let number = Int(text), range.contains(number) else {
        throw wrong(
          name, text, range.lowerBound > Int.min ? "a whole number from \(range.lowerBound) up" : "a whole number")
      }
      return .integer(number)
    case .number(let range):
      guard let value = try? JSONReader.parse(text), case .number = value, let number = Double(text),
        range.contains(number)
      else { throw wrong(name, text, "a number from \(range.lowerBound) to \(range.upperBound)") }
      return value
    }
  }

  private static func wrong(_ name: String, _ text: String, _ expected: String) -> LLMError {
    LLMError(.usage, "'\(text)' is no value for \(name)", advice: "It takes \(expected)")
  }
}
