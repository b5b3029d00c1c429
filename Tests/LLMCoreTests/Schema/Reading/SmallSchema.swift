import LLMCore

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
