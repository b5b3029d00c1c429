/// All schemas that references may lead to, by address: what was given, and metaschemas. A document is looked through once, when
/// something first leads there, for the addresses and anchors in it.
struct SchemaRegistry {
  /// A schema with an address of its own.
  struct Resource {
    let address: SchemaAddress
    let root: Place
    let dialect: SchemaDialect
    var anchors: [String: Place] = [:]
    var dynamicAnchors: [String: Place] = [:]
    /// `$recursiveAnchor` of 2019-09.
    var isRecursive = false
  }

  /// A place in a document.
  struct Place {
    let document: Int
    /// From the root of the document.
    let pointer: String
    let value: JSONValue
    /// The resource it belongs to, which is the base of its references.
    let resource: Int

    /// What tells places apart.
    var key: String { "\(document)\(pointer)" }
  }

  /// Schemas nested deeper are refused.
  private static let depthLimit = 512

  private(set) var resources: [Resource] = []
  /// The root resource of each document.
  private var documents: [Int] = []
  private var resourcesByAddress: [String: Int] = [:]
  /// The resources that begin inside of documents, by the keys of their places.
  private var embedded: [String: Int] = [:]
  private let given: [String: JSONValue]
  private let defaultDraft: SchemaDraft

  /// Looks through the schema itself, which becomes resource 0.
  init(_ root: JSONValue, options: JSONSchema.Options) throws(SchemaError) {
    given = options.documents
    defaultDraft = options.draft
    let dialect = try Self.dialect(of: root, default: SchemaDialect(draft: defaultDraft), given: given)
    try add(root, address: "", dialect: dialect)
  }

  // MARK: Looking up

  /// The place that a reference means, which stands in this resource.
  mutating func resolve(_ reference: String, from resource: Int) throws(SchemaError) -> Place {
    let address = resources[resource].address.resolve(reference)
    let target = try self.resource(at: address.document, named: reference)
    guard let fragment = address.decodedFragment else {
      throw SchemaError(at: "", "\"\(reference)\" has a broken escape behind its #")
    }
    if fragment.isEmpty { return resources[target].root }
    guard fragment.hasPrefix("/") else {
      if let place = resources[target].anchors[fragment] { return place }
      throw SchemaError(at: "", "\"\(reference)\" leads to the anchor \"\(fragment)\", which is not there")
    }
    guard let tokens = JSONPointer.tokens(fragment), let place = place(from: resources[target].root, tokens) else {
      throw SchemaError(at: "", "\"\(reference)\" leads to a place that is not there")
    }
    return place
  }

  /// The place one step or more further in.
  func place(from start: Place, _ tokens: [String]) -> Place? {
    var place = start
    for token in tokens {
      guard let value = JSONPointer.child(of: place.value, at: token) else { return nil }
      place = inner(place, token, value)
    }
    return place
  }

  /// The place of what stands under a name or number.
  func inner(_ place: Place, _ token: String, _ value: JSONValue) -> Place {
    let pointer = place.pointer + JSONPointer.step(token)
    let resource = embedded["\(place.document)\(pointer)"] ?? place.resource
    return Place(document: place.document, pointer: pointer, value: value, resource: resource)
  }

  /// Where something stands, as people are told it.
  func location(_ place: Place) -> String {
    let document = resources[documents[place.document]].address.document
    return document.isEmpty && place.document == 0 ? "#" + place.pointer : document + "#" + place.pointer
  }

  private mutating func resource(at address: String, named reference: String) throws(SchemaError) -> Int {
    if let known = resourcesByAddress[address] { return known }
    guard let document = given[address] ?? given[address + "#"] ?? Metaschemas.document(at: address) else {
      throw SchemaError(
        at: "",
        "\"\(reference)\" leads to \(address.isEmpty ? "a place" : address), which is not in this schema; nothing is fetched"
      )
    }
    let dialect = try Self.dialect(of: document, default: resources[0].dialect, given: given)
    return try add(document, address: address, dialect: dialect)
  }

  // MARK: Dialects

  /// The dialect of a document or embedded schema by its `$schema`.
  private static func dialect(
    of schema: JSONValue, default fallback: SchemaDialect, given: [String: JSONValue]
  ) throws(SchemaError) -> SchemaDialect {
    guard let declared = schema[exactly: "$schema"] else { return fallback }
    guard let address = declared.text else { throw SchemaError(at: "/$schema", "must be an address") }
    if let draft = SchemaDraft(metaschema: address) { return SchemaDialect(draft: draft) }
    var (metaschema, seen) = (given[address], 0)
    guard let own = metaschema else {
      let known = SchemaDraft.allCases.reversed().map(\.metaschema).joined(separator: ", ")
      throw SchemaError(at: "/$schema", "\(address) is not a draft that is understood; these are: \(known)")
    }
    // A metaschema is written in a draft, or in a dialect that is.
    while let next = metaschema?[exactly: "$schema"]?.text, seen < 16 {
      if let draft = SchemaDraft(metaschema: next) { return try SchemaDialect(metaschema: own, from: draft) }
      (metaschema, seen) = (given[next], seen + 1)
    }
    return try SchemaDialect(metaschema: own, from: fallback.draft)
  }

  // MARK: Looking through

  @discardableResult
  private mutating func add(_ document: JSONValue, address: String, dialect: SchemaDialect) throws(SchemaError) -> Int {
    let number = documents.count
    let resource = resources.count
    var own = SchemaAddress(address)
    if let id = identifier(of: document, dialect) { own = own.resolve(id) }
    own.fragment = nil
    documents.append(resource)
    let root = Place(document: number, pointer: "", value: document, resource: resource)
    resources.append(Resource(address: own, root: root, dialect: dialect))
    resourcesByAddress[address] = resource
    resourcesByAddress[own.document] = resource
    embedded[root.key] = resource
    try look(through: root, depth: 0)
    return resource
  }

  /// The address that a schema gives itself; nil where it has none, or one that only is an anchor.
  private func identifier(of schema: JSONValue, _ dialect: SchemaDialect) -> String? {
    guard let id = schema[exactly: dialect.identifier]?.text, !id.hasPrefix("#") else { return nil }
    if dialect.hasLonelyReferences, schema[exactly: "$ref"] != nil { return nil }
    return id
  }

  private mutating func look(through found: Place, depth: Int) throws(SchemaError) {
    guard case .object(let members) = found.value else { return }
    guard depth < Self.depthLimit else { throw SchemaError(at: found.pointer, "is nested too deeply") }
    var place = found
    if !place.pointer.isEmpty { place = try embed(place) }
    noteAnchors(at: place)
    let dialect = resources[place.resource].dialect
    for member in members {
      guard let content = dialect.content(of: member.name) else { continue }
      let inner = inner(place, member.name, member.value)
      switch (content, member.value) {
      case (.schemas, .array(let elements)), (.schemaOrSchemas, .array(let elements)):
        for (index, element) in elements.enumerated() {
          try look(through: self.inner(inner, String(index), element), depth: depth + 1)
        }
      case (.namedSchemas, .object(let named)), (.schemasOrNames, .object(let named)):
        for schema in named { try look(through: self.inner(inner, schema.name, schema.value), depth: depth + 1) }
      case (.schema, .object), (.schemaOrSchemas, .object): try look(through: inner, depth: depth + 1)
      default: break
      }
    }
  }

  /// Makes a resource of a schema that gives itself an address.
  private mutating func embed(_ place: Place) throws(SchemaError) -> Place {
    let outer = resources[place.resource]
    let dialect = try Self.dialect(of: place.value, default: outer.dialect, given: given)
    guard let id = identifier(of: place.value, dialect) else { return place }
    var address = outer.address.resolve(id)
    address.fragment = nil
    let resource = resources.count
    let root = Place(document: place.document, pointer: place.pointer, value: place.value, resource: resource)
    resources.append(Resource(address: address, root: root, dialect: dialect))
    if resourcesByAddress[address.document] == nil { resourcesByAddress[address.document] = resource }
    embedded[root.key] = resource
    return root
  }

  private mutating func noteAnchors(at place: Place) {
    let dialect = resources[place.resource].dialect
    if dialect.draft >= .draft2019 {
      if let name = place.value[exactly: "$anchor"]?.text { resources[place.resource].anchors[name] = place }
      if dialect.draft >= .draft2020, let name = place.value[exactly: "$dynamicAnchor"]?.text {
        resources[place.resource].anchors[name] = place
        resources[place.resource].dynamicAnchors[name] = place
      }
      if dialect.draft == .draft2019, place.value[exactly: "$recursiveAnchor"] == .bool(true),
        place.pointer == resources[place.resource].root.pointer
      {
        resources[place.resource].isRecursive = true
      }
    } else if let id = place.value[exactly: dialect.identifier]?.text, let mark = id.firstIndex(of: "#"),
      place.value[exactly: "$ref"] == nil
    {
      resources[place.resource].anchors[String(id[id.index(after: mark)...])] = place
    }
  }
}
