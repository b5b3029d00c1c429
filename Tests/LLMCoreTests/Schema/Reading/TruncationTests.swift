import LLMCore
import LLMTestKit
import Testing

@Suite struct TruncationTests {
  private static let documents = [
    #"{"name":"Ada","age":36,"tags":["x","y, z","\"q\""],"on":true,"none":null,"pi":-3.25e+10}"#,
    #"[{"a":1,"b":[2,3,[4]]},{"a":12,"b":[]},{"a":"é😀\u00e9\ud83d\ude00\n","b":{}}]"#,
    "{\n  \"first\": {\n    \"second\": [\n      100,\n      \"text with: {braces}, [brackets]\"\n    ]\n  }\n}\n",
    "Sure:\n```json\n[10, 20, 30]\n```\nDone.",
    #"{'a': "it's", b: True, "c": (1, 22), /* so */ 'd': 'say "hi" now', }"#,
    "{\"id\":1,\"v\":\"a\"}\n{\"id\":22,\"v\":\"bb\"}\n{\"id\":333,\"v\":\"ccc\"}",
    #"{\"a\": [1, \"two\"], \"b\": false}"#,
  ]

  @Test(arguments: documents)
  func `what a cut leaves is part of the whole`(_ text: String) throws {
    let bytes = Array(text.utf8)
    let whole = try AnswerReader().read(bytes).value
    for length in 0..<bytes.count {
      guard let reading = try? AnswerReader().read(Array(bytes[..<length])) else { continue }
      #expect(
        isPart(reading.value, of: whole), "\(String(decoding: bytes[..<length], as: UTF8.self)) gives \(reading.value)")
    }
  }

  @Test(arguments: documents)
  func `a string that the cut leaves is the beginning of the whole one`(_ text: String) throws {
    let bytes = Array(text.utf8)
    let whole = try AnswerReader().read(bytes).value
    var reader = AnswerReader()
    reader.keepsCutText = true
    for length in 0..<bytes.count {
      guard let reading = try? reader.read(Array(bytes[..<length])) else { continue }
      let mayBeCut = reading.steps.contains { $0.kind == .cutText }
      #expect(
        isPart(reading.value, of: whole, texts: mayBeCut),
        "\(String(decoding: bytes[..<length], as: UTF8.self)) gives \(reading.value)")
      if mayBeCut { #expect(reading.isTruncated) }
    }
  }

  @Test func `a document that lost its end says so`() throws {
    let document = #"{"a":[{"b":1},{"b":2}]}"#
    for length in [14, 21, 22] {
      #expect(try AnswerReader().read(String(document.prefix(length))).isTruncated)
    }
    #expect(try !AnswerReader().read(document).isTruncated)
  }

  @Test func `a valid value is chosen before a cut one, and the cut is told`() throws {
    let schema = try JSONReader.parse(#"{"required":["a"]}"#)
    let reading = try AnswerReader(schema: schema).read(#"{"a": 1} or {"a": "x"#) {
      SmallSchema(schema).violations(of: $0)
    }
    #expect(reading.value == .object([JSONMember("a", .number("1"))]))
    #expect(reading.isTruncated)
  }

  /// Whether a value says nothing that the whole does not say at the same place.
  private func isPart(_ value: JSONValue, of whole: JSONValue, texts: Bool = false) -> Bool {
    switch (value, whole) {
    case (.array(let elements), .array(let others)):
      return elements.count <= others.count && zip(elements, others).allSatisfy { isPart($0, of: $1, texts: texts) }
    case (.object(let members), .object(let others)):
      return members.count <= others.count
        && zip(members, others).allSatisfy { $0.name == $1.name && isPart($0.value, of: $1.value, texts: texts) }
    // Of JSON lines the first ones may be all that came.
    case (.object, .array(let others)): return others.first.map { isPart(value, of: $0, texts: texts) } == true
    case (.string(let text), .string(let other)): return text == other || texts && other.utf8.starts(with: text.utf8)
    default: return value == whole
    }
  }
}
