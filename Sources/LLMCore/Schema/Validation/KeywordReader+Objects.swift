extension KeywordReader {
  func readObjectRule(into node: inout SchemaNode, _ compiler: inout SchemaCompiler) throws(SchemaError) {
    var rule = ObjectRule()
    rule.minProperties = try count("minProperties", compiler) ?? 0
    rule.maxProperties = try count("maxProperties", compiler) ?? Int.max
    var entries = NamedEntries()
    if dialect.vocabularies.contains(.applicator) {
      for (name, place) in try named("properties", compiler) {
        let schema = try compiler.node(at: place)
        entries.update(name, &compiler) { $0.schema = schema }
      }
      rule.patterns = try readPatterns(&compiler)
      rule.additional = try schema("additionalProperties", &compiler) ?? -1
      if dialect.draft >= .draft6 { rule.names = try schema("propertyNames", &compiler) ?? -1 }
    }
    if dialect.vocabularies.contains(.validation), let value = value("required") {
      for name in try names(value, at: "required", compiler) { entries.require(name, &compiler) }
    }
    rule.requiredMask = entries.requiredMask
    rule.entries = compiler.add(properties: entries.list)
    rule.moreRequired = compiler.add(indices: entries.moreRequired.map { rule.entries.start + Int32($0) })
    rule.table = compiler.add(indices: entries.table(from: rule.entries.start))
    rule.dependencies = try readDependencies(&compiler)
    guard
      rule.minProperties > 0 || rule.maxProperties < Int.max || rule.looksAtMembers || !rule.dependencies.isEmpty
    else { return }
    node.object = Int32(compiler.program.objects.count)
    compiler.program.objects.append(rule)
  }

  private func readPatterns(_ compiler: inout SchemaCompiler) throws(SchemaError) -> IndexRun {
    var entries: [PatternEntry] = []
    for (source, place) in try named("patternProperties", compiler) {
      let pattern = try compiler.pattern(source, at: place)
      entries.append(PatternEntry(pattern: pattern, schema: try compiler.node(at: place)))
    }
    let start = Int32(truncatingIfNeeded: compiler.program.patternProperties.count)
    compiler.program.patternProperties += entries
    return IndexRun(start: start, count: Int32(truncatingIfNeeded: entries.count))
  }

  private func readDependencies(_ compiler: inout SchemaCompiler) throws(SchemaError) -> IndexRun {
    guard dialect.vocabularies.contains(.validation) else { return IndexRun() }
    var entries: [DependencyEntry] = []
    for keyword in dialect.draft >= .draft2019 ? ["dependentRequired", "dependencies"] : ["dependencies"] {
      for (name, place) in try named(keyword, compiler) {
        if keyword == "dependencies", place.value.elements == nil { continue }
        let required = try names(place.value, at: keyword, compiler).map { compiler.entry($0) }
        entries.append(DependencyEntry(name: compiler.entry(name), required: compiler.add(properties: required)))
      }
    }
    let start = Int32(truncatingIfNeeded: compiler.program.dependencies.count)
    compiler.program.dependencies += entries
    return IndexRun(start: start, count: Int32(truncatingIfNeeded: entries.count))
  }
}

/// The names that `properties` and `required` tell, each once.
private struct NamedEntries {
  private(set) var list: [PropertyEntry] = []
  private(set) var requiredMask: UInt64 = 0
  /// Positions of entries that are required and have no bit.
  private(set) var moreRequired: [Int] = []
  private var positions: [[UInt8]: Int] = [:]
  private var required: Set<Int> = []

  mutating func update(_ name: String, _ compiler: inout SchemaCompiler, _ change: (inout PropertyEntry) -> Void) {
    change(&list[position(name, &compiler)])
  }

  mutating func require(_ name: String, _ compiler: inout SchemaCompiler) {
    let position = position(name, &compiler)
    guard required.insert(position).inserted else { return }
    guard required.count <= 64 else { return moreRequired.append(position) }
    let bit = UInt64(1) << UInt64(required.count - 1)
    list[position].requiredBit = bit
    requiredMask |= bit
  }

  private mutating func position(_ name: String, _ compiler: inout SchemaCompiler) -> Int {
    let bytes = Array(name.utf8)
    if let known = positions[bytes] { return known }
    positions[bytes] = list.count
    list.append(compiler.entry(name))
    return list.count - 1
  }

  /// A hash table with open addressing, at most half full.
  func table(from start: Int32) -> [Int32] {
    guard !list.isEmpty else { return [] }
    var size = 4
    while size < list.count * 2 { size *= 2 }
    var table = [Int32](repeating: -1, count: size)
    for (position, entry) in list.enumerated() {
      var slot = Int(entry.hash) & (size - 1)
      while table[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      table[slot] = start + Int32(position)
    }
    return table
  }
}
