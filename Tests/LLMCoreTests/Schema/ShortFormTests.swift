import Testing

@testable import LLMCore

@Suite struct ShortFormTests {
  private func text(_ short: String) throws -> String { JSONWriter.text(of: try SchemaShortForm.schema(from: short)) }

  @Test(
    arguments: [
      (
        "name",
        #"{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}"#
      ),
      (
        "age int, ok bool",
        #"{"type":"object","properties":{"age":{"type":"integer"},"ok":{"type":"boolean"}},"required":["age","ok"],"additionalProperties":false}"#
      ),
      (
        "a?, b int?",
        #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":[],"additionalProperties":false}"#
      ),
      (
        "tags [string]",
        #"{"type":"object","properties":{"tags":{"type":"array","items":{"type":"string"}}},"required":["tags"],"additionalProperties":false}"#
      ),
      (
        "role enum(a, b c,\"d,e\")",
        #"{"type":"object","properties":{"role":{"type":"string","enum":["a","b c","d,e"]}},"required":["role"],"additionalProperties":false}"#
      ),
      (
        "n enum(1,2.5)",
        #"{"type":"object","properties":{"n":{"type":"number","enum":[1,2.5]}},"required":["n"],"additionalProperties":false}"#
      ),
      (
        "name: the full name\nage int: in years, whole",
        #"{"type":"object","properties":{"name":{"type":"string","description":"the full name"},"age":{"type":"integer","description":"in years, whole"}},"required":["name","age"],"additionalProperties":false}"#
      ),
      (
        "a: first, b: \"second, third\"",
        #"{"type":"object","properties":{"a":{"type":"string","description":"first"},"b":{"type":"string","description":"second, third"}},"required":["a","b"],"additionalProperties":false}"#
      ),
      ("[int]", #"{"type":"array","items":{"type":"integer"}}"#),
      (
        "when date, at datetime, u url, x any",
        #"{"type":"object","properties":{"when":{"type":"string","format":"date"},"at":{"type":"string","format":"date-time"},"u":{"type":"string","format":"uri"},"x":{}},"required":["when","at","u","x"],"additionalProperties":false}"#
      ),
      (
        "items [{type enum(feat,fix), subject: what, n {a, b int,}}]",
        #"{"type":"object","properties":{"items":{"type":"array","items":{"type":"object","properties":{"type":{"type":"string","enum":["feat","fix"]},"subject":{"type":"string","description":"what"},"n":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a","b"],"additionalProperties":false}},"required":["type","subject","n"],"additionalProperties":false}}},"required":["items"],"additionalProperties":false}"#
      ),
      (
        "{\n  größe float,\n  \"a b\"\n}",
        #"{"type":"object","properties":{"größe":{"type":"number"},"a b":{"type":"string"}},"required":["größe","a b"],"additionalProperties":false}"#
      ),
    ] as [(String, String)])
  func `the short form stands for a schema`(_ short: String, _ schema: String) throws {
    #expect(try text(short) == schema)
    _ = try JSONSchema(text: schema)
    #expect(try JSONSchema.flaws(in: json(schema)) == [])
  }

  @Test(
    arguments: [
      ("", "column 1: a field is missing"), ("age itn", "column 5: \"itn\" is no type; did you mean int?"),
      ("a, a", "column 4: the field \"a\" is there already"),
      (
        "a [string",
        "column 10: a ] is missing; an array has one type of elements, such as [string] or [{name, age int}]"
      ),
      ("a enum()", "column 8: a choice is missing before \")\""),
      ("a enum(b", "column 9: a ) is missing behind the choices"),
      ("a int b", "column 7: a comma is missing, or \"b\" is too much; a field is: name type: description"),
      ("a {b", "column 5: a } is missing"), ("a {}", "column 5: a field is missing"),
      (
        "a\nb flaot",
        "line 2, column 3: \"flaot\" is no type; these are: \(ShortFormType.names.joined(separator: ", ")), enum(…)"
      ),
      ("a \"b", "column 3: a \" is missing"), (", a", "column 1: the name of a field is missing before \",\""),
      ("[int] x", "column 7: \"x\" cannot stand behind the schema"),
    ] as [(String, String)])
  func `a mistake is pointed at`(_ short: String, _ message: String) {
    let error = #expect(throws: SchemaError.self) { try SchemaShortForm.schema(from: short) }
    #expect(error?.message == message)
  }

  @Test func `deep nesting is an error`() {
    let short = "a " + String(repeating: "[", count: 5_000)
    #expect(throws: SchemaError.self) { try SchemaShortForm.schema(from: short) }
  }

  @Test func `names of files and of saved schemas are no short form`() {
    for text in ["schema.json", "people", "dir/person-v2.json", "~/x"] { #expect(!SchemaShortForm.isLikely(text)) }
    for text in ["a, b", "name int", "[int]", "a?", "{a}"] { #expect(SchemaShortForm.isLikely(text)) }
  }
}
