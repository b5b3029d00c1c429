extension LoweringPass {
  /// Keywords that are handled by their meaning.
  private static let structure: Set = [
    "type", "enum", "const", "properties", "required", "additionalProperties", "items", "anyOf", "oneOf", "allOf",
    "format",
  ]

  /// Writes the keywords of a schema object for the target.
  mutating func write(_ place: Place) throws(SchemaError) -> JSONValue {
    var written: [JSONMember] = []
    var rest: [String] = []
    if let title = place.value[exactly: "title"] { written.append(JSONMember("title", title)) }
    writeKind(place, &written)
    try writeObject(place, &written)
    try writeItems(place, &written)
    try writeAlternatives(place, &written)
    for member in place.value.members ?? [] where !Self.annotations.contains(member.name) {
      if Self.structure.contains(member.name), !isUnsaid(member) { continue }
      if rules.keywords.contains(member.name), isTaken(member) {
        if member.name != "prefixItems" { written.append(member) }
      } else {
        rest.append(describe(member, at: place))
      }
    }
    if let description = Self.description(place.value[exactly: "description"]?.text, rest.filter { !$0.isEmpty }) {
      written.append(JSONMember("description", .string(description)))
    }
    return .object(written)
  }

  private func inner(_ place: Place, _ tokens: String..., value: JSONValue) -> Place {
    var found = place
    for token in tokens.dropLast() { found = registry?.inner(found, token, .null) ?? found }
    return registry?.inner(found, tokens.last ?? "", value) ?? found
  }

  // MARK: Dropping

  /// Whether a keyword of structure has something that the target does not take.
  private func isUnsaid(_ member: JSONMember) -> Bool {
    switch member.name {
    case "format": !(member.value.text.map(rules.formats.contains) ?? false)
    case "allOf": !rules.keepsAllOf
    default: false
    }
  }

  /// Whether the value of a keyword is one that the target takes.
  private func isTaken(_ member: JSONMember) -> Bool {
    if member.name == "minItems", rules.keepsAllOf {
      return member.value == .number("0") || member.value == .number("1")
    }
    guard member.name == "pattern" else { return true }
    // Grammars are made of patterns that say what the whole text is, without looking around.
    guard let pattern = member.value.text else { return false }
    return rules.requiresAll
      || pattern.hasPrefix("^") && pattern.hasSuffix("$") && !pattern.contains("(?") && !pattern.contains("\\")
  }

  /// What a description says of a keyword that is dropped; empty where it would not help.
  private mutating func describe(_ member: JSONMember, at place: Place) -> String {
    let text = JSONWriter.text(of: member.value)
    let known: Set = [
      "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern",
      "format",
      "minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains", "minProperties", "maxProperties",
      "propertyNames", "patternProperties", "dependentRequired", "dependentSchemas", "dependencies", "not", "if",
      "then", "else",
      "allOf", "prefixItems", "additionalItems", "unevaluatedItems", "unevaluatedProperties",
    ]
    let isDescribed = known.contains(member.name) && text.utf8.count <= 300
    if known.contains(member.name) { drop(member.name, at: place, isDescribed: isDescribed) }
    return isDescribed ? "\(member.name) \(text)" : ""
  }

  private static func description(_ text: String?, _ rest: [String]) -> String? {
    let words = rest.isEmpty ? nil : "(\(rest.joined(separator: ", ")))"
    let parts = [text, words].compactMap { $0 }.filter { !$0.isEmpty }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  // MARK: Kinds and values

  private mutating func writeKind(_ place: Place, _ written: inout [JSONMember]) {
    let choices = place.value[exactly: "enum"]?.elements
    let constant = place.value[exactly: "const"]
    if let type = place.value[exactly: "type"] {
      written.append(JSONMember("type", type))
    } else if let type = Self.kind(of: choices ?? constant.map { [$0] } ?? []) {
      written.append(JSONMember("type", .string(type)))
    } else if place.value[exactly: "properties"] != nil {
      written.append(JSONMember("type", .string("object")))
    } else if place.value[exactly: "items"] != nil {
      written.append(JSONMember("type", .string("array")))
    } else if ["anyOf", "oneOf", "allOf"].allSatisfy({ place.value[exactly: $0] == nil }) {
      if rules.closesObjects { note("says no type", at: place) }
    }
    if let choices { written.append(JSONMember("enum", .array(choices))) }
    if let constant, choices == nil {
      written.append(rules.keepsConst ? JSONMember("const", constant) : JSONMember("enum", .array([constant])))
    }
    if let format = place.value[exactly: "format"], format.text.map(rules.formats.contains) == true {
      written.append(JSONMember("format", format))
    }
  }

  /// The one type of all values; nil where they have several, or there are none.
  private static func kind(of values: [JSONValue]) -> String? {
    let kinds = Set(
      values.map { value -> String in
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .number(let text): text.contains { ".eE".contains($0) } ? "number" : "integer"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
      })
    return kinds.count == 1 ? kinds.first : kinds == ["integer", "number"] ? "number" : nil
  }

  // MARK: Objects and arrays

  private mutating func writeObject(_ place: Place, _ written: inout [JSONMember]) throws(SchemaError) {
    let properties = place.value[exactly: "properties"]?.members
    let additional = place.value[exactly: "additionalProperties"]
    let types = written.first { $0.name == "type" }?.value
    guard types == .string("object") || types?.elements?.contains(.string("object")) == true else { return }
    let required = place.value[exactly: "required"]?.elements ?? []
    var lowered: [JSONMember] = []
    for property in properties ?? [] {
      var schema = try lower(inner(place, "properties", property.name, value: property.value))
      if rules.requiresAll, !required.contains(.string(property.name)) { schema = Self.orNull(schema) }
      lowered.append(JSONMember(property.name, schema))
    }
    if rules.closesObjects {
      if properties == nil { note("is an object with members of any name", at: place) }
      if let additional, additional != .bool(false) { note("lets members of other names be", at: place) }
      if place.value[exactly: "patternProperties"] != nil { note("tells members by patterns", at: place) }
    }
    written.append(JSONMember("properties", .object(lowered)))
    let names = rules.requiresAll ? lowered.map { JSONValue.string($0.name) } : required
    if rules.requiresAll || !names.isEmpty { written.append(JSONMember("required", .array(names))) }
    if rules.closesObjects {
      written.append(JSONMember("additionalProperties", .bool(false)))
    } else if let additional {
      let isPlain = additional.bool != nil
      let schema = isPlain ? additional : try lower(inner(place, "additionalProperties", value: additional))
      written.append(JSONMember("additionalProperties", schema))
    }
  }

  /// The schema, or null beside it.
  private static func orNull(_ schema: JSONValue) -> JSONValue {
    guard case .object(var members) = schema else { return schema }
    let null = JSONValue.string("null")
    guard let index = members.firstIndex(where: { $0.name == "type" }), schema[exactly: "const"] == nil else {
      if schema[exactly: "anyOf"]?.elements?.contains(.object([JSONMember("type", null)])) == true { return schema }
      let description = members.filter { $0.name == "description" }
      members.removeAll { $0.name == "description" }
      return .object(
        [JSONMember("anyOf", .array([.object(members), .object([JSONMember("type", null)])]))] + description)
    }
    let types = members[index].value.elements ?? [members[index].value]
    if !types.contains(null) { members[index].value = .array(types + [null]) }
    if let choices = members.firstIndex(where: { $0.name == "enum" }), let values = members[choices].value.elements,
      !values.contains(.null)
    {
      members[choices].value = .array(values + [.null])
    }
    return .object(members)
  }

  private mutating func writeItems(_ place: Place, _ written: inout [JSONMember]) throws(SchemaError) {
    let list = place.value[exactly: "items"]?.elements == nil ? "prefixItems" : "items"
    if let first = place.value[exactly: list]?.elements {
      guard rules.keywords.contains("prefixItems") else { return note("tells its elements one by one", at: place) }
      var lowered: [JSONValue] = []
      for (index, element) in first.enumerated() {
        lowered.append(try lower(inner(place, list, String(index), value: element)))
      }
      written.append(JSONMember("prefixItems", .array(lowered)))
      guard list == "prefixItems" else { return }
    }
    if let items = place.value[exactly: "items"], items.bool == nil {
      written.append(JSONMember("items", try lower(inner(place, "items", value: items))))
    } else if written.contains(where: { $0.name == "type" && $0.value == .string("array") }), rules.closesObjects {
      note("is an array of anything", at: place)
    }
  }

  // MARK: Alternatives

  private mutating func writeAlternatives(_ place: Place, _ written: inout [JSONMember]) throws(SchemaError) {
    for keyword in ["anyOf", "oneOf"] {
      guard let branches = place.value[exactly: keyword]?.elements else { continue }
      if written.contains(where: { $0.name == "anyOf" }) {
        note("has both anyOf and oneOf", at: place)
        continue
      }
      var lowered: [JSONValue] = []
      for (index, branch) in branches.enumerated() {
        lowered.append(try lower(inner(place, keyword, String(index), value: branch)))
      }
      written.append(JSONMember("anyOf", .array(lowered)))
    }
    guard let branches = place.value[exactly: "allOf"]?.elements else { return }
    guard rules.keepsAllOf else { return note("has an allOf that cannot be merged", at: place) }
    var lowered: [JSONValue] = []
    for (index, branch) in branches.enumerated() {
      lowered.append(try lower(inner(place, "allOf", String(index), value: branch)))
    }
    written.append(JSONMember("allOf", .array(lowered)))
  }

  // MARK: Limits

  /// Notes where a strict schema is larger than OpenAI takes: 10 levels, 5,000 members, 1,000 values of enums.
  mutating func measure(_ schema: JSONValue) {
    var (members, choices, deepest) = (0, 0, 0)
    func walk(_ value: JSONValue, _ level: Int) {
      deepest = max(deepest, level)
      switch value {
      case .array(let elements): for element in elements { walk(element, level) }
      case .object(let found):
        for member in found {
          if member.name == "properties" { members += member.value.members?.count ?? 0 }
          if member.name == "enum" { choices += member.value.elements?.count ?? 0 }
          walk(member.value, level + (member.name == "properties" || member.name == "items" ? 1 : 0))
        }
      default: break
      }
    }
    walk(schema, 0)
    guard let root = registry?.resources.first?.root else { return }
    if deepest > 10 { note("is nested more than 10 deep", at: root) }
    if members > 5_000 { note("has more than 5,000 members", at: root) }
    if choices > 1_000 { note("has more than 1,000 values in enums", at: root) }
  }
}
