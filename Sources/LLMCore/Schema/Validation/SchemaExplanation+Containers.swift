extension SchemaExplanation {
  // MARK: Arrays

  mutating func explainArray(_ number: Int32, _ position: Position) {
    let (rule, found) = (program.arrays[Int(number)], evaluation.value.nodes + position.place)
    let size = Int(found.pointee.count)
    if size < rule.minItems {
      let words = "at least \(count(rule.minItems, "element"))"
      add("minItems", at: position, must: "have \(words) and has \(size)", expected: words, isTold: false)
    }
    if size > rule.maxItems {
      let words = "at most \(count(rule.maxItems, "element"))"
      add("maxItems", at: position, must: "have \(words) and has \(size)", expected: words, isTold: false)
    }
    explainElements(rule, found, position)
    if rule.contains >= 0 { explainContains(rule, found, position) }
    if rule.isUnique, let (first, second) = evaluation.duplicate(in: found, position.place) {
      add(
        "uniqueItems", at: position, must: "have no element twice, and those at \(first) and \(second) are equal",
        expected: "elements that differ", isTold: false)
    }
  }

  private mutating func explainElements(_ rule: ArrayRule, _ found: UnsafePointer<TapeNode>, _ position: Position) {
    let isModern = program.origins[Int(position.node)].value[exactly: "items"]?.elements == nil
    var (element, ordinal) = (position.place + 1, 0)
    while element < found.pointee.end, !isFull {
      let isFirst = ordinal < rule.first.count
      let node = isFirst ? program.indices[Int(rule.first.start) + ordinal] : rule.others
      guard node >= 0 else { return }
      let keyword =
        isFirst ? (isModern ? "/prefixItems/" : "/items/") + String(ordinal) : isModern ? "/items" : "/additionalItems"
      explainIfUnfit(
        Position(
          node: node, place: element, instance: position.instance + "/" + String(ordinal), path: position.path + keyword
        ))
      (element, ordinal) = (Int(evaluation.value.nodes[element].end), ordinal + 1)
    }
  }

  private mutating func explainContains(_ rule: ArrayRule, _ found: UnsafePointer<TapeNode>, _ position: Position) {
    var (element, matching) = (position.place + 1, 0)
    while element < found.pointee.end {
      if evaluation.fits(rule.contains, element) { matching += 1 }
      element = Int(evaluation.value.nodes[element].end)
    }
    if matching < rule.minContains {
      let keyword = matching == 0 || rule.minContains == 1 ? "contains" : "minContains"
      let words = "at least \(count(rule.minContains, "element")) that fit\(rule.minContains == 1 ? "s" : "") contains"
      add(
        keyword, at: position, must: "have \(words), and \(matching) of \(found.pointee.count) do", expected: words,
        isTold: false)
    } else if matching > rule.maxContains {
      let words = "at most \(count(rule.maxContains, "element")) that fit\(rule.maxContains == 1 ? "s" : "") contains"
      add("maxContains", at: position, must: "have \(words), and \(matching) do", expected: words, isTold: false)
    }
  }

  // MARK: Objects

  mutating func explainObject(_ number: Int32, _ position: Position) {
    let (rule, found) = (program.objects[Int(number)], evaluation.value.nodes + position.place)
    let size = Int(found.pointee.count)
    if size < rule.minProperties {
      let words = "at least \(count(rule.minProperties, "member"))"
      add("minProperties", at: position, must: "have \(words) and has \(size)", expected: words, isTold: false)
    }
    if size > rule.maxProperties {
      let words = "at most \(count(rule.maxProperties, "member"))"
      add("maxProperties", at: position, must: "have \(words) and has \(size)", expected: words, isTold: false)
    }
    for index in rule.entries.range where program.properties[index].requiredBit != 0 {
      explainMissing(program.properties[index], "required", found, position)
    }
    for index in rule.moreRequired.range {
      explainMissing(program.properties[Int(program.indices[index])], "required", found, position)
    }
    for index in rule.dependencies.range {
      let dependency = program.dependencies[index]
      guard evaluation.hasMember(dependency.name, found, position.place) else { continue }
      let isOld = program.origins[Int(position.node)].value[exactly: "dependentRequired"] == nil
      for required in dependency.required.range {
        explainMissing(program.properties[required], isOld ? "dependencies" : "dependentRequired", found, position)
      }
    }
    var member = position.place + 1
    while member < found.pointee.end, !isFull {
      explainMember(member, rule, position)
      member = Int(evaluation.value.nodes[member].end)
    }
  }

  private mutating func explainMissing(
    _ entry: PropertyEntry, _ keyword: String, _ found: UnsafePointer<TapeNode>, _ position: Position
  ) {
    guard !isFull, !evaluation.hasMember(entry, found, position.place) else { return }
    let name = ShortForm.quoted(ShortForm.string(evaluation.program.name(entry)))
    add(
      keyword, at: position, must: "have the member \(name)", expected: "an object with the member \(name)",
      isTold: false)
  }

  private mutating func explainMember(_ member: Int, _ rule: ObjectRule, _ position: Position) {
    let node = evaluation.value.nodes[member]
    let name = String(decoding: evaluation.value.name(node), as: UTF8.self)
    func inner(_ schema: Int32, _ keyword: String) -> Position {
      Position(
        node: schema, place: member, instance: position.instance + JSONPointer.step(name), path: position.path + keyword
      )
    }
    var isKnown = false
    let entry = withUnsafePointer(to: rule) { evaluation.entry(for: node, $0) }
    if entry >= 0, program.properties[Int(entry)].schema >= 0 {
      isKnown = true
      explainIfUnfit(inner(program.properties[Int(entry)].schema, "/properties" + JSONPointer.step(name)))
    }
    for index in rule.patterns.range {
      let pattern = program.patternProperties[index]
      guard evaluation.matches(pattern.pattern, evaluation.value.name(node)) else { continue }
      isKnown = true
      let source = program.patterns[Int(pattern.pattern)].source
      explainIfUnfit(inner(pattern.schema, "/patternProperties" + JSONPointer.step(source)))
    }
    if !isKnown, rule.additional >= 0 { explainUnknown(inner(rule.additional, "/additionalProperties"), rule) }
    if rule.names >= 0, !evaluation.fitsName(rule.names, node) {
      explainName(node, inner(rule.names, "/propertyNames"))
    }
  }

  /// A member that the schema does not name: mostly none is wanted, and then it helps to say which are.
  private mutating func explainUnknown(_ position: Position, _ rule: ObjectRule) {
    guard !isFull else { return }
    guard program.nodes[Int(position.node)].kinds == 0 else { return explainIfUnfit(position) }
    var names: [String] = []
    for index in rule.entries.range where program.properties[index].schema >= 0 && names.count < 20 {
      names.append(ShortForm.string(evaluation.program.name(program.properties[index])))
    }
    let hint = names.isEmpty ? "" : "; the members are \(names.joined(separator: ", "))"
    addDenied(by: "additionalProperties", at: position, hint: hint)
  }

  /// A name is a text of its own, so for a moment it is the value; what would fit is told of the member.
  private mutating func explainName(_ member: TapeNode, _ position: Position) {
    var name = TapeNode(kind: JSONKind.string)
    (name.start, name.count, name.end) = (member.nameStart, member.nameLength, 1)
    let before = violations.count
    let object = evaluation.value
    withUnsafePointer(to: name) { pointer in
      evaluation.value = TapeView(nodes: pointer, bytes: object.bytes)
      explain(Position(node: position.node, place: 0, instance: position.instance, path: position.path))
      evaluation.value = object
    }
    let expected = KindWords.list(violations[before...].map(\.expected))
    violations.removeLast(violations.count - before)
    addDenied(by: "propertyNames", at: position, hint: " under this name; a name is \(expected)")
  }
}
