/// Calls as the file of a suite, which `SuiteReader` reads.
package struct ExportedSuite: Sendable {
  /// What is asserted of the answers to come.
  package enum Assertion: Sendable, Equatable {
    /// They are the recorded answer.
    case equals
    /// They have so much in common with it, from 0 to 1.
    case similarity(Double)
    /// Nothing; the recorded answer is left out.
    case none

    /// Reads `equals`, `similarity`, `similarity=0.8` or `none`; nil for anything else.
    package init?(_ text: String) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      switch (parts.first, parts.count) {
      case ("equals", 1): self = .equals
      case ("none", 1): self = .none
      case ("similarity", 1): self = .similarity(0.8)
      case ("similarity", 2):
        guard let share = Double(parts[1]), (0...1).contains(share) else { return nil }
        self = .similarity(share)
      default: return nil
      }
    }
  }

  private static let nameWords = 6
  private static let nameLength = 60

  private let name: String
  private let cases: [JSONValue]

  package init(name: String, calls: [ExportedCall], assertion: Assertion) {
    self.name = name
    var names: Set<String> = []
    var numbers: [String: Int] = [:]
    cases = calls.map { call in
      let base = Self.name(of: call)
      var name = base
      while !names.insert(name).inserted {
        numbers[base, default: 1] += 1
        name = "\(base) (\(numbers[base, default: 2]))"
      }
      return Self.suiteCase(call, name, assertion)
    }
  }

  /// For people to go on with.
  package var yaml: String {
    YAMLWriter.text(of: .object([JSONMember("name", .string(name)), JSONMember("cases", .array(cases))]))
  }

  /// A head, and a line for each case.
  package var lines: String {
    ([.object([JSONMember("name", .string(name))])] + cases).map { JSONWriter.text(of: $0) + "\n" }.joined()
  }

  /// The first words of the prompt: a person finds a case by them.
  private static func name(of call: ExportedCall) -> String {
    let words = call.prompt.split {
      $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    let name = String(words.prefix(nameWords).joined(separator: " ").prefix(nameLength)).trimmingBlanks
    return name.isEmpty ? "call \(call.id.text)" : name
  }

  private static func suiteCase(_ call: ExportedCall, _ name: String, _ assertion: Assertion) -> JSONValue {
    var members = [JSONMember("name", .string(name)), JSONMember("tags", .array([.string("call:\(call.id.text)")]))]
    members.append(JSONMember("model", .string(call.model)))
    var turns = call.earlier
    if let version = call.promptVersion, let parameters = call.parameters {
      // Without its number: whichever version is in use has to give the same answers.
      members.append(JSONMember("template", .string(version.name)))
      if !parameters.isEmpty { members.append(JSONMember("params", .object(parameters))) }
    } else if let system = call.system {
      // Beside the prompt it would be the name of a file; a message is its text.
      if system.hasPrefix("@") {
        turns.insert(Message(.system, system), at: 0)
      } else {
        members.append(JSONMember("system", .string(system)))
      }
    }
    if !call.options.isEmpty { members.append(JSONMember("options", .object(call.options))) }
    if let schema = call.schema { members.append(JSONMember("schema", schema)) }
    if turns.isEmpty {
      members.append(JSONMember("prompt", .string(call.prompt)))
    } else {
      turns.append(Message(.user, call.prompt))
      members.append(
        JSONMember(
          "messages", .array(turns.map { .object([JSONMember($0.role.rawValue, .string($0.content))]) })))
    }
    guard assertion != .none else { return .object(members) }
    if call.toolCalls.isEmpty { members.append(JSONMember("expected", .string(call.answer))) }
    members.append(JSONMember("assert", .array(assertions(call, assertion))))
    return .object(members)
  }

  /// A call of a tool is known by its arguments, words by what was asked for.
  private static func assertions(_ call: ExportedCall, _ assertion: Assertion) -> [JSONValue] {
    guard call.toolCalls.isEmpty else {
      return call.toolCalls.map { tool in
        var members = [JSONMember("tool_call", .string(tool.name))]
        if let arguments = tool.parsedArguments { members.append(JSONMember("arguments", arguments)) }
        return .object(members)
      }
    }
    if case .similarity(let share) = assertion {
      return [.object([JSONMember("similarity", .number(SuiteAssertion.share(share)))])]
    }
    return ["equals"]
  }
}
