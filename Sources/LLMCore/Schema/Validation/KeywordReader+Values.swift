extension KeywordReader {
  // MARK: Any value

  func readKinds(into node: inout SchemaNode, _ compiler: inout SchemaCompiler) throws(SchemaError) {
    if let value = value("type") {
      node.kinds = 0
      for name in try kinds(value, compiler) {
        guard let kind = Self.kind(name) else {
          throw fail("type", "\"\(name)\" is no type; these are: \(Self.kindNames.joined(separator: ", "))", compiler)
        }
        node.kinds |= kind
      }
      node.hasWrittenIntegers = dialect.draft == .draft4
    }
    if let value = value("enum") {
      guard case .array(let elements) = value else { throw fail("enum", "must be a list of values", compiler) }
      node.hasChoices = true
      let list = inner("enum", value, compiler)
      var choices: [Int32] = []
      for element in elements { choices.append(try compiler.constant(element, at: list)) }
      node.choices = compiler.add(indices: choices)
    }
    if dialect.draft >= .draft6, let value = value("const") {
      node.constant = try compiler.constant(value, at: inner("const", value, compiler))
    }
  }

  /// The names under `type`, of which one may stand alone.
  private func kinds(_ value: JSONValue, _ compiler: borrowing SchemaCompiler) throws(SchemaError) -> [String] {
    if let name = value.text { return [name] }
    return try names(value, at: "type", compiler)
  }

  private static let kindNames = ["null", "boolean", "number", "integer", "string", "array", "object"]

  private static func kind(_ name: String) -> UInt8? {
    switch name {
    case "null": JSONKind.null
    case "boolean": JSONKind.bool
    case "number": JSONKind.number | JSONKind.integer
    case "integer": JSONKind.integer
    case "string": JSONKind.string
    case "array": JSONKind.array
    case "object": JSONKind.object
    default: nil
    }
  }

  // MARK: Numbers

  func readNumberRule(into node: inout SchemaNode, _ compiler: inout SchemaCompiler) throws(SchemaError) {
    var rule = NumberRule()
    rule.minimum = try number("minimum", &compiler)
    rule.maximum = try number("maximum", &compiler)
    rule.multipleOf = try number("multipleOf", &compiler)
    if dialect.draft == .draft4 {
      if try flag("exclusiveMinimum", compiler) { swap(&rule.minimum, &rule.exclusiveMinimum) }
      if try flag("exclusiveMaximum", compiler) { swap(&rule.maximum, &rule.exclusiveMaximum) }
    } else {
      rule.exclusiveMinimum = try number("exclusiveMinimum", &compiler)
      rule.exclusiveMaximum = try number("exclusiveMaximum", &compiler)
    }
    if rule.multipleOf >= 0 {
      let tape = ValueTape(compiler.program.constants[Int(rule.multipleOf)], depthLimit: 2)
      let divisor = tape.nodes[0]
      guard divisor.mantissa > 0 else { throw fail("multipleOf", "must be above 0", compiler) }
      guard !divisor.keepsDigits else { throw fail("multipleOf", "must not have more than 18 digits", compiler) }
    }
    let asked = [rule.minimum, rule.maximum, rule.exclusiveMinimum, rule.exclusiveMaximum, rule.multipleOf]
    guard asked.contains(where: { $0 >= 0 }) else { return }
    node.number = Int32(compiler.program.numbers.count)
    compiler.program.numbers.append(rule)
  }

  private func number(_ keyword: String, _ compiler: inout SchemaCompiler) throws(SchemaError) -> Int32 {
    guard let value = value(keyword) else { return -1 }
    guard case .number = value else { throw fail(keyword, "must be a number", compiler) }
    return try compiler.constant(value, at: inner(keyword, value, compiler))
  }

  private func flag(_ keyword: String, _ compiler: borrowing SchemaCompiler) throws(SchemaError) -> Bool {
    guard let value = value(keyword) else { return false }
    guard let flag = value.bool else { throw fail(keyword, "must be true or false", compiler) }
    return flag
  }

  // MARK: Strings

  func readStringRule(into node: inout SchemaNode, _ compiler: inout SchemaCompiler) throws(SchemaError) {
    var rule = StringRule()
    rule.minLength = try count("minLength", compiler) ?? 0
    rule.maxLength = try count("maxLength", compiler) ?? Int.max
    if dialect.vocabularies.contains(.validation), let value = value("pattern") {
      guard let source = value.text else { throw fail("pattern", "must be a regular expression", compiler) }
      rule.pattern = try compiler.pattern(source, at: inner("pattern", value, compiler))
    }
    if compiler.formats == .asserted || dialect.vocabularies.contains(.formatAssertion),
      let name = value("format")?.text
    {
      rule.format = StringFormat(rawValue: name).flatMap { $0.since <= dialect.draft ? $0 : nil }
    }
    guard rule.minLength > 0 || rule.maxLength < Int.max || rule.pattern >= 0 || rule.format != nil else { return }
    node.string = Int32(compiler.program.strings.count)
    compiler.program.strings.append(rule)
  }

  // MARK: Arrays

  func readArrayRule(into node: inout SchemaNode, _ compiler: inout SchemaCompiler) throws(SchemaError) {
    var rule = ArrayRule()
    rule.minItems = try count("minItems", compiler) ?? 0
    rule.maxItems = try count("maxItems", compiler) ?? Int.max
    if dialect.vocabularies.contains(.validation) { rule.isUnique = try flag("uniqueItems", compiler) }
    if dialect.vocabularies.contains(.applicator) { try readElements(into: &rule, &compiler) }
    guard
      rule.minItems > 0 || rule.maxItems < Int.max || rule.isUnique || !rule.first.isEmpty || rule.others >= 0
        || rule.contains >= 0
    else { return }
    node.array = Int32(compiler.program.arrays.count)
    compiler.program.arrays.append(rule)
  }

  private func readElements(into rule: inout ArrayRule, _ compiler: inout SchemaCompiler) throws(SchemaError) {
    if dialect.draft >= .draft2020 {
      if case .array = value("items") {
        throw fail("items", "must be one schema; a list of them is called prefixItems since 2020-12", compiler)
      }
      rule.first = compiler.add(indices: try schemas("prefixItems", &compiler) ?? [])
      rule.others = try schema("items", &compiler) ?? -1
    } else if case .array = value("items") {
      rule.first = compiler.add(indices: try schemas("items", &compiler) ?? [])
      rule.others = try schema("additionalItems", &compiler) ?? -1
    } else {
      rule.others = try schema("items", &compiler) ?? -1
    }
    guard dialect.draft >= .draft6, let contains = try schema("contains", &compiler) else { return }
    rule.contains = contains
    rule.containsEvaluates = dialect.draft >= .draft2020
    guard dialect.draft >= .draft2019 else { return }
    rule.minContains = try count("minContains", compiler) ?? 1
    rule.maxContains = try count("maxContains", compiler) ?? Int.max
  }
}
