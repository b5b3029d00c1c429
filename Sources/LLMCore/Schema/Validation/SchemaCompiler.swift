/// Makes a ``SchemaProgram`` of a schema: follows references, reads keywords, and compiles only what can be reached from the root.
struct SchemaCompiler {
  typealias Place = SchemaRegistry.Place

  var registry: SchemaRegistry
  var program = SchemaProgram()
  let formats: JSONSchema.FormatChecking
  private var nodesByPlace: [String: Int32] = [:]
  /// Places that have a node whose keywords are not read yet.
  private var waiting: [(node: Int32, place: Place)] = []
  private var patternsBySource: [String: Int32] = [:]
  /// Names of dynamic anchors that are referred to; `$recursiveAnchor` is the empty one.
  private var dynamicAnchors: [String] = []

  /// Values in `const` and `enum` that are nested deeper are refused.
  private static let constantDepthLimit = 512

  static func compile(_ schema: JSONValue, options: JSONSchema.Options) throws(SchemaError) -> SchemaProgram {
    var compiler = SchemaCompiler(
      registry: try SchemaRegistry(schema, options: options), formats: options.formats)
    try compiler.run()
    return compiler.program
  }

  private init(registry: SchemaRegistry, formats: JSONSchema.FormatChecking) {
    (self.registry, self.formats) = (registry, formats)
  }

  private mutating func run() throws(SchemaError) {
    _ = try node(at: registry.resources[0].root)
    repeat {
      while let next = waiting.popLast() { try read(next.place, into: next.node) }
    } while try addDynamicTarget()
    try SchemaLoops.check(program)
  }

  // MARK: Nodes

  /// The node for the schema at a place; made where there is none.
  mutating func node(at place: Place) throws(SchemaError) -> Int32 {
    if let known = nodesByPlace[place.key] { return known }
    let number = Int32(truncatingIfNeeded: program.nodes.count)
    guard number < Int32.max / 2 else { throw SchemaError(at: place.pointer, "the schema is too large") }
    var node = SchemaNode()
    node.resource = Int32(truncatingIfNeeded: place.resource)
    switch place.value {
    case .bool(let isAnything): (node.kinds, node.asksOnlyKind) = (isAnything ? JSONKind.any : 0, true)
    case .object: waiting.append((number, place))
    default: throw error(place, "must be a schema, that is an object, true or false")
    }
    program.nodes.append(node)
    program.origins.append(SchemaProgram.NodeSource(location: registry.location(place), value: place.value))
    nodesByPlace[place.key] = number
    return number
  }

  func error(_ place: Place, _ message: String) -> SchemaError {
    let location = registry.location(place)
    return SchemaError(at: location.hasPrefix("#") ? String(location.dropFirst()) : location, message)
  }

  private mutating func read(_ place: Place, into number: Int32) throws(SchemaError) {
    var reader = KeywordReader(place: place, dialect: registry.resources[place.resource].dialect)
    var node = program.nodes[Int(number)]
    try reader.read(into: &node, with: &self)
    node.asksOnlyKind = !node.asksForMore
    program.nodes[Int(number)] = node
  }

  // MARK: Lists of the program

  mutating func add(indices: [Int32]) -> IndexRun {
    let run = IndexRun(
      start: Int32(truncatingIfNeeded: program.indices.count), count: Int32(truncatingIfNeeded: indices.count))
    program.indices += indices
    return run
  }

  mutating func add(applicators: [Applicator]) -> IndexRun {
    let run = IndexRun(
      start: Int32(truncatingIfNeeded: program.applicators.count), count: Int32(truncatingIfNeeded: applicators.count))
    program.applicators += applicators
    return run
  }

  mutating func add(properties: [PropertyEntry]) -> IndexRun {
    let run = IndexRun(
      start: Int32(truncatingIfNeeded: program.properties.count), count: Int32(truncatingIfNeeded: properties.count))
    program.properties += properties
    return run
  }

  /// An entry for a name without rules yet.
  mutating func entry(_ name: String) -> PropertyEntry {
    let start = program.names.count
    var name = name
    let hash = name.withUTF8 { utf8 in
      program.names.append(contentsOf: utf8)
      return ByteHash.hash(utf8)
    }
    return PropertyEntry(
      hash: hash, nameStart: Int32(truncatingIfNeeded: start),
      nameLength: Int32(truncatingIfNeeded: program.names.count - start))
  }

  /// The number of a value that others are compared with.
  mutating func constant(_ value: JSONValue, at place: Place) throws(SchemaError) -> Int32 {
    let tape = ValueTape(value, depthLimit: Self.constantDepthLimit)
    guard !tape.isOverflown else { throw error(place, "has a value that is nested too deeply") }
    program.constants.append(value)
    return Int32(truncatingIfNeeded: program.constants.count - 1)
  }

  mutating func pattern(_ source: String, at place: Place) throws(SchemaError) -> Int32 {
    if let known = patternsBySource[source] { return known }
    do throws(PatternError) {
      program.patterns.append(try Pattern(source))
    } catch {
      throw self.error(place, "is no regular expression that can be used: \(error)")
    }
    let number = Int32(truncatingIfNeeded: program.patterns.count - 1)
    patternsBySource[source] = number
    return number
  }

  // MARK: References

  mutating func reference(_ text: String, at place: Place) throws(SchemaError) -> Applicator {
    Applicator(kind: .reference, first: try node(at: try target(of: text, at: place)))
  }

  /// `$dynamicRef`: where it leads to a dynamic anchor, the outermost schema that has the same one takes its place.
  mutating func dynamicReference(_ text: String, at place: Place) throws(SchemaError) -> Applicator {
    let target = try target(of: text, at: place)
    let name = SchemaAddress(text).decodedFragment ?? ""
    guard registry.resources[target.resource].dynamicAnchors[name]?.key == target.key else {
      return Applicator(kind: .reference, first: try node(at: target))
    }
    return Applicator(kind: .dynamicReference, first: try node(at: target), second: anchor(name))
  }

  /// `$recursiveRef` of 2019-09, which can only be `#`.
  mutating func recursiveReference(_ text: String, at place: Place) throws(SchemaError) -> Applicator {
    let target = try target(of: text, at: place)
    guard registry.resources[target.resource].isRecursive else {
      return Applicator(kind: .reference, first: try node(at: target))
    }
    return Applicator(kind: .dynamicReference, first: try node(at: target), second: anchor(""))
  }

  private mutating func target(of text: String, at place: Place) throws(SchemaError) -> Place {
    do throws(SchemaError) {
      return try registry.resolve(text, from: place.resource)
    } catch {
      throw error.location.isEmpty ? self.error(place, error.message) : error
    }
  }

  private mutating func anchor(_ name: String) -> Int32 {
    program.isDynamic = true
    if let known = dynamicAnchors.firstIndex(of: name) { return Int32(known) }
    dynamicAnchors.append(name)
    return Int32(dynamicAnchors.count - 1)
  }

  /// Compiles what dynamic references may lead to in a resource that takes part; says whether there was something left to do.
  private mutating func addDynamicTarget() throws(SchemaError) -> Bool {
    guard program.isDynamic else { return false }
    var found = false
    for resource in Set(program.nodes.map(\.resource)).sorted() {
      let owner = registry.resources[Int(resource)]
      for (anchor, name) in dynamicAnchors.enumerated() {
        guard let target = name.isEmpty ? (owner.isRecursive ? owner.root : nil) : owner.dynamicAnchors[name],
          !program.dynamicTargets.contains(where: { $0.resource == resource && $0.anchor == Int32(anchor) })
        else { continue }
        let node = try node(at: target)
        program.dynamicTargets.append(DynamicTarget(resource: resource, anchor: Int32(anchor), node: node))
        found = true
      }
    }
    return found
  }
}
