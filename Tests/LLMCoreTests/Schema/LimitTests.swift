import Testing

@testable import LLMCore

@Suite struct LimitTests {
  @Test func `a value nested too deeply is a violation, not a crash`() throws {
    var value = JSONValue.null
    for _ in 0..<1_200 { value = .array([value]) }
    let schema = try JSONSchema(text: ##"{"items":{"$ref":"#"}}"##)
    #expect(!schema.isValid(value))
    #expect(schema.validate(value).map(\.keyword) == ["limit"])
  }

  @Test func `deep values within the limit are checked`() throws {
    var value = JSONValue.null
    for _ in 0..<300 { value = .array([value]) }
    #expect(try JSONSchema(text: ##"{"items":{"$ref":"#"}}"##).isValid(value))
    #expect(try !JSONSchema(text: ##"{"type":"array","items":{"$ref":"#"}}"##).isValid(value))
  }

  @Test func `exponential schemas run into the limit of steps`() throws {
    // Each level doubles the work: 2^60 without a limit.
    let levels = (0..<60).map {
      ##""n\##($0)":{"allOf":[{"$ref":"#/$defs/n\##($0 + 1)"},{"$ref":"#/$defs/n\##($0 + 1)"}]}"##
    }
    var options = JSONSchema.Options()
    options.stepLimit = 100_000
    let schema = try JSONSchema(
      text: ##"{"$ref":"#/$defs/n0","$defs":{\##(levels.joined(separator: ",")),"n60":{"type":"null"}}}"##,
      options: options)
    #expect(!schema.isValid(.null))
    #expect(schema.validate(.null).map(\.message) == ["checking the value takes more than 100000 steps"])
  }

  @Test func `a dynamic circle runs into the limit of depth`() throws {
    let schema = try JSONSchema(
      text: ##"""
        {"$id":"https://e.com/a","$dynamicAnchor":"x","$ref":"b",
         "$defs":{"b":{"$id":"b","$dynamicRef":"c#x"},"c":{"$id":"c","$dynamicAnchor":"x"}}}
        """##)
    #expect(schema.validate(.null).map(\.keyword) == ["limit"])
  }

  @Test func `a pattern that would take for ever is given up`() throws {
    let schema = try JSONSchema(text: #"{"pattern":"^(a+)+$"}"#)
    let violations = schema.validate(.string(String(repeating: "a", count: 40) + "b"))
    #expect(violations.map(\.keyword) == ["limit"])
    #expect(violations.first?.message.contains("^(a+)+$") == true)
  }

  @Test func `many equal hashes cannot make unique items slow`() throws {
    let elements = (0..<3_000).map { JSONValue.array([.integer($0 % 2_999)]) }
    #expect(try !JSONSchema(text: #"{"uniqueItems":true}"#).isValid(.array(elements)))
    #expect(try JSONSchema(text: #"{"uniqueItems":true}"#).isValid(.array(Array(elements.dropLast()))))
  }

  @Test func `a schema nested too deeply is an error`() {
    var schema = JSONValue.bool(true)
    for _ in 0..<900 { schema = .object([JSONMember("not", schema)]) }
    #expect(throws: SchemaError.self) { try JSONSchema(schema) }
  }
}
