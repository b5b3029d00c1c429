/// Decides whether one value fits a compiled schema. It lives for one check, reads the program and the value through plain pointers,
/// and allocates only where a rule needs it (`uniqueItems`, `unevaluated…`, a pattern).
///
/// "Marks" are bytes of a stack of its own, one for each element or member of the value at hand: set where a subschema looked at it,
/// for `unevaluatedItems` and `unevaluatedProperties`. -1 stands for none, where nobody will ask.
struct SchemaEvaluation: ~Copyable {
  typealias NodePointer = UnsafePointer<SchemaNode>
  typealias ValuePointer = UnsafePointer<TapeNode>

  let program: SchemaPointers
  /// The value; for the time that a name is looked at, the name.
  var value: TapeView
  /// Counts down to zero, where everything is given up.
  var steps: Int
  var depth: Int
  /// Whether it was given up, so that the answer says nothing.
  private(set) var isGivenUp = false
  /// A pattern that was too costly for a text, if one was.
  private(set) var costlyPattern: Int32 = -1
  private var marks: ContiguousArray<UInt8> = []
  /// The resources on the way here, outermost first; only where there are dynamic references.
  private var scopes: ContiguousArray<Int32> = []
  private var scratch = PatternScratch()

  init(_ program: SchemaPointers, _ value: TapeView, stepLimit: Int, depthLimit: Int) {
    (self.program, self.value) = (program, value)
    (steps, depth) = (stepLimit, depthLimit)
  }

  deinit {
    var scratch = scratch
    scratch.free()
  }

  // MARK: One subschema

  /// Whether the value at a place fits a node.
  mutating func fits(_ number: Int32, _ place: Int, marks: Int = -1) -> Bool {
    guard spend() else { return false }
    let (node, found) = (program.nodes + Int(number), value.nodes + place)
    guard Self.lets(node.pointee, found.pointee) else { return false }
    if node.pointee.asksOnlyKind { return true }
    guard program.isDynamic else { return fits(node, found, place, marks) }
    let isEntered = enter(node.pointee)
    defer { if isEntered { leave() } }
    return fits(node, found, place, marks)
  }

  /// Remembers the resource of a node while the value is checked against it; says whether there is something to forget afterwards.
  mutating func enter(_ node: SchemaNode) -> Bool {
    guard program.isDynamic, scopes.last != node.resource else { return false }
    scopes.append(node.resource)
    return true
  }

  /// Forgets the last resource.
  mutating func leave() { scopes.removeLast() }

  /// Whether the kind of a value is let in.
  static func lets(_ node: SchemaNode, _ found: TapeNode) -> Bool {
    if node.kinds & found.kind != 0 { return true }
    guard found.kind == JSONKind.number, node.kinds & JSONKind.integer != 0 else { return false }
    return node.hasWrittenIntegers ? found.isWrittenWhole : found.isWhole
  }

  private mutating func fits(_ node: NodePointer, _ found: ValuePointer, _ place: Int, _ outer: Int) -> Bool {
    guard fitsConstants(node.pointee, place) else { return false }
    guard node.pointee.asksForRest, found.pointee.kind >= JSONKind.array else {
      return fitsRules(node, found, place, outer) && isSane
    }
    let count = Int(found.pointee.count)
    let base = pushMarks(count)
    defer { popMarks(to: base) }
    guard fitsRules(node, found, place, base) else { return false }
    let isArray = found.pointee.kind == JSONKind.array
    let rest = isArray ? node.pointee.unevaluatedItems : node.pointee.unevaluatedProperties
    if rest >= 0, !fitsUnmarked(rest, found, place, base) { return false }
    if outer >= 0 { merge(base, into: outer, count) }
    return isSane
  }

  /// Whether all keywords but `type`, `enum`, `const` and those about the rest are satisfied.
  mutating func fitsRules(_ node: NodePointer, _ found: ValuePointer, _ place: Int, _ marks: Int) -> Bool {
    switch found.pointee.kind {
    case JSONKind.number: if node.pointee.number >= 0, !fitsNumber(node.pointee.number, found.pointee) { return false }
    case JSONKind.string: if node.pointee.string >= 0, !fitsString(node.pointee.string, found.pointee) { return false }
    case JSONKind.array:
      if node.pointee.array >= 0, !fitsArray(node.pointee.array, found, place, marks) { return false }
    case JSONKind.object:
      if node.pointee.object >= 0, !fitsObject(node.pointee.object, found, place, marks) { return false }
    default: break
    }
    for index in node.pointee.applicators.range {
      guard fitsApplicator(program.applicators + index, found, place, marks) else { return false }
    }
    return true
  }

  /// Whether the rest of the elements or members fits a node; they count as looked at then.
  mutating func fitsUnmarked(_ rest: Int32, _ found: ValuePointer, _ place: Int, _ base: Int) -> Bool {
    var (child, ordinal) = (place + 1, base)
    while child < found.pointee.end {
      if marks[ordinal] == 0 {
        guard fits(rest, child) else { return false }
        marks[ordinal] = 1
      }
      (child, ordinal) = (Int(value.nodes[child].end), ordinal + 1)
    }
    return true
  }

  // MARK: Limits

  /// Whether nothing was given up.
  var isSane: Bool { !isGivenUp }

  private mutating func spend() -> Bool {
    steps -= 1
    guard steps > 0, depth > 0 else {
      isGivenUp = true
      return false
    }
    return isSane
  }

  /// Remembers that comparing took the last step.
  mutating func noteSteps() { if steps <= 0 { isGivenUp = true } }

  // MARK: Marks

  mutating func pushMarks(_ count: Int) -> Int {
    let base = marks.count
    marks.append(contentsOf: repeatElement(0, count: count))
    return base
  }

  mutating func popMarks(to base: Int) { marks.removeLast(marks.count - base) }

  mutating func mark(_ marks: Int, _ ordinal: Int) { if marks >= 0 { self.marks[marks + ordinal] = 1 } }

  func isMarked(_ marks: Int, _ ordinal: Int) -> Bool { self.marks[marks + ordinal] != 0 }

  mutating func merge(_ base: Int, into outer: Int, _ count: Int) {
    for index in 0..<count where marks[base + index] != 0 { marks[outer + index] = 1 }
  }

  // MARK: Constants, numbers, strings

  mutating func fitsConstants(_ node: SchemaNode, _ place: Int) -> Bool {
    if node.constant >= 0, !isConstant(node.constant, place) { return false }
    guard node.hasChoices else { return true }
    return isChoice(node, place)
  }

  mutating func isConstant(_ constant: Int32, _ place: Int) -> Bool {
    defer { noteSteps() }
    return value.isEqual(place, to: Int(program.constantPlaces[Int(constant)]), on: program.constants, steps: &steps)
  }

  mutating func isChoice(_ node: SchemaNode, _ place: Int) -> Bool {
    let hash = value.hash(place)
    defer { noteSteps() }
    for index in node.choices.range {
      let choice = Int(program.indices[index])
      guard program.constantHashes[choice] == hash else { continue }
      if value.isEqual(place, to: Int(program.constantPlaces[choice]), on: program.constants, steps: &steps) {
        return true
      }
    }
    return false
  }

  /// Whether a number is below, at or above a constant.
  func compare(_ found: TapeNode, _ constant: Int32) -> Int {
    let place = Int(program.constantPlaces[Int(constant)])
    return ExactNumber.compare(found, value.bytes, program.constants.nodes[place], program.constants.bytes)
  }

  func isMultiple(_ found: TapeNode, _ constant: Int32) -> Bool {
    let place = Int(program.constantPlaces[Int(constant)])
    return ExactNumber.isMultiple(found, value.bytes, of: program.constants.nodes[place])
  }

  private func fitsNumber(_ number: Int32, _ found: TapeNode) -> Bool {
    let rule = program.numbers[Int(number)]
    if rule.minimum >= 0, compare(found, rule.minimum) < 0 { return false }
    if rule.maximum >= 0, compare(found, rule.maximum) > 0 { return false }
    if rule.exclusiveMinimum >= 0, compare(found, rule.exclusiveMinimum) <= 0 { return false }
    if rule.exclusiveMaximum >= 0, compare(found, rule.exclusiveMaximum) >= 0 { return false }
    return rule.multipleOf < 0 || isMultiple(found, rule.multipleOf)
  }

  private mutating func fitsString(_ number: Int32, _ found: TapeNode) -> Bool {
    let rule = program.strings[Int(number)]
    if rule.minLength > 0 || rule.maxLength < Int(found.count) {
      let length = Self.length(value.text(found))
      guard length >= rule.minLength, length <= rule.maxLength else { return false }
    }
    if let format = rule.format, !format.accepts(value.text(found).span) { return false }
    return rule.pattern < 0 || matches(rule.pattern, value.text(found))
  }

  /// Code points of a text: bytes that do not continue one.
  static func length(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in text where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  mutating func matches(_ pattern: Int32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch program.patterns[Int(pattern)].outcome(in: text, &scratch) {
    case .matches: return true
    case .matchesNot: return false
    case .tooCostly:
      (isGivenUp, costlyPattern) = (true, pattern)
      return false
    }
  }

  // MARK: The same value

  private mutating func fitsApplicator(
    _ applicator: UnsafePointer<Applicator>, _ found: ValuePointer, _ place: Int, _ marks: Int
  ) -> Bool {
    depth -= 1
    defer { depth += 1 }
    switch applicator.pointee.kind {
    case .reference: return fits(applicator.pointee.first, place, marks: marks)
    case .dynamicReference: return fits(target(of: applicator.pointee), place, marks: marks)
    case .all:
      for index in applicator.pointee.branches.range {
        guard fits(program.indices[index], place, marks: marks) else { return false }
      }
      return true
    case .any: return fitsAny(applicator.pointee.branches, found, place, marks)
    case .one: return fitsOne(applicator.pointee.branches, found, place, marks)
    case .not: return !tries(applicator.pointee.first, found, place, -1) && isSane
    case .condition:
      let branch =
        tries(applicator.pointee.first, found, place, marks) ? applicator.pointee.second : applicator.pointee.third
      return isSane && (branch < 0 || fits(branch, place, marks: marks))
    case .dependent:
      guard found.pointee.kind == JSONKind.object,
        hasMember(program.properties[Int(applicator.pointee.second)], found, place)
      else {
        return true
      }
      return fits(applicator.pointee.first, place, marks: marks)
    }
  }

  /// Where a dynamic reference leads: to the outermost schema on the way here that has the anchor.
  func target(of applicator: Applicator) -> Int32 {
    for scope in scopes {
      for target in program.dynamicTargets where target.resource == scope && target.anchor == applicator.second {
        return target.node
      }
    }
    return applicator.first
  }

  /// Whether the value fits, without leaving marks where it does not.
  private mutating func tries(_ node: Int32, _ found: ValuePointer, _ place: Int, _ outer: Int) -> Bool {
    guard outer >= 0 else { return fits(node, place) }
    let base = pushMarks(Int(found.pointee.count))
    defer { popMarks(to: base) }
    guard fits(node, place, marks: base) else { return false }
    merge(base, into: outer, Int(found.pointee.count))
    return true
  }

  private mutating func fitsAny(_ branches: IndexRun, _ found: ValuePointer, _ place: Int, _ marks: Int) -> Bool {
    var isFit = false
    for index in branches.range where tries(program.indices[index], found, place, marks) {
      isFit = true
      // Every branch that fits tells what it looked at.
      if marks < 0 { break }
    }
    return isFit
  }

  private mutating func fitsOne(_ branches: IndexRun, _ found: ValuePointer, _ place: Int, _ marks: Int) -> Bool {
    var count = 0
    for index in branches.range where tries(program.indices[index], found, place, marks) {
      count += 1
      if count > 1 { return false }
    }
    return count == 1
  }

  // MARK: Deeper

  /// Whether an element or member fits, one level deeper.
  mutating func fitsChild(_ node: Int32, _ place: Int) -> Bool {
    depth -= 1
    defer { depth += 1 }
    return fits(node, place)
  }
}
