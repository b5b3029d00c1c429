extension SchemaEvaluation {
  // MARK: Arrays

  mutating func fitsArray(_ number: Int32, _ found: ValuePointer, _ place: Int, _ marks: Int) -> Bool {
    let rule = program.arrays + Int(number)
    guard Int(found.pointee.count) >= rule.pointee.minItems, Int(found.pointee.count) <= rule.pointee.maxItems else {
      return false
    }
    if !rule.pointee.first.isEmpty || rule.pointee.others >= 0 {
      var (element, ordinal) = (place + 1, 0)
      while element < found.pointee.end {
        let node =
          ordinal < rule.pointee.first.count
          ? program.indices[Int(rule.pointee.first.start) + ordinal] : rule.pointee.others
        guard node >= 0 else { break }
        guard fitsChild(node, element) else { return false }
        mark(marks, ordinal)
        (element, ordinal) = (Int(value.nodes[element].end), ordinal + 1)
      }
    }
    if rule.pointee.contains >= 0, !fitsContains(rule, found, place, marks) { return false }
    return !rule.pointee.isUnique || isUnique(found, place)
  }

  private mutating func fitsContains(
    _ rule: UnsafePointer<ArrayRule>, _ found: ValuePointer, _ place: Int, _ marks: Int
  ) -> Bool {
    let marks = rule.pointee.containsEvaluates ? marks : -1
    var (element, ordinal, count) = (place + 1, 0, 0)
    while element < found.pointee.end {
      // Nothing more can change once there are enough, unless too many would be too many or all have to be marked.
      if count >= rule.pointee.minContains, rule.pointee.maxContains == Int.max, marks < 0 { break }
      if fitsChild(rule.pointee.contains, element) {
        count += 1
        guard count <= rule.pointee.maxContains else { return false }
        mark(marks, ordinal)
      }
      guard isSane else { return false }
      (element, ordinal) = (Int(value.nodes[element].end), ordinal + 1)
    }
    return count >= rule.pointee.minContains
  }

  mutating func isUnique(_ found: ValuePointer, _ place: Int) -> Bool { duplicate(in: found, place) == nil && isSane }

  /// Two elements that are equal, as their ordinals; nil where there are none.
  mutating func duplicate(in found: ValuePointer, _ place: Int) -> (Int, Int)? {
    guard found.pointee.count > 1 else { return nil }
    return found.pointee.count <= 8 ? duplicateAmongFew(found, place) : duplicateAmongMany(found, place)
  }

  private mutating func duplicateAmongFew(_ found: ValuePointer, _ place: Int) -> (Int, Int)? {
    defer { noteSteps() }
    var (first, ordinal) = (place + 1, 0)
    while first < found.pointee.end {
      var (second, other) = (Int(value.nodes[first].end), ordinal + 1)
      while second < found.pointee.end {
        if value.isEqual(first, to: second, on: value, steps: &steps) { return (ordinal, other) }
        (second, other) = (Int(value.nodes[second].end), other + 1)
      }
      (first, ordinal) = (Int(value.nodes[first].end), ordinal + 1)
    }
    return nil
  }

  /// Sorted by hash, equal elements are neighbours.
  private mutating func duplicateAmongMany(_ found: ValuePointer, _ place: Int) -> (Int, Int)? {
    var elements: ContiguousArray<(hash: UInt64, place: Int, ordinal: Int)> = []
    elements.reserveCapacity(Int(found.pointee.count))
    var element = place + 1
    while element < found.pointee.end {
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

  mutating func fitsObject(_ number: Int32, _ found: ValuePointer, _ place: Int, _ marks: Int) -> Bool {
    let rule = program.objects + Int(number)
    guard Int(found.pointee.count) >= rule.pointee.minProperties, Int(found.pointee.count) <= rule.pointee.maxProperties
    else { return false }
    var missing = rule.pointee.requiredMask
    if rule.pointee.looksAtMembers {
      var (member, ordinal) = (place + 1, 0)
      while member < found.pointee.end {
        let node = value.nodes + member
        let entry = self.entry(for: node.pointee, rule)
        if entry >= 0 { missing &= ~program.properties[Int(entry)].requiredBit }
        let schema = entry >= 0 ? program.properties[Int(entry)].schema : -1
        guard fitsMember(member, node, schema, rule, marks, ordinal) else { return false }
        (member, ordinal) = (Int(node.pointee.end), ordinal + 1)
      }
    }
    guard missing == 0 else { return false }
    for index in rule.pointee.moreRequired.range {
      guard hasMember(program.properties[Int(program.indices[index])], found, place) else { return false }
    }
    for index in rule.pointee.dependencies.range {
      guard fitsDependency(program.dependencies[index], found, place) else { return false }
    }
    return true
  }

  private mutating func fitsMember(
    _ member: Int, _ node: ValuePointer, _ schema: Int32, _ rule: UnsafePointer<ObjectRule>, _ marks: Int,
    _ ordinal: Int
  ) -> Bool {
    var isKnown = schema >= 0
    if isKnown, !fitsChild(schema, member) { return false }
    for index in rule.pointee.patterns.range {
      let entry = program.patternProperties[index]
      if matches(entry.pattern, value.name(node.pointee)) {
        isKnown = true
        guard fitsChild(entry.schema, member) else { return false }
      }
    }
    if !isKnown, rule.pointee.additional >= 0 {
      isKnown = true
      guard fitsChild(rule.pointee.additional, member) else { return false }
    }
    if isKnown { mark(marks, ordinal) }
    return rule.pointee.names < 0 || fitsName(rule.pointee.names, node.pointee)
  }

  /// The entry for a member's name; -1 for one that the schema does not tell.
  func entry(for member: TapeNode, _ rule: UnsafePointer<ObjectRule>) -> Int32 {
    guard !rule.pointee.table.isEmpty else { return -1 }
    let mask = Int(rule.pointee.table.count) - 1
    var slot = Int(member.nameHash) & mask
    while true {
      let number = program.indices[Int(rule.pointee.table.start) + slot]
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
  func hasMember(_ entry: PropertyEntry, _ found: ValuePointer, _ place: Int) -> Bool {
    var member = place + 1
    while member < found.pointee.end {
      let node = value.nodes[member]
      if isNamed(node, entry) { return true }
      member = Int(node.end)
    }
    return false
  }

  private func fitsDependency(_ dependency: DependencyEntry, _ found: ValuePointer, _ place: Int) -> Bool {
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
