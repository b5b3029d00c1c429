/// Reads the keywords of one schema object into its node.
struct KeywordReader {
  let place: SchemaRegistry.Place
  let dialect: SchemaDialect
  private var applicators: [Applicator] = []

  init(place: SchemaRegistry.Place, dialect: SchemaDialect) { (self.place, self.dialect) = (place, dialect) }

  mutating func read(into node: inout SchemaNode, with compiler: inout SchemaCompiler) throws(SchemaError) {
    if let text = try reference("$ref", compiler) {
      applicators.append(try compiler.reference(text, at: inner("$ref", .null, compiler)))
      if dialect.hasLonelyReferences {
        node.applicators = compiler.add(applicators: applicators)
        return
      }
    }
    if dialect.draft >= .draft2020, let text = try reference("$dynamicRef", compiler) {
      applicators.append(try compiler.dynamicReference(text, at: inner("$dynamicRef", .null, compiler)))
    }
    if dialect.draft == .draft2019, let text = try reference("$recursiveRef", compiler) {
      applicators.append(try compiler.recursiveReference(text, at: inner("$recursiveRef", .null, compiler)))
    }
    if dialect.vocabularies.contains(.validation) {
      try readKinds(into: &node, &compiler)
      try readNumberRule(into: &node, &compiler)
    }
    try readStringRule(into: &node, &compiler)
    try readArrayRule(into: &node, &compiler)
    try readObjectRule(into: &node, &compiler)
    if dialect.vocabularies.contains(.applicator) { try readApplicators(&compiler) }
    if dialect.vocabularies.contains(.unevaluated), dialect.draft >= .draft2019 {
      node.unevaluatedItems = try schema("unevaluatedItems", &compiler) ?? -1
      node.unevaluatedProperties = try schema("unevaluatedProperties", &compiler) ?? -1
    }
    node.applicators = compiler.add(applicators: applicators)
  }

  // MARK: Looking at members

  /// What stands under a keyword.
  func value(_ keyword: String) -> JSONValue? { place.value[exactly: keyword] }

  func inner(_ keyword: String, _ value: JSONValue, _ compiler: borrowing SchemaCompiler) -> SchemaRegistry.Place {
    compiler.registry.inner(place, keyword, value)
  }

  func fail(_ keyword: String, _ message: String, _ compiler: borrowing SchemaCompiler) -> SchemaError {
    compiler.error(inner(keyword, .null, compiler), message)
  }

  /// The node of a keyword that is one schema.
  func schema(_ keyword: String, _ compiler: inout SchemaCompiler) throws(SchemaError) -> Int32? {
    guard let value = value(keyword) else { return nil }
    return try compiler.node(at: inner(keyword, value, compiler))
  }

  /// The nodes of a keyword that is a list of schemas.
  func schemas(_ keyword: String, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [Int32]? {
    guard let value = value(keyword) else { return nil }
    guard case .array(let elements) = value else { throw fail(keyword, "must be a list of schemas", compiler) }
    let list = inner(keyword, value, compiler)
    var nodes: [Int32] = []
    for (index, element) in elements.enumerated() {
      nodes.append(try compiler.node(at: compiler.registry.inner(list, String(index), element)))
    }
    return nodes
  }

  /// The members of a keyword that is an object, with their places. A name that stands twice counts once, with its last value.
  func named(
    _ keyword: String, _ compiler: borrowing SchemaCompiler
  ) throws(SchemaError) -> [(name: String, place: SchemaRegistry.Place)] {
    guard let value = value(keyword) else { return [] }
    guard case .object(let members) = value else { throw fail(keyword, "must be an object", compiler) }
    let object = inner(keyword, value, compiler)
    var (found, positions): ([(name: String, place: SchemaRegistry.Place)], [[UInt8]: Int]) = ([], [:])
    for member in members {
      let entry = (member.name, compiler.registry.inner(object, member.name, member.value))
      let bytes = Array(member.name.utf8)
      if let position = positions[bytes] {
        found[position] = entry
      } else {
        positions[bytes] = found.count
        found.append(entry)
      }
    }
    return found
  }

  /// A length or count: whole, not below zero; `2.0` is one. One too large for any value is as large as it can be.
  func count(_ keyword: String, _ compiler: borrowing SchemaCompiler) throws(SchemaError) -> Int? {
    guard dialect.vocabularies.contains(.validation), let value = value(keyword) else { return nil }
    guard case .number = value else { throw fail(keyword, "must be a whole number", compiler) }
    let tape = ValueTape(value, depthLimit: 2)
    let node = tape.nodes[0]
    guard node.isWhole, node.mantissa >= 0 else {
      throw fail(keyword, "must be a whole number of at least 0", compiler)
    }
    guard !node.keepsDigits, node.exponent <= 18 else { return Int.max }
    var count = Int(node.mantissa)
    for _ in 0..<node.exponent {
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: 10)
      if isTooLarge { return Int.max }
      count = product
    }
    return count
  }

  /// The names in a list.
  func names(_ value: JSONValue, at keyword: String, _ compiler: borrowing SchemaCompiler) throws(SchemaError)
    -> [String]
  {
    guard case .array(let elements) = value else { throw fail(keyword, "must be a list of names", compiler) }
    var names: [String] = []
    for element in elements {
      guard let name = element.text else { throw fail(keyword, "must be a list of names", compiler) }
      names.append(name)
    }
    return names
  }

  private func reference(_ keyword: String, _ compiler: borrowing SchemaCompiler) throws(SchemaError) -> String? {
    guard let value = value(keyword) else { return nil }
    guard let text = value.text else { throw fail(keyword, "must be an address", compiler) }
    return text
  }

  // MARK: The same value

  private mutating func readApplicators(_ compiler: inout SchemaCompiler) throws(SchemaError) {
    for (keyword, kind) in [("allOf", Applicator.Kind.all), ("anyOf", .any), ("oneOf", .one)] {
      guard let nodes = try schemas(keyword, &compiler) else { continue }
      guard !nodes.isEmpty else { throw fail(keyword, "must have at least one schema", compiler) }
      applicators.append(Applicator(kind: kind, branches: compiler.add(indices: nodes)))
    }
    if let node = try schema("not", &compiler) { applicators.append(Applicator(kind: .not, first: node)) }
    if dialect.draft >= .draft7, let condition = try schema("if", &compiler) {
      let (yes, no) = (try schema("then", &compiler), try schema("else", &compiler))
      applicators.append(Applicator(kind: .condition, first: condition, second: yes ?? -1, third: no ?? -1))
    }
    if dialect.draft >= .draft2019 {
      for (name, place) in try named("dependentSchemas", compiler) {
        try addDependent(name, try compiler.node(at: place), &compiler)
      }
    }
    for (name, place) in try named("dependencies", compiler) {
      if case .array = place.value { continue }
      try addDependent(name, try compiler.node(at: place), &compiler)
    }
  }

  private mutating func addDependent(
    _ name: String, _ node: Int32, _ compiler: inout SchemaCompiler
  ) throws(SchemaError) {
    let run = compiler.add(properties: [compiler.entry(name)])
    applicators.append(Applicator(kind: .dependent, first: node, second: run.start))
  }
}
