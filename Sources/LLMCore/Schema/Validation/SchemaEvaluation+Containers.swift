extension SchemaEvaluation {
  // MARK: Arrays

  mutating func fitsArray(_ number: Int32, _ found: TapeNode, _ place: Int, _ marks: Int) -> Bool {
    let rule = program.arrays[Int(number)]
    guard Int(found.count) >= rule.minItems, Int(found.count) <= rule.maxItems else { return false }
    if !rule.first.isEmpty || rule.others >= 0 {
      var (element, ordinal) = (place + 1, 0)
      while element < found.end {
        let node = ordinal < rule.first.count ? program.indices[Int(rule.first.start) + ordinal] : rule.others
        guard node >= 0 else { break }
        guard fitsChild(node, element) else { return false }
        mark(marks, ordinal)
        (element, ordinal) = (Int(value.nodes[element].end), ordinal + 1)
      }
    }
    if rule.contains >= 0, !fitsContains(rule, found, place, marks) { return false }
    return !rule.isUnique || isUnique(found, place)
  }

  private mutating func fitsContains(_ rule: ArrayRule, _ found: TapeNode, _ place: Int, _ marks: Int) -> Bool {
    let marks = rule.containsEvaluates ? marks : -1
    var (element, ordinal, count) = (place + 1, 0, 0)
    while element < found.end {
      // Nothing more can change once there are enough, unless too many would be too many or all have to be marked.
      if count >= rule.minContains, rule.maxContains == Int.max, marks < 0 { break }
      if fitsChild(rule.contains, element) {
        count += 1
        guard count <= rule.maxContains else { return false }
        mark(marks, ordinal)
      }
      guard isSane else { return false }
      (element, ordinal) = (Int(value.nodes[element].end), ordinal + 1)
    }
    return count >= rule.minContains
  }

  mutating func isUnique(_ found: TapeNode, _ place: Int) -> Bool { duplicate(in: found, place) == nil && isSane }

  /// Two elements that are equal, as their ordinals; nil where there are none.
  mutating func duplicate(in found: TapeNode, _ place: Int) -> (Int, Int)? {
    guard found.count > 1 else { return nil }
    var elements: ContiguousArray<(hash: UInt64, place: Int, ordinal: Int)> = []
    elements.reserveCapacity(Int(found.count))
    var element = place + 1
    while element < found.end {
      elements.append((value.hash(element), element, elements.count))
      element = Int(value.nodes[element].end)
    }
    elements.sort { $0.hash == $1.hash ? $0.ordinal < $1.ordinal : $0.hash < $1.hash }
    defer { noteSteps() }
    for first in elements.indices {
      var second = first + 1
      while second < elements.count, elements[second].hash == elements[first].hash {
        if value.isEqual(elements[first].place, to: elements[second].place, on: value, steps: &steps) {
          return (elements[first].ordinal, elements[second].ordinal)
        }
        guard steps > 0 else { return nil }
        second += 1
      }
    }
    return nil
  }

  // MARK: Objects

  mutating func fitsObject(_ number: Int32, _ found: TapeNode, _ place: Int, _ marks: Int) -> Bool {
    let rule = program.objects[Int(number)]
    guard Int(found.count) >= rule.minProperties, Int(found.count) <= rule.maxProperties else { return false }
    var missing = rule.requiredMask
    if rule.looksAtMembers {
      var (member, ordinal) = (place + 1, 0)
      while member < found.end {
        let node = value.nodes[member]
        let entry = self.entry(for: node, rule)
        if entry >= 0 { missing &= ~program.properties[Int(entry)].requiredBit }
        let schema = entry >= 0 ? program.properties[Int(entry)].schema : -1
        guard fitsMember(member, node, schema, rule, marks, ordinal) else { return false }
        (member, ordinal) = (Int(node.end), ordinal + 1)
      }
    }
    guard missing == 0 else { return false }
    for index in rule.moreRequired.range {
      guard hasMember(program.properties[Int(program.indices[index])], found, place) else { return false }
    }
    for index in rule.dependencies.range {
      guard fitsDependency(program.dependencies[index], found, place) else { return false }
    }
    return true
  }

  private mutating func fitsMember(
    _ member: Int, _ node: TapeNode, _ schema: Int32, _ rule: ObjectRule, _ marks: Int, _ ordinal: Int
  ) -> Bool {
    var isKnown = schema >= 0
    if isKnown, !fitsChild(schema, member) { return false }
    for index in rule.patterns.range {
      let entry = program.patternProperties[index]
      if matches(entry.pattern, value.name(node)) {
        isKnown = true
        guard fitsChild(entry.schema, member) else { return false }
      }
    }
    if !isKnown, rule.additional >= 0 {
      isKnown = true
      guard fitsChild(rule.additional, member) else { return false }
    }
    if isKnown { mark(marks, ordinal) }
    return rule.names < 0 || fitsName(rule.names, node)
  }

  /// The entry for a member's name; -1 for one that the schema does not tell.
  func entry(for member: TapeNode, _ rule: ObjectRule) -> Int32 {
    guard !rule.table.isEmpty else { return -1 }
    let mask = Int(rule.table.count) - 1
    var slot = Int(member.nameHash) & mask
    while true {
      let number = program.indices[Int(rule.table.start) + slot]
      guard number >= 0 else { return -1 }
      if isNamed(member, program.properties[Int(number)]) { return number }
      slot = (slot + 1) & mask
    }
  }

  private func isNamed(_ member: TapeNode, _ entry: PropertyEntry) -> Bool {
    guard entry.hash == member.nameHash, entry.nameLength == member.nameLength else { return false }
    return TapeView.isSame(value.name(member), program.name(entry))
  }

  /// Whether an object has a member.
  func hasMember(_ entry: PropertyEntry, _ found: TapeNode, _ place: Int) -> Bool {
    var member = place + 1
    while member < found.end {
      let node = value.nodes[member]
      if isNamed(node, entry) { return true }
      member = Int(node.end)
    }
    return false
  }

  private func fitsDependency(_ dependency: DependencyEntry, _ found: TapeNode, _ place: Int) -> Bool {
    guard hasMember(dependency.name, found, place) else { return true }
    return dependency.required.range.allSatisfy { hasMember(program.properties[$0], found, place) }
  }

  /// Whether a name fits a node, as the string that it is.
  mutating func fitsName(_ schema: Int32, _ member: TapeNode) -> Bool {
    var name = TapeNode(kind: JSONKind.string)
    (name.start, name.count, name.end) = (member.nameStart, member.nameLength, 1)
    // It stands nowhere on the tape as a value, so it has a tape of its own for a moment.
    return withUnsafePointer(to: name) { pointer in
      let object = value
      value = TapeView(nodes: pointer, bytes: object.bytes)
      defer { value = object }
      return fitsChild(schema, 0)
    }
  }
}
