import LLMCore

/// Answers that are JSON, and whose values have to be fitted to a schema.
enum FittedAnswers {
  private static let person =
    #"{"type":"object","required":["name","age"],"properties":{"name":{"type":"string"},"age":{"type":"integer"},"#
    + #""tags":{"type":"array","items":{"type":"string"}},"role":{"enum":["admin","guest"]},"active":{"type":"boolean"},"#
    + #""score":{"type":["number","null"]},"note":{"type":"string"}}}"#

  static let kinds: [AnswerCase] = [
    AnswerCase(#"{"name":"A","age":"41"}"#, #"{"name":"A","age":41}"#, [.numberFromText: 1], schema: person),
    AnswerCase(#"{"name":7,"age":41}"#, #"{"name":"7","age":41}"#, [.textFromNumber: 1], schema: person),
    AnswerCase(#"{"name":1.50,"age":41}"#, #"{"name":"1.50","age":41}"#, [.textFromNumber: 1], schema: person),
    AnswerCase(#"{"name":true,"age":41}"#, #"{"name":"true","age":41}"#, [.textFromBool: 1], schema: person),
    AnswerCase(#"{"name":"A","age":"41.5"}"#, #"{"name":"A","age":"41.5"}"#, schema: person),
    AnswerCase(#"{"name":"A","age":"about 41"}"#, #"{"name":"A","age":"about 41"}"#, schema: person),
    AnswerCase(#"{"name":"A","age":null}"#, #"{"name":"A","age":null}"#, schema: person),
    AnswerCase(#"{"name":"A"}"#, #"{"name":"A"}"#, schema: person),
    AnswerCase(
      #"{"name":"A","age":1,"active":"True"}"#, #"{"name":"A","age":1,"active":true}"#, [.boolFromText: 1],
      schema: person),
    AnswerCase(#"{"name":"A","age":1,"active":"yes"}"#, #"{"name":"A","age":1,"active":"yes"}"#, schema: person),
    AnswerCase(
      #"{"name":"A","age":1,"score":"null"}"#, #"{"name":"A","age":1,"score":null}"#, [.nullFromText: 1], schema: person
    ),
    AnswerCase(
      #"{"name":"A","age":1,"score":"1e3"}"#, #"{"name":"A","age":1,"score":1e3}"#, [.numberFromText: 1], schema: person
    ),
    AnswerCase(#"{"name":"A","age":1,"note":null}"#, #"{"name":"A","age":1}"#, [.omittedNull: 1], schema: person),
    AnswerCase(#"{"name":"A","age":"007"}"#, #"{"name":"A","age":7}"#, [.numberFromText: 1], schema: person),
    AnswerCase(
      #"{"name":"A","age": 041}"#, #"{"name":"A","age":41}"#, [.unquotedText: 1, .numberFromText: 1], schema: person),
    AnswerCase(
      #"{"name":"A","age":"12345678901234567890"}"#, #"{"name":"A","age":12345678901234567890}"#, [.numberFromText: 1],
      schema: person),
  ]

  static let shapes: [AnswerCase] = [
    AnswerCase(
      #"{"name":"A","age":1,"tags":"x"}"#, #"{"name":"A","age":1,"tags":["x"]}"#, [.arrayOfOne: 1], schema: person),
    AnswerCase(
      #"{"name":"A","age":1,"tags":5}"#, #"{"name":"A","age":1,"tags":["5"]}"#, [.arrayOfOne: 1, .textFromNumber: 1],
      schema: person),
    AnswerCase(#"{"name":"A","age":1,"tags":null}"#, #"{"name":"A","age":1}"#, [.omittedNull: 1], schema: person),
    AnswerCase(
      #"{"name":"A","age":1,"tags":"[\"x\",\"y\"]"}"#, #"{"name":"A","age":1,"tags":["x","y"]}"#, [.jsonFromText: 1],
      schema: person),
    AnswerCase(#"[{"name":"A","age":1}]"#, #"{"name":"A","age":1}"#, [.oneOfArray: 1], schema: person),
    AnswerCase(
      #"[{"name":"A","age":1},{"name":"B","age":2}]"#, #"[{"name":"A","age":1},{"name":"B","age":2}]"#, schema: person),
    AnswerCase(
      #""{\"name\":\"A\",\"age\":\"1\"}""#, #"{"name":"A","age":1}"#, [.jsonFromText: 1, .numberFromText: 1],
      schema: person),
    AnswerCase(#"{"a":1}"#, #"[{"a":1}]"#, [.arrayOfOne: 1], schema: #"{"type":"array","items":{"type":"object"}}"#),
    AnswerCase(#"{"a":1}"#, #"{"a":1}"#, schema: #"{"type":"array","items":{"type":"string"}}"#),
    AnswerCase(
      #"["1","x"]"#, #"[1,"x"]"#, [.numberFromText: 1],
      schema: #"{"prefixItems":[{"type":"integer"}],"items":{"type":"string"}}"#),
    AnswerCase(
      #"{"x":"1","y":"2"}"#, #"{"x":1,"y":2}"#, [.numberFromText: 2],
      schema: #"{"additionalProperties":{"type":"number"}}"#),
  ]

  static let spellings: [AnswerCase] = [
    AnswerCase(
      #"{"name":"A","age":1,"role":"Admin"}"#, #"{"name":"A","age":1,"role":"admin"}"#, [.enumSpelling: 1],
      schema: person),
    AnswerCase(
      #"{"name":"A","age":1,"role":" guest\n"}"#, #"{"name":"A","age":1,"role":"guest"}"#, [.enumSpelling: 1],
      schema: person),
    AnswerCase(#"{"name":"A","age":1,"role":"root"}"#, #"{"name":"A","age":1,"role":"root"}"#, schema: person),
    AnswerCase(#""ab""#, #""ab""#, schema: #"{"enum":["AB","Ab"]}"#),
    AnswerCase(#""2""#, "2", [.numberFromText: 1], schema: #"{"enum":[1,2,3]}"#),
    AnswerCase(#"1"#, #""1""#, [.textFromNumber: 1], schema: #"{"enum":["1","2"]}"#),
  ]

  private static let tree =
    ##"{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"n":{"type":"integer"},"##
    + ##""kids":{"type":"array","items":{"$ref":"#/$defs/node"}}}}}}"##

  static let structures: [AnswerCase] = [
    AnswerCase(#"{"n":"1","kids":[{"n":"2"}]}"#, #"{"n":1,"kids":[{"n":2}]}"#, [.numberFromText: 2], schema: tree),
    AnswerCase(#""1""#, "1", [.numberFromText: 1], schema: #"{"anyOf":[{"type":"integer"},{"type":"null"}]}"#),
    AnswerCase(
      #"{"v":"1"}"#, #"{"v":"1"}"#,
      schema: #"{"properties":{"v":{"anyOf":[{"type":"integer"},{"type":"array","items":{"type":"string"}}]}}}"#),
    AnswerCase(
      #"{"kind":"b","n":"1"}"#, #"{"kind":"b","n":1}"#, [.numberFromText: 1],
      schema: #"{"anyOf":[{"type":"object","properties":{"kind":{"enum":["a"]},"n":{"type":"array"}}},"#
        + #"{"type":"object","properties":{"kind":{"enum":["b"]},"n":{"type":"integer"}}}]}"#),
    AnswerCase(
      #"{"a":"1"}"#, #"{"a":1}"#, [.numberFromText: 1], schema: #"{"allOf":[{"properties":{"a":{"type":"number"}}}]}"#),
    AnswerCase(#"{"a":"1"}"#, #"{"a":"1"}"#, schema: ##"{"$ref":"#"}"##),
    AnswerCase(
      "Sure:\n```json\n{'name': 'A', 'age': '41', }\n```", #"{"name":"A","age":41}"#,
      [.fence: 1, .quotes: 4, .extraComma: 1, .numberFromText: 1], schema: person),
  ]

  static let all = kinds + shapes + spellings + structures
}
