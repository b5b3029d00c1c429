extension SchemaExplanation {
  mutating func explain(_ applicator: Applicator, _ position: Position) {
    guard !isFull else { return }
    switch applicator.kind {
    case .reference: explainIfUnfit(position.step(applicator.first, "/" + referenceName(position)))
    case .dynamicReference:
      explainIfUnfit(position.step(evaluation.target(of: applicator), "/" + referenceName(position)))
    case .all:
      for (branch, index) in applicator.branches.range.enumerated() {
        explainIfUnfit(position.step(program.indices[index], "/allOf/\(branch)"))
      }
    case .any: explainAlternatives("anyOf", applicator, position)
    case .one: explainAlternatives("oneOf", applicator, position)
    case .not:
      if evaluation.fits(applicator.first, position.place) {
        add(
          "not", at: position, must: "not fit the schema under not", expected: "what does not fit the schema under not")
      }
    case .condition:
      let holds = evaluation.fits(applicator.first, position.place)
      let branch = holds ? applicator.second : applicator.third
      if branch >= 0 { explainIfUnfit(position.step(branch, holds ? "/then" : "/else")) }
    case .dependent:
      let entry = program.properties[Int(applicator.second)]
      let found = evaluation.value.nodes + position.place
      guard found.pointee.kind == JSONKind.object, evaluation.hasMember(entry, found, position.place) else { return }
      let isOld = program.origins[Int(position.node)].value[exactly: "dependentSchemas"] == nil
      let name = String(decoding: evaluation.program.name(entry), as: UTF8.self)
      let keyword = isOld ? "/dependencies" : "/dependentSchemas"
      explainIfUnfit(position.step(applicator.first, keyword + JSONPointer.step(name)))
    }
  }

  /// The keyword of a reference; a schema seldom has two.
  private func referenceName(_ position: Position) -> String {
    let schema = program.origins[Int(position.node)].value
    return ["$ref", "$dynamicRef", "$recursiveRef"].first { schema[exactly: $0] != nil } ?? "$ref"
  }

  // MARK: Alternatives

  private mutating func explainAlternatives(_ keyword: String, _ applicator: Applicator, _ position: Position) {
    let branches = program.indices[applicator.branches.range]
    let fitting = branches.indices.filter { evaluation.fits(branches[$0], position.place) }
      .map { String($0 - branches.startIndex + 1) }
    if !fitting.isEmpty {
      guard keyword == "oneOf", fitting.count > 1 else { return }
      let words = "fit exactly one of \(branches.count) alternatives, and fits those numbered \(list(fitting))"
      return add(keyword, at: position, must: words, expected: "a value that fits one alternative", isTold: false)
    }
    let outer = violations
    var closest: (violations: [SchemaViolation], distance: Int)?
    var kinds: UInt8 = 0
    for (number, branch) in branches.enumerated() where !evaluation.isGivenUp {
      violations = []
      explain(position.step(branch, "/\(keyword)/\(number)"))
      let distance = distance(position)
      if distance < closest?.distance ?? Int.max { closest = (violations, distance) }
      kinds |= wrongKind(position, branch)
    }
    violations = outer
    guard let closest, closest.distance < Self.kindDistance else {
      // None has even the right kind, so the kinds that would do are what helps.
      let words = kinds == 0 ? "fit one of \(branches.count) alternatives" : "be \(KindWords.words(for: kinds))"
      return add(
        keyword, at: position, must: words,
        expected: kinds == 0 ? "a value that fits an alternative" : KindWords.words(for: kinds))
    }
    violations += closest.violations
  }

  private func list(_ words: [String]) -> String { words.prefix(8).joined(separator: ", ") }

  /// A value of the wrong kind is further away than any number of mistakes inside.
  private static var kindDistance: Int { 1_000_000 }

  /// How far the value is from fitting, by the violations of one alternative: the wrong kind first, then a wrong constant, by which
  /// alternatives mostly tell each other apart, then how many there are.
  private func distance(_ position: Position) -> Int {
    violations.reduce(0) { sum, violation in
      let isHere = violation.instance == position.instance
      switch violation.keyword {
      case "type" where isHere, "false" where isHere: return sum + Self.kindDistance
      case "const", "enum": return sum + (isHere ? 10_000 : isBelow(violation, position) ? 1_000 : 10)
      default: return sum + 10
      }
    }
  }

  /// Whether a violation is about a member of the value.
  private func isBelow(_ violation: SchemaViolation, _ position: Position) -> Bool {
    violation.instance.utf8.dropFirst(position.instance.utf8.count + 1).allSatisfy { $0 != UInt8(ascii: "/") }
  }

  /// The kinds that an alternative asks for where the value is of none of them.
  private func wrongKind(_ position: Position, _ branch: Int32) -> UInt8 {
    let node = program.nodes[Int(branch)]
    return SchemaEvaluation.lets(node, evaluation.value.nodes[position.place]) ? 0 : node.kinds
  }

  // MARK: What nothing looked at

  /// Explains `unevaluatedItems` and `unevaluatedProperties`, once everything else is known to fit.
  mutating func explainRest(_ node: SchemaNode, _ position: Position) {
    let found = evaluation.value.nodes + position.place
    let isArray = found.pointee.kind == JSONKind.array
    guard isArray || found.pointee.kind == JSONKind.object else { return }
    let rest = isArray ? node.unevaluatedItems : node.unevaluatedProperties
    guard rest >= 0 else { return }
    let base = evaluation.pushMarks(Int(found.pointee.count))
    defer { evaluation.popMarks(to: base) }
    let isFit = withUnsafePointer(to: node) { evaluation.fitsRules($0, found, position.place, base) }
    guard isFit else { return }
    let keyword = isArray ? "unevaluatedItems" : "unevaluatedProperties"
    var (child, ordinal) = (position.place + 1, 0)
    while child < found.pointee.end, !isFull {
      let inner = evaluation.value.nodes[child]
      if !evaluation.isMarked(base, ordinal) {
        let token =
          isArray ? "/\(ordinal)" : JSONPointer.step(String(decoding: evaluation.value.name(inner), as: UTF8.self))
        let unknown = Position(
          node: rest, place: child, instance: position.instance + token, path: position.path + "/" + keyword)
        if program.nodes[Int(rest)].kinds == 0 { addDenied(by: keyword, at: unknown) } else { explainIfUnfit(unknown) }
      }
      (child, ordinal) = (Int(inner.end), ordinal + 1)
    }
  }
}
