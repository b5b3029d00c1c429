/// Goes through a schema once and writes it anew for a target.
struct LoweringPass {
  typealias Place = SchemaRegistry.Place

  let rules: TargetRules
  private(set) var dropped: [LoweredSchema.Dropped] = []
  /// The first reason why the target cannot guarantee the schema.
  private(set) var obstacle: String?
  var registry: SchemaRegistry?
  /// Targets of references: the names they have in `$defs`, and what stands there once it is lowered.
  private var names: [String: String] = [:]
  private var hoisted: [JSONMember] = []
  /// Places that are being written into their siblings, so that recursion is noticed.
  private var open: Set<String> = []
  private var depth = 0
  private var size = 0

  private static let depthLimit = 100
  private static let sizeLimit = 20_000

  init(_ rules: TargetRules) { self.rules = rules }

  mutating func run(_ schema: JSONValue) throws(SchemaError) -> JSONValue {
    let registry = try SchemaRegistry(schema, options: JSONSchema.Options())
    self.registry = registry
    return try lower(registry.resources[0].root, isInlined: true)
  }

  /// `$defs` with everything that references lead to; nil where there are none.
  var definitions: JSONMember? { hoisted.isEmpty ? nil : JSONMember("$defs", .object(hoisted)) }

  mutating func note(_ obstacle: String, at place: Place) {
    if self.obstacle == nil {
      self.obstacle = "\(place.pointer.isEmpty ? "the schema" : place.pointer) \(obstacle)"
    }
  }

  mutating func drop(_ keyword: String, at place: Place, isDescribed: Bool) {
    dropped.append(
      LoweredSchema.Dropped(location: place.pointer + JSONPointer.step(keyword), isDescribed: isDescribed))
  }

  // MARK: One schema

  /// `isInlined` where a reference must not stay one.
  mutating func lower(_ place: Place, isInlined: Bool = false) throws(SchemaError) -> JSONValue {
    size += 1
    guard depth < Self.depthLimit, size < Self.sizeLimit else {
      throw SchemaError(at: place.pointer, "the schema is too large to be rewritten for a provider")
    }
    depth += 1
    defer { depth -= 1 }
    switch place.value {
    case .bool(true):
      note("lets anything be", at: place)
      return .object([])
    case .object: break
    default:
      note("lets nothing be", at: place)
      return .object([])
    }
    if let reference = reference(in: place) { return try lowerReference(reference, at: place, isInlined: isInlined) }
    return try write(try merged(place))
  }

  private func reference(in place: Place) -> String? {
    (place.value[exactly: "$ref"] ?? place.value[exactly: "$dynamicRef"] ?? place.value[exactly: "$recursiveRef"])?.text
  }

  // MARK: References

  private static let referenceKeywords: Set = ["$ref", "$dynamicRef", "$recursiveRef"]
  /// What says nothing about values, or is not sent.
  static let annotations: Set = [
    "$schema", "$id", "id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "$comment", "$defs",
    "definitions",
    "default", "examples", "title", "description", "deprecated", "readOnly", "writeOnly", "contentEncoding",
    "contentMediaType", "contentSchema", "propertyOrdering",
  ]

  private mutating func lowerReference(
    _ reference: String, at place: Place, isInlined: Bool
  ) throws(SchemaError) -> JSONValue {
    guard let target = try registry?.resolve(reference, from: place.resource) else { return .object([]) }
    let dialect = registry?.resources[place.resource].dialect
    let siblings = (place.value.members ?? []).filter { member in
      !Self.referenceKeywords.contains(member.name)
        && (!Self.annotations.contains(member.name) || member.name == "description")
    }
    let isAlone = siblings.isEmpty || dialect?.hasLonelyReferences == true
    if isAlone, !isInlined { return .object([JSONMember("$ref", .string(try hoist(target)))]) }
    guard open.insert(target.key).inserted else {
      // Recursion: only a plain reference can say it.
      for sibling in siblings { drop(sibling.name, at: place, isDescribed: false) }
      return .object([JSONMember("$ref", .string(try hoist(target)))])
    }
    defer { open.remove(target.key) }
    guard !isAlone else { return try lower(target, isInlined: true) }
    let branches = [target, place.with(.object(siblings))]
    guard let both = SchemaMerge.merge(branches.map(\.value)) else {
      note("has keywords beside $ref that contradict it", at: place)
      return try lower(target, isInlined: true)
    }
    return try lower(target.with(both), isInlined: true)
  }

  /// The reference to a schema in `$defs`, which is written when it is first met.
  private mutating func hoist(_ target: Place) throws(SchemaError) -> String {
    if let name = names[target.key] { return "#/$defs/\(name)" }
    let last = JSONPointer.tokens(target.pointer)?.last ?? ""
    let word = last.utf8.filter { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
    var name = word.isEmpty ? "schema" : String(decoding: word, as: UTF8.self)
    while names.values.contains(name) { name += "_" }
    names[target.key] = name
    let schema = try lower(target, isInlined: true)
    hoisted.append(JSONMember(name, schema))
    return "#/$defs/\(name)"
  }

  // MARK: allOf

  /// The schema with its `allOf` merged into it, where that can be done.
  private mutating func merged(_ place: Place) throws(SchemaError) -> Place {
    guard let branches = place.value[exactly: "allOf"]?.elements, !rules.keepsAllOf || branches.count == 1 else {
      return place
    }
    var parts = [JSONValue.object((place.value.members ?? []).filter { $0.name != "allOf" })]
    for branch in branches {
      var branch = branch
      for _ in 0..<16 {
        guard let reference = branch[exactly: "$ref"]?.text else { break }
        guard let target = try registry?.resolve(reference, from: place.resource), target.resource == place.resource,
          !open.contains(target.key)
        else { return place }
        let siblings = (branch.members ?? []).filter { $0.name != "$ref" }
        branch = SchemaMerge.merge([target.value, .object(siblings)]) ?? target.value
      }
      parts.append(branch)
    }
    guard let value = SchemaMerge.merge(parts) else { return place }
    return value[exactly: "allOf"] == nil ? place.with(value) : place
  }
}

extension SchemaRegistry.Place {
  /// The same place with another value.
  func with(_ value: JSONValue) -> SchemaRegistry.Place {
    SchemaRegistry.Place(document: document, pointer: pointer, value: value, resource: resource)
  }
}

/// One schema that says what several do, where plain keywords suffice for it.
enum SchemaMerge {
  /// Nil where two of them say different things under one keyword that cannot be joined.
  static func merge(_ schemas: [JSONValue]) -> JSONValue? {
    var merged: [JSONMember] = []
    for schema in schemas {
      guard case .object(let members) = schema else { return nil }
      for member in members {
        guard let index = merged.firstIndex(where: { $0.name == member.name }) else {
          merged.append(member)
          continue
        }
        guard let value = joined(member.name, merged[index].value, member.value) else { return nil }
        merged[index].value = value
      }
    }
    return .object(merged)
  }

  private static func joined(_ keyword: String, _ left: JSONValue, _ right: JSONValue) -> JSONValue? {
    if left == right { return left }
    switch (keyword, left, right) {
    case ("properties", .object(let mine), .object(let others)), ("$defs", .object(let mine), .object(let others)),
      ("definitions", .object(let mine), .object(let others)):
      guard others.allSatisfy({ other in !mine.contains { $0.name == other.name && $0.value != other.value } }) else {
        return nil
      }
      return .object(mine + others.filter { other in !mine.contains { $0.name == other.name } })
    case ("required", .array(let mine), .array(let others)): return .array(mine + others.filter { !mine.contains($0) })
    case ("description", .string(let mine), .string(let others)): return .string("\(mine) \(others)")
    case ("title", _, _), ("$comment", _, _), ("default", _, _), ("examples", _, _): return right
    default: return nil
    }
  }
}
