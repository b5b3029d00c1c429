import Testing

@testable import LLMCore

@Suite struct KeywordTests {
  @Test(arguments: [
    SchemaCase(#"{"type":"integer"}"#, "1.0", true), SchemaCase(#"{"type":"integer"}"#, "1e2", true),
    SchemaCase(#"{"type":"integer"}"#, "1.5", false), SchemaCase(#"{"type":"integer"}"#, "1e400", true),
    SchemaCase(#"{"type":"integer"}"#, "true", false), SchemaCase(#"{"type":["string","null"]}"#, "null", true),
    SchemaCase(#"{"type":"boolean"}"#, "0", false), SchemaCase(#"{"type":"number"}"#, "\"1\"", false),
    SchemaCase(#"{"const":1}"#, "1.0", true), SchemaCase(#"{"const":1}"#, "true", false),
    SchemaCase(#"{"const":"é"}"#, "\"e\u{301}\"", false), SchemaCase(#"{"const":0}"#, "-0.0", true),
    SchemaCase(#"{"const":{"a":1,"b":[2]}}"#, #"{"b":[2.0],"a":1}"#, true),
    SchemaCase(#"{"const":[1,2]}"#, "[2,1]", false), SchemaCase(#"{"const":{"a":false}}"#, #"{"a":0}"#, false),
    SchemaCase(#"{"enum":["a",null,1e1]}"#, "10", true), SchemaCase(#"{"enum":[]}"#, "null", false),
    SchemaCase("true", "1", true), SchemaCase("false", "1", false), SchemaCase("{}", "{}", true),
  ])
  func `kinds and constants`(_ example: SchemaCase) throws { try check(example) }

  @Test(arguments: [
    SchemaCase(#"{"minimum":2}"#, "2", true), SchemaCase(#"{"minimum":2}"#, "1.9999999999999999999999", false),
    SchemaCase(#"{"exclusiveMinimum":2}"#, "2", false),
    SchemaCase(#"{"exclusiveMinimum":2}"#, "2.0000000000000000000001", true),
    SchemaCase(#"{"maximum":1e400}"#, "1e399", true), SchemaCase(#"{"maximum":1e400}"#, "1.1e400", false),
    SchemaCase(#"{"exclusiveMaximum":-3}"#, "-3", false), SchemaCase(#"{"exclusiveMaximum":-3}"#, "-3.1", true),
    SchemaCase(#"{"multipleOf":0.01}"#, "19.99", true), SchemaCase(#"{"multipleOf":0.01}"#, "19.999", false),
    SchemaCase(#"{"multipleOf":0.1}"#, "0.3", true), SchemaCase(#"{"multipleOf":3}"#, "1e308", false),
    SchemaCase(#"{"multipleOf":7}"#, "700000000000000000000000000000007", true),
    SchemaCase(#"{"multipleOf":7}"#, "700000000000000000000000000000008", false),
    SchemaCase(#"{"multipleOf":5e-324}"#, "1e308", true), SchemaCase(#"{"multipleOf":2}"#, "0", true),
    SchemaCase(#"{"minimum":5}"#, "\"1\"", true),
  ])
  func `numbers are compared exactly`(_ example: SchemaCase) throws { try check(example) }

  @Test(arguments: [
    SchemaCase(#"{"maxLength":1}"#, "\"👩‍👩‍👧\"", false), SchemaCase(#"{"maxLength":1}"#, "\"😀\"", true),
    SchemaCase(#"{"minLength":2}"#, "\"e\u{301}\"", true), SchemaCase(#"{"minLength":2}"#, "\"é\"", false),
    SchemaCase(#"{"minLength":2.0}"#, "\"ab\"", true), SchemaCase(#"{"maxLength":1e300}"#, "\"ab\"", true),
    SchemaCase(#"{"pattern":"b"}"#, "\"abc\"", true), SchemaCase(#"{"pattern":"^b"}"#, "\"abc\"", false),
    SchemaCase(#"{"pattern":"^$"}"#, "\"\"", true), SchemaCase(#"{"minLength":5}"#, "1", true),
  ])
  func `lengths are code points`(_ example: SchemaCase) throws { try check(example) }

  @Test(arguments: [
    SchemaCase(#"{"prefixItems":[{"type":"string"}],"items":false}"#, #"["a"]"#, true),
    SchemaCase(#"{"prefixItems":[{"type":"string"}],"items":false}"#, #"["a",1]"#, false),
    SchemaCase(#"{"prefixItems":[{"type":"string"},{"type":"null"}]}"#, #"["a"]"#, true),
    SchemaCase(#"{"contains":{"const":1},"minContains":2}"#, "[1,2,1]", true),
    SchemaCase(#"{"contains":{"const":1},"minContains":2}"#, "[1,2]", false),
    SchemaCase(#"{"contains":{"const":1},"maxContains":1}"#, "[1,1]", false),
    SchemaCase(#"{"contains":{"const":1},"minContains":0}"#, "[]", true),
    SchemaCase(#"{"contains":true}"#, "[]", false),
    SchemaCase(#"{"uniqueItems":true}"#, "[1,1.0]", false),
    SchemaCase(#"{"uniqueItems":true}"#, "[1,true,[1],[true]]", true),
    SchemaCase(#"{"uniqueItems":true}"#, #"[{"a":1,"b":2},{"b":2,"a":1}]"#, false),
    SchemaCase(#"{"uniqueItems":true}"#, "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,1]", false),
    SchemaCase(#"{"minItems":1,"maxItems":2}"#, "[]", false),
    SchemaCase(#"{"minItems":1,"maxItems":2}"#, "[1,2]", true),
    SchemaCase(#"{"minItems":1,"maxItems":2}"#, "[1,2,3]", false),
  ])
  func `arrays`(_ example: SchemaCase) throws { try check(example) }

  @Test(arguments: [
    SchemaCase(#"{"required":["a"]}"#, "{}", false), SchemaCase(#"{"required":["a"]}"#, #"{"a":null}"#, true),
    SchemaCase(#"{"properties":{"a":{"type":"string"}},"additionalProperties":false}"#, #"{"b":1}"#, false),
    SchemaCase(#"{"patternProperties":{"^x-":{"type":"integer"}},"additionalProperties":false}"#, #"{"x-a":1}"#, true),
    SchemaCase(#"{"patternProperties":{"^x-":{"type":"integer"}}}"#, #"{"x-a":"1"}"#, false),
    SchemaCase(#"{"propertyNames":{"maxLength":2}}"#, #"{"abc":1}"#, false),
    SchemaCase(#"{"propertyNames":{"maxLength":2}}"#, #"{"ab":1}"#, true),
    SchemaCase(#"{"minProperties":1,"maxProperties":1}"#, "{}", false),
    SchemaCase(#"{"minProperties":1,"maxProperties":1}"#, #"{"a":1,"b":1}"#, false),
    SchemaCase(#"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#, false),
    SchemaCase(#"{"dependentRequired":{"a":["b"]}}"#, #"{"c":1}"#, true),
    SchemaCase(#"{"dependentSchemas":{"a":{"required":["b"]}}}"#, #"{"a":1}"#, false),
    SchemaCase(#"{"properties":{"é":{"type":"string"}}}"#, "{\"e\u{301}\":1}", true),
  ])
  func `objects`(_ example: SchemaCase) throws { try check(example) }

  @Test(arguments: [
    SchemaCase(#"{"allOf":[{"minimum":1},{"maximum":2}]}"#, "3", false),
    SchemaCase(#"{"anyOf":[{"minimum":5},{"type":"string"}]}"#, "4", false),
    SchemaCase(#"{"oneOf":[{"minimum":1},{"maximum":2}]}"#, "1.5", false),
    SchemaCase(#"{"oneOf":[{"minimum":1},{"maximum":2}]}"#, "3", true),
    SchemaCase(#"{"not":{"type":"string"}}"#, "\"a\"", false),
    SchemaCase(#"{"if":{"minimum":5},"then":{"multipleOf":2},"else":{"multipleOf":3}}"#, "7", false),
    SchemaCase(#"{"if":{"minimum":5},"then":{"multipleOf":2},"else":{"multipleOf":3}}"#, "3", true),
    SchemaCase(#"{"then":false}"#, "1", true),
    SchemaCase(#"{"properties":{"a":true},"unevaluatedProperties":false}"#, #"{"a":1,"b":1}"#, false),
    SchemaCase(
      #"{"anyOf":[{"properties":{"a":true}},{"properties":{"b":true}}],"unevaluatedProperties":false}"#,
      #"{"a":1,"b":1}"#, true),
    SchemaCase(
      #"{"not":{"properties":{"a":{"const":1}},"required":["z"]},"unevaluatedProperties":false}"#, #"{"a":1}"#, false),
    SchemaCase(#"{"contains":{"type":"string"},"unevaluatedItems":false}"#, #"["a",1]"#, false),
    SchemaCase(
      #"{"if":{"properties":{"a":{"const":1}},"required":["a"]},"unevaluatedProperties":false}"#, #"{"a":1}"#, true),
  ])
  func `schemas for the same value`(_ example: SchemaCase) throws { try check(example) }

  private func check(_ example: SchemaCase) throws {
    let schema = try JSONSchema(text: example.schema)
    let violations = schema.validate(json(example.value))
    #expect(schema.isValid(json(example.value)) == example.isValid)
    #expect(violations.isEmpty == example.isValid, "\(violations.map(\.message))")
  }

  @Test func `more than 64 required names are all looked for`() throws {
    let names = (0..<100).map { "n\($0)" }
    let schema = try JSONSchema(.object([JSONMember("required", .array(names.map { .string($0) }))]))
    let full = names.map { JSONMember($0, .null) }
    #expect(schema.isValid(.object(full)))
    for missing in [0, 63, 64, 99] {
      let violations = schema.validate(.object(full.filter { $0.name != "n\(missing)" }))
      #expect(violations.map(\.message) == ["the value must have the member \"n\(missing)\""])
    }
  }
}
