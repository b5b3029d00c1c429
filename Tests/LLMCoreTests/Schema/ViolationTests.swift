import Testing

@testable import LLMCore

@Suite struct ViolationTests {
  @Test(arguments: [
    (
      #"{"properties":{"items":{"items":{"properties":{"age":{"type":"integer"}}}}}}"#, #"{"items":[{},{"age":"12"}]}"#,
      [#"/items/1/age must be a whole number, and is "12""#]
    ),
    (#"{"type":"object","required":["a","b"]}"#, #"{"a":1}"#, [#"the value must have the member "b""#]),
    (
      #"{"properties":{"name":{},"age":{}},"additionalProperties":false}"#, #"{"nmae":1}"#,
      ["/nmae must not be there; the members are name, age"]
    ),
    (#"{"enum":["feat","fix"]}"#, #""feature""#, [#"the value must be one of "feat", "fix", and is "feature""#]),
    (
      #"{"minimum":0.5,"multipleOf":2}"#, "0.25",
      ["the value must be at least 0.5, and is 0.25", "the value must be a multiple of 2, and is 0.25"]
    ),
    (#"{"maxLength":3}"#, #""abcd""#, [#"the value must have at most 3 characters and has 4, and is "abcd""#]),
    (#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, "12", ["the value must be a string or null, and is 12"]),
    (
      #"{"oneOf":[{"properties":{"kind":{"const":"a"},"x":{"type":"integer"}}},{"properties":{"kind":{"const":"b"},"y":{"type":"integer"}}}]}"#,
      #"{"kind":"b","y":"1"}"#, [#"/y must be a whole number, and is "1""#]
    ),
    (
      #"{"oneOf":[{"minimum":1},{"maximum":2},{"multipleOf":7}]}"#, "1.5",
      ["the value must fit exactly one of 3 alternatives, and fits those numbered 1, 2"]
    ),
    (
      #"{"items":{"format":"date"}}"#, #"["2026-02-30"]"#,
      [#"/0 must be a date such as 2026-11-21, and is "2026-02-30""#]
    ),
    (
      #"{"propertyNames":{"pattern":"^[a-z]+$"}}"#, #"{"A":1}"#,
      ["/A must not be there under this name; a name is a text that would match the pattern ^[a-z]+$"]
    ),
    (#"{"uniqueItems":true}"#, "[1,2,1.0]", ["the value must have no element twice, and those at 0 and 2 are equal"]),
    (
      #"{"contains":{"type":"string"}}"#, "[1]",
      ["the value must have at least 1 element that fits contains, and 0 of 1 do"]
    ),
    (
      #"{"properties":{"a/b~":{"type":"null"}}}"#, #"{"a/b~":{"long":[1,2]}}"#,
      [#"/a~1b~0 must be null, and is {"long":[1,2]}"#]
    ),
    (#"{"not":{"type":"string"}}"#, #""x""#, [#"the value must not fit the schema under not, and is "x""#]),
    (
      #"{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}"#, #"{"a":1,"b":2}"#,
      ["/b must not be there"]
    ),
    ("false", "1", ["the value must not be there"]),
  ])
  func `a violation is said in words`(_ schema: String, _ value: String, _ messages: [String]) throws {
    #expect(try JSONSchema(text: schema).validate(json(value)).map(\.message) == messages)
  }

  @Test func `a violation names its place in value and schema`() throws {
    let schema = try JSONSchema(
      text:
        ##"{"$id":"https://e.com/s","properties":{"a":{"items":{"$ref":"#/$defs/n"}}},"$defs":{"n":{"type":"integer"}}}"##
    )
    let violation = try #require(schema.validate(json(#"{"a":[1,"x"]}"#)).first)
    #expect(violation.instance == "/a/1")
    #expect(violation.keyword == "type")
    #expect(violation.evaluationPath == "/properties/a/items/$ref/type")
    #expect(violation.schemaLocation == "https://e.com/s#/$defs/n/type")
    #expect((violation.expected, violation.found) == ("a whole number", "\"x\""))
  }

  @Test func `what was found is cut`() throws {
    let secret = String(repeating: "s", count: 5_000)
    let violation = try #require(try JSONSchema(text: #"{"type":"null"}"#).validate(.string(secret)).first)
    #expect(violation.found.count <= 64)
    #expect(violation.message.count < 120)
  }

  @Test func `no more violations are told than asked for`() throws {
    var options = JSONSchema.Options()
    options.violationLimit = 3
    let schema = try JSONSchema(text: #"{"items":{"type":"null"}}"#, options: options)
    #expect(schema.validate(.array(Array(repeating: .bool(true), count: 50))).count == 3)
  }

  @Test(arguments: [
    (#"{"properties":{"age":{"type":"int"}}}"#, "/properties/age/type"), (#"{"required":"a"}"#, "/required"),
    (#"{"minLength":-1}"#, "/minLength"), (#"{"pattern":"("}"#, "/pattern"), (#"{"allOf":[]}"#, "/allOf"),
    (#"{"$schema":"http://json-schema.org/draft-07/schema#","properties":[]}"#, "/properties"),
    (#"{"$schema":"http://json-schema.org/draft-04/schema#","required":[]}"#, "/required"),
  ])
  func `flaws of a schema are found by its metaschema`(_ schema: String, _ place: String) throws {
    let flaws = try JSONSchema.flaws(in: json(schema))
    #expect(flaws.map(\.instance).allSatisfy { $0 == place })
    #expect(!flaws.isEmpty)
  }

  @Test func `a sound schema has no flaws`() throws {
    for draft in SchemaDraft.allCases {
      let schema = json(
        #"{"$schema":"\#(draft.metaschema)","type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"]}"#
      )
      #expect(try JSONSchema.flaws(in: schema) == [])
    }
    #expect(
      try JSONSchema.flaws(in: json("7")).map(\.message) == ["the schema must be true or false or an object, and is 7"])
  }
}
