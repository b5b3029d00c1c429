import LLMCore
import Testing

/// An answer as a model might give it, and what has to come of it.
struct AnswerCase: Sendable, CustomTestStringConvertible {
  enum Outcome: Sendable, Equatable {
    case value(JSONValue, steps: [ReadingStep.Kind: Int], isTruncated: Bool)
    case error(ReadingError)
  }

  let answer: String
  let schema: String?
  let outcome: Outcome

  /// An answer that holds this value, and the steps it takes to read it, with how often each.
  init(
    _ answer: String, _ value: String, _ steps: [ReadingStep.Kind: Int] = [:], schema: String? = nil,
    truncated: Bool = false
  ) {
    self.answer = answer
    self.schema = schema
    let parsed = (try? JSONReader.parse(value)) ?? .string("the case is not JSON: \(value)")
    outcome = .value(parsed, steps: steps, isTruncated: truncated)
  }

  /// An answer that holds no value.
  init(_ answer: String, error: ReadingError.Reason, at offset: Int, schema: String? = nil) {
    self.answer = answer
    self.schema = schema
    outcome = .error(ReadingError(error, at: offset))
  }

  var testDescription: String { answer.debugDescription }

  /// What comes of the answer.
  func read() throws -> Outcome {
    let schema = try schema.map { try JSONReader.parse($0) }
    do throws(ReadingError) {
      let reading = try AnswerReader(schema: schema).read(answer) { value in
        schema.map { SmallSchema($0).violations(of: value) } ?? 0
      }
      let steps = Dictionary(reading.steps.map { ($0.kind, $0.count) }, uniquingKeysWith: +)
      return .value(reading.value, steps: steps, isTruncated: reading.isTruncated)
    } catch {
      return .error(error)
    }
  }
}

/// The few keywords of JSON Schema that the cases use, checked in the most direct way.
struct SmallSchema {
  private let schema: JSONValue

  init(_ schema: JSONValue) { self.schema = schema }

  func violations(of value: JSONValue) -> Int { violations(value, schema) }

  private func violations(_ value: JSONValue, _ schema: JSONValue) -> Int {
    if schema == .bool(false) { return 1 }
    var count = 0
    if let reference = schema["$ref"]?.text, let target = self.schema["$defs"]?[String(reference.dropFirst(8))] {
      count += violations(value, target)
    }
    if let type = schema["type"], !(type.elements ?? [type]).contains(where: { isOf($0, value) }) { count += 1 }
    if let choices = schema["enum"]?.elements, !choices.contains(value) { count += 1 }
    if let branches = schema["anyOf"]?.elements, !branches.contains(where: { violations(value, $0) == 0 }) {
      count += 1
    }
    for part in schema["allOf"]?.elements ?? [] { count += violations(value, part) }
    for name in schema["required"]?.elements ?? [] where value.members != nil && value[name.text ?? ""] == nil {
      count += 1
    }
    for member in value.members ?? [] {
      if let part = schema["properties"]?[member.name] ?? schema["additionalProperties"] {
        count += violations(member.value, part)
      }
    }
    for (index, element) in (value.elements ?? []).enumerated() {
      let byPlace = schema["prefixItems"]?.elements ?? []
      if let part = index < byPlace.count ? byPlace[index] : schema["items"] { count += violations(element, part) }
    }
    return count
  }

  private func isOf(_ type: JSONValue, _ value: JSONValue) -> Bool {
    switch (type.text, value) {
    case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string), ("array", .array),
      ("object", .object):
      true
    case ("integer", .number(let number)): !number.contains(".")
    default: false
    }
  }
}
