internal import LLMCore
internal import LLMTestKit

/// Checks random values against random schemas, and what must hold for each: the quick verdict and the violations agree, every
/// violation is explained and leads to a place in the value, and what is lowered can be used again.
enum SchemaStorm {
  static func run(count: Int, seed: UInt64) {
    var maker = SchemaMaker(seed: seed)
    var (compiled, valid, lowered) = (0, 0, 0)
    for number in 0..<count {
      let source = maker.schema(depth: 3)
      var options = JSONSchema.Options()
      options.stepLimit = 50_000
      if let schema = try? JSONSchema(source, options: options) {
        compiled += 1
        for _ in 0..<4 {
          let value = maker.value(depth: 3)
          if check(schema, value) { valid += 1 }
        }
        if number % 16 == 0 { lowered += lower(source) }
      }
      if number % 100_000 == 99_999 { Main.write("\(number + 1) schemas\n") }
    }
    Main.write(
      "\(count) schemas, \(compiled) compiled, \(compiled * 4) values, \(valid) valid, \(lowered) lowered, seed \(seed)\n"
    )
  }

  /// Writes schemas with values and the verdicts, a line of JSON each, for another validator to judge.
  static func writePairs(count: Int, seed: UInt64) {
    var maker = SchemaMaker(seed: seed)
    for _ in 0..<count {
      let source = maker.schema(depth: 3)
      guard let schema = try? JSONSchema(source) else { continue }
      let values = (0..<4).map { _ in maker.value(depth: 3) }
      let line = JSONValue.object([
        JSONMember("schema", source), JSONMember("values", .array(values)),
        JSONMember("valid", .array(values.map { .bool(schema.isValid($0)) })),
      ])
      Main.write(JSONWriter.text(of: line) + "\n")
    }
  }

  private static func check(_ schema: JSONSchema, _ value: JSONValue) -> Bool {
    let (isValid, violations) = (schema.isValid(value), schema.validate(value))
    func fail(_ reason: String) -> Never {
      Main.stop("\(reason): \(JSONWriter.text(of: schema.source)) \(JSONWriter.text(of: value)) \(violations)")
    }
    guard isValid == violations.isEmpty else { fail("the verdict and the violations differ") }
    for violation in violations {
      guard violation.keyword != "unexplained" else { fail("a violation is not explained") }
      guard !violation.message.isEmpty, !violation.expected.isEmpty else { fail("a violation says nothing") }
      guard exists(violation.instance, in: value) else { fail("a violation leads nowhere") }
    }
    return isValid
  }

  private static func exists(_ pointer: String, in value: JSONValue) -> Bool {
    var value = value
    for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let name = part.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
        .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
      if let member = value[name] {
        value = member
      } else if let index = Int(name), let elements = value.elements, elements.indices.contains(index) {
        value = elements[index]
      } else {
        return false
      }
    }
    return true
  }

  /// How many targets could be given something.
  private static func lower(_ source: JSONValue) -> Int {
    SchemaTarget.allCases.count { target in
      guard let output = SchemaLowering.lower(source, for: target, name: "storm").output else { return false }
      do throws(SchemaError) {
        _ = try JSONSchema(output.schema)
      } catch {
        Main.stop(
          "lowered for \(target) it does not compile: \(JSONWriter.text(of: source)) \(JSONWriter.text(of: output.schema)) \(error)"
        )
      }
      return true
    }
  }
}
