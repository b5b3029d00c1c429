import Testing

@testable import LLMCore

@Suite struct LoweringTests {
  private func lower(_ schema: String, _ target: SchemaTarget) -> LoweredSchema {
    SchemaLowering.lower(json(schema), for: target, name: "answer")
  }

  private func text(_ lowered: LoweredSchema) -> String {
    lowered.output.map { JSONWriter.text(of: $0.schema) } ?? "none"
  }

  @Test(
    arguments: [
      (
        #"{"type":"object","properties":{"a":{"type":"string","minLength":2},"b":{"type":"integer","minimum":1}},"required":["b"]}"#,
        #"{"type":"object","properties":{"a":{"type":["string","null"],"description":"(minLength 2)"},"b":{"type":"integer","minimum":1}},"required":["a","b"],"additionalProperties":false}"#
      ),
      (
        #"{"properties":{"k":{"const":"x"},"e":{"enum":["a","b"]}},"required":["k"]}"#,
        #"{"type":"object","properties":{"k":{"type":"string","enum":["x"]},"e":{"type":["string","null"],"enum":["a","b",null]}},"required":["k","e"],"additionalProperties":false}"#
      ),
      (
        ##"{"type":"object","properties":{"n":{"$ref":"#/definitions/n","description":"here"}},"required":["n"],"definitions":{"n":{"type":"null"}}}"##,
        #"{"type":"object","properties":{"n":{"type":"null","description":"here"}},"required":["n"],"additionalProperties":false}"#
      ),
      (
        ##"{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["next"]}"##,
        ##"{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/schema"},{"type":"null"}]}},"required":["next"],"additionalProperties":false,"$defs":{"schema":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/schema"},{"type":"null"}]}},"required":["next"],"additionalProperties":false}}}"##
      ),
      (
        #"{"allOf":[{"type":"object","properties":{"a":{"type":"null"}},"required":["a"]}],"properties":{"b":{"type":"null"}},"required":["b"]}"#,
        #"{"type":"object","properties":{"b":{"type":"null"},"a":{"type":"null"}},"required":["b","a"],"additionalProperties":false}"#
      ),
      (
        #"{"type":"array","items":{"type":"string"}}"#,
        #"{"type":"object","properties":{"value":{"type":"array","items":{"type":"string"}}},"required":["value"],"additionalProperties":false}"#
      ),
      (
        #"{"type":"object","properties":{"c":{"oneOf":[{"type":"string","format":"uri"},{"type":"integer"}]}},"required":["c"]}"#,
        #"{"type":"object","properties":{"c":{"anyOf":[{"type":"string","description":"(format \"uri\")"},{"type":"integer"}]}},"required":["c"],"additionalProperties":false}"#
      ),
    ] as [(String, String)])
  func `strict mode gets what it insists on`(_ schema: String, _ expected: String) {
    let lowered = lower(schema, .openAIStrict)
    #expect(text(lowered) == expected)
    #expect(lowered.output?.isStrict == true)
    #expect(lowered.obstacle == nil)
  }

  @Test(
    arguments: [
      (#"{"type":"object"}"#, "the schema is an object with members of any name"),
      (#"{"type":"object","properties":{"a":{}}}"#, "/properties/a says no type"),
      (
        #"{"type":"object","properties":{"m":{"type":"object","properties":{},"additionalProperties":{"type":"integer"}}}}"#,
        "/properties/m lets members of other names be"
      ),
      (
        #"{"type":"object","properties":{"p":{"type":"array","prefixItems":[{"type":"null"}],"items":false}}}"#,
        "/properties/p tells its elements one by one"
      ),
    ] as [(String, String)])
  func `what strict mode cannot say is told, and sent unstrict`(_ schema: String, _ obstacle: String) {
    let lowered = lower(schema, .openAIStrict)
    #expect(lowered.obstacle == obstacle)
    #expect(lowered.output?.isStrict == false)
  }

  @Test func `each target keeps what it takes`() {
    let schema =
      #"{"type":"object","properties":{"a":{"type":"integer","minimum":1,"description":"n"},"b":{"type":"string","pattern":"^[a-z]+$"},"c":{"const":"x"},"d":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":9}},"required":["a"]}"#
    #expect(
      text(lower(schema, .anthropic))
        == #"{"type":"object","properties":{"a":{"type":"integer","description":"n (minimum 1)"},"b":{"type":"string","description":"(pattern \"^[a-z]+$\")"},"c":{"type":"string","const":"x"},"d":{"type":"array","items":{"type":"string"},"minItems":1,"description":"(maxItems 9)"}},"required":["a"],"additionalProperties":false}"#
    )
    #expect(
      text(lower(schema, .gemini))
        == #"{"type":"object","properties":{"a":{"type":"integer","minimum":1,"description":"n"},"b":{"type":"string","description":"(pattern \"^[a-z]+$\")"},"c":{"type":"string","enum":["x"]},"d":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":9}},"required":["a"]}"#
    )
    #expect(
      text(lower(schema, .grammar))
        == #"{"type":"object","properties":{"a":{"type":"integer","minimum":1,"description":"n"},"b":{"type":"string","pattern":"^[a-z]+$"},"c":{"type":"string","const":"x"},"d":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":9}},"required":["a"]}"#
    )
    #expect(lower(schema, .jsonObject).output == nil)
    #expect(lower(schema, .jsonObject).obstacle != nil)
  }

  @Test func `what was dropped is listed`() {
    let lowered = lower(#"{"type":"object","properties":{"a/b":{"type":"string","minLength":1}}}"#, .openAIStrict)
    #expect(lowered.dropped == [LoweredSchema.Dropped(location: "/properties/a~1b/minLength", isDescribed: true)])
  }

  @Test func `an answer comes back as the schema wants it`() throws {
    func original(of answer: String, _ schema: String, _ target: SchemaTarget) throws -> JSONValue {
      try lower(schema, target).original(of: json(answer), by: JSONSchema(json(schema)))
    }
    let schema =
      #"{"type":"object","properties":{"a":{"type":"string"},"n":{"type":["string","null"]},"l":{"items":{"properties":{"o":{"type":"integer"}},"type":"object"},"type":"array"}}}"#
    #expect(
      try original(of: #"{"a":null,"n":null,"l":[{"o":null},{"o":1}]}"#, schema, .openAIStrict)
        == json(#"{"n":null,"l":[{},{"o":1}]}"#))
    #expect(
      try original(of: #"{"value":[1]}"#, #"{"type":"array","items":{"type":"integer"}}"#, .anthropic) == json("[1]"))
    let required = #"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#
    #expect(try original(of: #"{"a":null}"#, required, .openAIStrict) == json(#"{"a":null}"#))
  }

  @Test(arguments: ["a b/c", "", "schéma", String(repeating: "x", count: 90)])
  func `the name is one that providers take`(_ name: String) throws {
    let output = try #require(
      SchemaLowering.lower(json(#"{"type":"object","properties":{}}"#), for: .openAIStrict, name: name).output)
    #expect((1...64).contains(output.name.count))
    #expect(
      output.name.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") })
  }

  @Test func `a schema that would grow without end is not rewritten`() {
    let levels = (0..<40).map {
      ##""n\##($0)":{"type":"object","properties":{"a":{"$ref":"#/$defs/n\##($0 + 1)","description":"x"},"b":{"$ref":"#/$defs/n\##($0 + 1)","description":"y"}}}"##
    }
    let lowered = lower(
      ##"{"$ref":"#/$defs/n0","$defs":{\##(levels.joined(separator: ",")),"n40":{"type":"null"}}}"##, .gemini)
    #expect(lowered.output == nil)
    #expect(lowered.obstacle?.contains("too large") == true)
  }
}
