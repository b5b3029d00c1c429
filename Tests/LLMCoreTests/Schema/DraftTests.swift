import Testing

@testable import LLMCore

@Suite struct DraftTests {
  @Test(arguments: [
    (SchemaDraft.draft4, SchemaCase(#"{"type":"integer"}"#, "1.0", false)),
    (.draft6, SchemaCase(#"{"type":"integer"}"#, "1.0", true)),
    (.draft4, SchemaCase(#"{"minimum":1,"exclusiveMinimum":true}"#, "1", false)),
    (.draft4, SchemaCase(#"{"const":1}"#, "2", true)), (.draft6, SchemaCase(#"{"const":1}"#, "2", false)),
    (.draft6, SchemaCase(#"{"if":true,"then":false}"#, "2", true)),
    (.draft7, SchemaCase(#"{"if":true,"then":false}"#, "2", false)),
    (
      .draft7,
      SchemaCase(##"{"$ref":"#/definitions/a","type":"null","definitions":{"a":{"type":"integer"}}}"##, "1", true)
    ),
    (
      .draft2019,
      SchemaCase(##"{"$ref":"#/definitions/a","type":"null","definitions":{"a":{"type":"integer"}}}"##, "1", false)
    ),
    (.draft7, SchemaCase(#"{"items":[{"type":"string"}],"additionalItems":false}"#, #"["a",1]"#, false)),
    (.draft2020, SchemaCase(#"{"prefixItems":[{"type":"string"}],"additionalItems":false}"#, #"["a",1]"#, true)),
    (.draft7, SchemaCase(#"{"dependencies":{"a":["b"]}}"#, #"{"a":1}"#, false)),
    (.draft7, SchemaCase(#"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#, true)),
    (.draft2019, SchemaCase(#"{"contains":{"type":"string"},"unevaluatedItems":false}"#, #"["a"]"#, false)),
    (.draft2020, SchemaCase(#"{"contains":{"type":"string"},"unevaluatedItems":false}"#, #"["a"]"#, true)),
    (.draft4, SchemaCase(#"{"format":"uuid"}"#, #""no""#, true)),
    (.draft2020, SchemaCase(#"{"format":"uuid"}"#, #""no""#, false)),
  ])
  func `each draft has its own rules`(_ draft: SchemaDraft, _ example: SchemaCase) throws {
    var options = JSONSchema.Options()
    options.draft = draft
    #expect(try JSONSchema(text: example.schema, options: options).isValid(json(example.value)) == example.isValid)
    var members = json(example.schema).members ?? []
    members.insert(JSONMember("$schema", .string(draft.metaschema + (draft < .draft2019 ? "#" : ""))), at: 0)
    #expect(try JSONSchema(.object(members)).isValid(json(example.value)) == example.isValid)
  }

  @Test func `a draft that is not known is named`() {
    #expect(throws: SchemaError.self) { try JSONSchema(text: #"{"$schema":"https://example.com/mine"}"#) }
    let error = #expect(throws: SchemaError.self) {
      try JSONSchema(text: #"{"$schema":"http://json-schema.org/draft-03/schema#"}"#)
    }
    #expect(error?.description.contains("draft-03") == true)
  }

  @Test func `a metaschema of one's own decides which keywords count`() throws {
    var options = JSONSchema.Options()
    options.documents["https://example.com/meta"] = json(
      #"""
      {"$id":"https://example.com/meta","$schema":"https://json-schema.org/draft/2020-12/schema",
       "$vocabulary":{"https://json-schema.org/draft/2020-12/vocab/core":true,"https://json-schema.org/draft/2020-12/vocab/applicator":true}}
      """#)
    let schema = try JSONSchema(
      text: #"{"$schema":"https://example.com/meta","properties":{"a":false},"minProperties":5}"#, options: options)
    #expect(schema.isValid(json("{}")))
    #expect(!schema.isValid(json(#"{"a":1}"#)))
  }

  @Test func `a vocabulary that is required and not known is an error`() {
    var options = JSONSchema.Options()
    options.documents["https://example.com/meta"] = json(
      #"{"$schema":"https://json-schema.org/draft/2020-12/schema","$vocabulary":{"https://example.com/v":true}}"#)
    #expect(throws: SchemaError.self) {
      try JSONSchema(text: #"{"$schema":"https://example.com/meta"}"#, options: options)
    }
  }

  @Test func `formats are annotations where the draft says so`() throws {
    var options = JSONSchema.Options()
    options.formats = .asDraftSays
    #expect(try JSONSchema(text: #"{"format":"ipv4"}"#, options: options).isValid(.string("no")))
    #expect(try !JSONSchema(text: #"{"format":"ipv4"}"#).isValid(.string("no")))
    #expect(try JSONSchema(text: #"{"format":"of-my-own"}"#).isValid(.string("no")))
  }
}
