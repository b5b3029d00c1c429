/// Fits a value to a schema where that loses nothing: `"1"` becomes 1 where only a number fits, and the other way round; never is a
/// value made up. Follows local references, `properties`, `items`, `prefixItems`, `additionalProperties`, `allOf`, and of `anyOf` and `oneOf` the
/// branch that alone fits afterwards.
///
/// What the keywords it does not know would say is left to the validator, which has the last word.
struct Coercion {
  private(set) var log = StepLog()
  private var path = ValuePath()
  private let root: JSONValue
  /// Places in the schema that may still be visited; what is hostile in schema and value together ends here.
  private var remaining = 0
  /// The references that led to the schema of the value the walk is at; one that comes again leads nowhere.
  private var references: [String] = []
  /// How deep in schemas the walk is, references included.
  private var depth = 0

  init(_ schema: JSONValue) { root = schema }

  /// The value as the schema wants it, as far as that can be; nil where the work was too much.
  mutating func fitted(_ value: JSONValue) -> JSONValue? {
    remaining = 50_000 + 16 * Self.size(of: value)
    let result = fit(value, to: root)
    return remaining > 0 ? result : nil
  }

  /// How many values there are in a value, itself included.
  private static func size(of value: JSONValue) -> Int {
    switch value {
    case .array(let elements): elements.reduce(1) { $0 + size(of: $1) }
    case .object(let members): members.reduce(1) { $0 + size(of: $1.value) }
    default: 1
    }
  }

  /// Whether a schema asks for a string at its root, perhaps among other values without parts.
  static func wantsText(_ schema: JSONValue) -> Bool {
    let target = Coercion(schema).target(of: schema) ?? schema
    guard let kinds = ValueKinds(schema: target) else { return false }
    return kinds.contains(.string) && kinds.isDisjoint(with: [.array, .object])
  }

  private mutating func fit(_ value: JSONValue, to schema: JSONValue) -> JSONValue {
    remaining -= 1
    guard remaining > 0, depth < 256, case .object = schema else { return value }
    depth += 1
    defer { depth -= 1 }
    var value = value
    if let reference = schema["$ref"]?.text, let target = target(of: schema), !references.contains(reference) {
      references.append(reference)
      value = fit(value, to: target)
      references.removeLast()
    }
    for part in schema["allOf"]?.elements ?? [] { value = fit(value, to: part) }
    for branches in [schema["anyOf"], schema["oneOf"]] {
      if let branches = branches?.elements { value = fit(value, toOneOf: branches) }
    }
    if let kinds = ValueKinds(schema: schema), kinds.isDisjoint(with: ValueKinds(of: value)) {
      value = fit(value, to: kinds, schema)
    }
    if case .string(let text) = value { value = .string(spelled(text, in: schema)) }
    return fitParts(of: value, to: schema)
  }

  // MARK: Kinds

  private mutating func fit(_ value: JSONValue, to kinds: ValueKinds, _ schema: JSONValue) -> JSONValue {
    if case .string(let text) = value, let other = read(text, as: kinds) { return other }
    switch value {
    case .number(let number) where kinds.contains(.string):
      log.note(.textFromNumber, at: path.place)
      return .string(number)
    case .bool(let bool) where kinds.contains(.string):
      log.note(.textFromBool, at: path.place)
      return .string(bool ? "true" : "false")
    case .array(let elements) where elements.count == 1:
      if !kinds.isDisjoint(with: ValueKinds(of: elements[0])) {
        log.note(.oneOfArray, at: path.place)
        return elements[0]
      }
    default: break
    }
    guard kinds.contains(.array), value != .null else { return value }
    var trial = self
    let wrapped = trial.fitParts(of: .array([value]), to: schema)
    remaining = trial.remaining
    guard accepts(wrapped, schema) else { return value }
    log = trial.log
    log.note(.arrayOfOne, at: path.place)
    return wrapped
  }

  /// What a string says, read as one of the kinds.
  private mutating func read(_ text: String, as kinds: ValueKinds) -> JSONValue? {
    let bare = Self.trimmed(text)
    if !kinds.isDisjoint(with: .number), let number = Numeral.number(in: bare),
      !kinds.isDisjoint(with: ValueKinds(of: .number(number)))
    {
      log.note(.numberFromText, at: path.place)
      return .number(number)
    }
    if kinds.contains(.bool), ["true", "false"].contains(bare.lowercased()) {
      log.note(.boolFromText, at: path.place)
      return .bool(bare.lowercased() == "true")
    }
    if kinds.contains(.null), bare == "null" {
      log.note(.nullFromText, at: path.place)
      return .null
    }
    guard bare.hasPrefix("{") && kinds.contains(.object) || bare.hasPrefix("[") && kinds.contains(.array) else {
      return nil
    }
    guard let inner = try? JSONReader.parse(bare) else { return nil }
    log.note(.jsonFromText, at: path.place)
    return inner
  }

  private static func trimmed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return String(decoding: bytes[InvisibleMark.trimmed(bytes.indices, of: bytes)], as: UTF8.self)
  }

  // MARK: Enumerations

  /// The string of the enumeration that the text is but for white space around it and the case of letters, if it is one alone.
  private mutating func spelled(_ text: String, in schema: JSONValue) -> String {
    guard let choices = schema["enum"]?.elements ?? schema["const"].map({ [$0] }) else { return text }
    let names = choices.compactMap(\.text)
    guard !names.contains(text) else { return text }
    let bare = Self.trimmed(text)
    let exact = names.filter { $0 == bare }
    let alike = exact.isEmpty ? names.filter { Self.trimmed($0).lowercased() == bare.lowercased() } : exact
    guard alike.count == 1 else { return text }
    log.note(.enumSpelling, at: path.place)
    return alike[0]
  }

  // MARK: Branches

  private mutating func fit(_ value: JSONValue, toOneOf branches: [JSONValue]) -> JSONValue {
    guard !branches.contains(where: { accepts(value, $0) }) else { return value }
    var fitting: [Coercion] = []
    var results: [JSONValue] = []
    for branch in branches {
      var trial = self
      let result = trial.fit(value, to: branch)
      let isAccepted = trial.accepts(result, branch)
      remaining = trial.remaining
      guard isAccepted else { continue }
      fitting.append(trial)
      results.append(result)
    }
    guard fitting.count == 1 else { return value }
    log = fitting[0].log
    return results[0]
  }

  // MARK: Parts

  private mutating func fitParts(of value: JSONValue, to schema: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements):
      // Older drafts write the schemas by place as an array under `items`.
      let byPlace = schema["prefixItems"]?.elements ?? schema["items"]?.elements ?? []
      let rest = schema["items"]?.elements == nil ? schema["items"] : schema["additionalItems"]
      guard !byPlace.isEmpty || rest?.members != nil else { return value }
      return .array(
        elements.enumerated().map { index, element in
          guard let part = index < byPlace.count ? byPlace[index] : rest else { return element }
          return at(index) { walk in walk.fit(element, to: part) }
        })
    case .object(let members):
      let properties = schema["properties"]
      let others = schema["additionalProperties"]
      let hasPatterns = schema["patternProperties"] != nil
      let required = Set((schema["required"]?.elements ?? []).compactMap(\.text))
      return .object(
        members.compactMap { member in
          guard let part = properties?[member.name] ?? (hasPatterns ? nil : others) else { return member }
          return at(member.name) { walk in
            if member.value == .null, !required.contains(member.name), !walk.accepts(.null, part) {
              walk.log.note(.omittedNull, at: walk.path.place)
              return nil
            }
            return JSONMember(member.name, walk.fit(member.value, to: part))
          }
        })
    default: return value
    }
  }

  private mutating func at<Result>(_ index: Int, _ body: (inout Coercion) -> Result) -> Result {
    path.enter(index)
    defer { path.leave() }
    return inside(body)
  }

  private mutating func at<Result>(_ name: String, _ body: (inout Coercion) -> Result) -> Result {
    path.enter(name)
    defer { path.leave() }
    return inside(body)
  }

  /// Goes to a part of the value, with which references begin anew.
  private mutating func inside<Result>(_ body: (inout Coercion) -> Result) -> Result {
    let outer = references
    references = []
    defer { references = outer }
    return body(&self)
  }

  // MARK: References

  /// The schema that a local reference points to.
  private func target(of schema: JSONValue) -> JSONValue? {
    guard let reference = schema["$ref"]?.text, reference.hasPrefix("#") else { return nil }
    return SchemaAddress(reference).decodedFragment.flatMap { JSONPointer.value(at: $0, in: root) }
  }

  // MARK: Acceptance

  /// Whether a value fits as far as kinds, constants, members and elements go; what other keywords say is taken to be true.
  private mutating func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    remaining -= 1
    if case .bool(let bool) = schema { return bool }
    guard remaining > 0, depth < 256 else { return true }
    depth += 1
    defer { depth -= 1 }
    if let reference = schema["$ref"]?.text, let target = target(of: schema), !references.contains(reference) {
      references.append(reference)
      defer { references.removeLast() }
      if !accepts(value, target) { return false }
    }
    if let kinds = ValueKinds(schema: schema), kinds.isDisjoint(with: ValueKinds(of: value)) { return false }
    if let constant = schema["const"], !Self.isSame(constant, value) { return false }
    if let choices = schema["enum"]?.elements, !choices.contains(where: { Self.isSame($0, value) }) { return false }
    for part in schema["allOf"]?.elements ?? [] where !accepts(value, part) { return false }
    if let branches = schema["anyOf"]?.elements, !branches.contains(where: { accepts(value, $0) }) { return false }
    if let branches = schema["oneOf"]?.elements, branches.filter({ accepts(value, $0) }).count != 1 { return false }
    return acceptsParts(of: value, schema)
  }

  private mutating func acceptsParts(of value: JSONValue, _ schema: JSONValue) -> Bool {
    switch value {
    case .array(let elements):
      let byPlace = schema["prefixItems"]?.elements ?? schema["items"]?.elements ?? []
      let rest = schema["items"]?.elements == nil ? schema["items"] : schema["additionalItems"]
      return elements.enumerated().allSatisfy { index, element in
        guard let part = index < byPlace.count ? byPlace[index] : rest else { return true }
        return inside { walk in walk.accepts(element, part) }
      }
    case .object(let members):
      let required = (schema["required"]?.elements ?? []).compactMap(\.text)
      if required.contains(where: { value[$0] == nil }) { return false }
      let hasPatterns = schema["patternProperties"] != nil
      return members.allSatisfy { member in
        let others = hasPatterns ? nil : schema["additionalProperties"]
        guard let part = schema["properties"]?[member.name] ?? others else { return true }
        return inside { walk in walk.accepts(member.value, part) }
      }
    default: return true
    }
  }

  /// Whether two values are equal as JSON Schema has it: 1 is 1.0.
  private static func isSame(_ first: JSONValue, _ second: JSONValue) -> Bool {
    if case .number(let first) = first, case .number(let second) = second { return Numeral.areEqual(first, second) }
    return first == second
  }
}
