/// Says why a value does not fit, once it is known that it does not: goes over every keyword again, and into whatever fails.
///
/// Of alternatives, of which one would have to fit, it tells the mistakes in the one that comes closest.
struct SchemaExplanation: ~Copyable {
  /// Where the explanation is: a node, the value's place, and how both were reached.
  struct Position {
    let node: Int32
    let place: Int
    let instance: String
    let path: String

    /// A step to another schema for the same value.
    func step(_ node: Int32, _ path: String) -> Position {
      Position(node: node, place: place, instance: instance, path: self.path + path)
    }
  }

  let program: SchemaProgram
  var evaluation: SchemaEvaluation
  var violations: [SchemaViolation] = []
  private let limit: Int
  /// What messages call the whole value.
  private let wholeName: String
  private var depth = 0
  /// Explaining goes no deeper than this; what is wrong further in is told as one violation here.
  private static let depthLimit = 200
  /// Fewer than for the check itself, since each alternative is explained before the closest is known.
  private static let stepLimit = 2_000_000
  /// What explaining one position costs, in steps of checking.
  private static let stepsPerPosition = 50

  init(_ program: SchemaProgram, _ evaluation: consuming SchemaEvaluation, limit: Int, called wholeName: String) {
    self.program = program
    self.evaluation = evaluation
    self.limit = max(1, limit)
    self.wholeName = wholeName
    self.evaluation.steps = min(self.evaluation.steps, Self.stepLimit)
  }

  /// All violations, at least one.
  mutating func explain() -> [SchemaViolation] {
    let root = Position(node: 0, place: 0, instance: "", path: "")
    explain(root)
    if violations.isEmpty {
      add("unexplained", at: root, must: "fit the schema", expected: "a value that fits the schema")
    }
    return Array(violations.prefix(limit))
  }

  var isFull: Bool { violations.count >= limit || evaluation.isGivenUp }

  // MARK: One schema

  /// Explains a position if the value does not fit there.
  mutating func explainIfUnfit(_ position: Position) {
    guard !isFull else { return }
    let node = program.nodes[Int(position.node)]
    let isEntered = evaluation.enter(node)
    let isFit = evaluation.fits(position.node, position.place)
    if isEntered { evaluation.leave() }
    if !isFit { explain(position) }
  }

  mutating func explain(_ position: Position) {
    guard !isFull else { return }
    guard depth < Self.depthLimit else {
      return add("limit", at: position, must: "fit the schema", expected: "a value that fits the schema")
    }
    depth += 1
    evaluation.steps -= Self.stepsPerPosition
    defer { depth -= 1 }
    let node = program.nodes[Int(position.node)]
    let isEntered = evaluation.enter(node)
    defer { if isEntered { evaluation.leave() } }
    let before = violations.count
    guard explainKind(node, position) else { return }
    explainConstants(node, position)
    switch evaluation.value.nodes[position.place].kind {
    case JSONKind.number: if node.number >= 0 { explainNumber(node.number, position) }
    case JSONKind.string: if node.string >= 0 { explainString(node.string, position) }
    case JSONKind.array: if node.array >= 0 { explainArray(node.array, position) }
    case JSONKind.object: if node.object >= 0 { explainObject(node.object, position) }
    default: break
    }
    for index in node.applicators.range { explain(program.applicators[index], position) }
    // What was looked at is only known where everything else fits.
    if violations.count == before { explainRest(node, position) }
  }

  // MARK: Saying it

  /// Adds a violation of a keyword: the value `must …`, and, if told, `is …`.
  mutating func add(_ keyword: String, at position: Position, must: String, expected: String, isTold: Bool = true) {
    let location = program.origins[Int(position.node)].location + "/" + keyword
    append(keyword, position, position.path + "/" + keyword, location, must, expected, isTold)
  }

  /// Adds that a value must not be there at all, by a schema that nothing fits and that stands under a keyword.
  mutating func addDenied(by keyword: String, at position: Position, hint: String = "") {
    let location = program.origins[Int(position.node)].location
    append(keyword, position, position.path, location, "not be there\(hint)", "nothing", false)
  }

  private mutating func append(
    _ keyword: String, _ position: Position, _ path: String, _ location: String, _ must: String, _ expected: String,
    _ isTold: Bool
  ) {
    let found = ShortForm.text(of: position.place, on: evaluation.value)
    let subject = position.instance.isEmpty ? wholeName : position.instance
    violations.append(
      SchemaViolation(
        instance: position.instance, keyword: keyword, evaluationPath: path, schemaLocation: location,
        message: "\(subject) must \(must)" + (isTold ? ", and is \(found)" : ""), expected: expected, found: found))
  }

  func constant(_ number: Int32) -> String {
    ShortForm.text(of: Int(evaluation.program.constantPlaces[Int(number)]), on: evaluation.program.constants)
  }

  // MARK: Kinds and constants

  /// Says whether the kind is right, so that other keywords mean anything.
  private mutating func explainKind(_ node: SchemaNode, _ position: Position) -> Bool {
    guard !SchemaEvaluation.lets(node, evaluation.value.nodes[position.place]) else { return true }
    if node.kinds == 0, program.origins[Int(position.node)].value == .bool(false) {
      addDenied(by: "false", at: position)
    } else {
      let words = KindWords.words(for: node.kinds)
      add("type", at: position, must: "be \(words)", expected: words)
    }
    return false
  }

  private mutating func explainConstants(_ node: SchemaNode, _ position: Position) {
    if node.constant >= 0, !evaluation.isConstant(node.constant, position.place) {
      add("const", at: position, must: "be \(constant(node.constant))", expected: constant(node.constant))
    }
    guard node.hasChoices, !evaluation.isChoice(node, position.place) else { return }
    let choices = program.indices[node.choices.range].map { constant($0) }
    let shown = choices.prefix(20).joined(separator: ", ") + (choices.count > 20 ? ", … (\(choices.count) in all)" : "")
    switch choices.count {
    case 0: add("enum", at: position, must: "not be there", expected: "nothing", isTold: false)
    case 1: add("enum", at: position, must: "be \(shown)", expected: shown)
    default: add("enum", at: position, must: "be one of \(shown)", expected: "one of \(shown)")
    }
  }

  // MARK: Numbers and strings

  private mutating func explainNumber(_ number: Int32, _ position: Position) {
    let (rule, found) = (program.numbers[Int(number)], evaluation.value.nodes[position.place])
    let isOld = program.origins[Int(position.node)].value[exactly: "exclusiveMinimum"]?.bool == true
    let isOldMaximum = program.origins[Int(position.node)].value[exactly: "exclusiveMaximum"]?.bool == true
    func bound(_ keyword: String, _ words: String, _ constant: Int32, _ fits: (Int) -> Bool) {
      guard constant >= 0, !fits(evaluation.compare(found, constant)) else { return }
      let limit = "\(words) \(self.constant(constant))"
      add(keyword, at: position, must: "be \(limit)", expected: "a number \(limit)")
    }
    bound("minimum", "at least", rule.minimum) { $0 >= 0 }
    bound("maximum", "at most", rule.maximum) { $0 <= 0 }
    bound(isOld ? "minimum" : "exclusiveMinimum", "above", rule.exclusiveMinimum) { $0 > 0 }
    bound(isOldMaximum ? "maximum" : "exclusiveMaximum", "below", rule.exclusiveMaximum) { $0 < 0 }
    if rule.multipleOf >= 0, !evaluation.isMultiple(found, rule.multipleOf) {
      let words = "a multiple of \(constant(rule.multipleOf))"
      add("multipleOf", at: position, must: "be \(words)", expected: words)
    }
  }

  private mutating func explainString(_ number: Int32, _ position: Position) {
    let rule = program.strings[Int(number)]
    let text = evaluation.value.text(evaluation.value.nodes[position.place])
    let length = SchemaEvaluation.length(text)
    if length < rule.minLength {
      let words = "at least \(count(rule.minLength, "character"))"
      add("minLength", at: position, must: "have \(words)", expected: words)
    }
    if length > rule.maxLength {
      let words = "at most \(count(rule.maxLength, "character"))"
      add("maxLength", at: position, must: "have \(words) and has \(length)", expected: words)
    }
    if let format = rule.format, !format.accepts(text.span) {
      add("format", at: position, must: "be \(format.words)", expected: format.words)
    }
    if rule.pattern >= 0, !evaluation.matches(rule.pattern, text) {
      let words = "match the pattern \(program.patterns[Int(rule.pattern)].source)"
      add("pattern", at: position, must: words, expected: "a text that would \(words)")
    }
  }

  func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
