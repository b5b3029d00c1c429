import Testing

@testable import LLMCore

@Suite struct ReferenceTests {
  @Test(arguments: [
    SchemaCase(##"{"$ref":"#/$defs/a~1b%25","$defs":{"a/b%":{"type":"null"}}}"##, "1", false),
    SchemaCase(##"{"$defs":{"a":{"$anchor":"here","type":"null"}},"$ref":"#here"}"##, "1", false),
    SchemaCase(##"{"$id":"https://e.com/x/","$ref":"y","$defs":{"a":{"$id":"../x/y","type":"null"}}}"##, "1", false),
    SchemaCase(
      ##"{"properties":{"next":{"$ref":"#"}},"additionalProperties":false}"##, #"{"next":{"next":{"x":1}}}"#, false),
    SchemaCase(##"{"properties":{"next":{"$ref":"#"}},"additionalProperties":false}"##, #"{"next":{"next":{}}}"#, true),
    SchemaCase(#"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"#, #"{"type":"strin"}"#, false),
    SchemaCase(#"{"$ref":"http://json-schema.org/draft-07/schema#"}"#, #"{"minLength":-1}"#, false),
    SchemaCase(#"{"$defs":{"unused":{"$ref":"https://nowhere.example/x"}}}"#, "1", true),
  ])
  func `references are followed`(_ example: SchemaCase) throws {
    #expect(try JSONSchema(text: example.schema).isValid(json(example.value)) == example.isValid)
  }

  @Test(arguments: [
    (
      ##"{"$ref":"https://nowhere.example/x"}"##,
      "/$ref: \"https://nowhere.example/x\" leads to https://nowhere.example/x, which is not in this schema; nothing is fetched"
    ),
    (##"{"items":{"$ref":"#/$defs/a"}}"##, "/items/$ref: \"#/$defs/a\" leads to a place that is not there"),
    (##"{"items":{"$ref":"#a"}}"##, "/items/$ref: \"#a\" leads to the anchor \"a\", which is not there"),
    (##"{"$ref":"#"}"##, "refers to itself without getting anywhere: # → #"),
    (
      ##"{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}"##,
      "/$defs/a: refers to itself without getting anywhere: #/$defs/a → #/$defs/a/anyOf/1 → #/$defs/b → #/$defs/b/not → #/$defs/a"
    ),
    (
      #"{"properties":{"a":{"type":"strin"}}}"#,
      "/properties/a/type: \"strin\" is no type; these are: null, boolean, number, integer, string, array, object"
    ),
    (#"{"items":[{}]}"#, "/items: must be one schema; a list of them is called prefixItems since 2020-12"),
    (
      #"{"pattern":"(a"}"#,
      "/pattern: is no regular expression that can be used: a group is not closed, after 2 characters"
    ),
    (#"{"multipleOf":0}"#, "/multipleOf: must be above 0"),
    (#"{"minLength":-1}"#, "/minLength: must be a whole number of at least 0"),
    (#"{"not":3}"#, "/not: must be a schema, that is an object, true or false"),
    ("3", "must be a schema, that is an object, true or false"),
  ])
  func `what cannot be used is said`(_ schema: String, _ message: String) {
    let error = #expect(throws: SchemaError.self) { try JSONSchema(text: schema) }
    #expect(error?.description == message)
  }

  @Test func `documents that are given may be referred to`() throws {
    var options = JSONSchema.Options()
    options.documents["https://e.com/other"] = json(
      ##"{"$defs":{"n":{"type":"integer"}},"properties":{"a":{"$ref":"#/$defs/n"}}}"##)
    let schema = try JSONSchema(text: #"{"$ref":"https://e.com/other"}"#, options: options)
    #expect(!schema.isValid(json(#"{"a":"x"}"#)))
    #expect(schema.validate(json(#"{"a":"x"}"#)).first?.schemaLocation == "https://e.com/other#/$defs/n/type")
  }

  @Test func `the outermost dynamic anchor wins`() throws {
    let schema = try JSONSchema(
      text: ##"""
        {"$id":"https://e.com/strict","$dynamicAnchor":"node","$ref":"tree","unevaluatedProperties":false,
         "$defs":{"tree":{"$id":"tree","$dynamicAnchor":"node","properties":{"data":true,"children":{"items":{"$dynamicRef":"#node"}}}}}}
        """##)
    #expect(schema.isValid(json(#"{"children":[{"data":1}]}"#)))
    #expect(!schema.isValid(json(#"{"children":[{"daat":1}]}"#)))
  }
}
