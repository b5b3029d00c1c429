import LLMCore
import Testing

@Suite struct JSONValueTests {
  @Test func `C60 counts come in many forms`() {
    let counts: [(JSONValue, Int?)] = [
      (.number("12"), 12), (.number("12.0"), 12), (.number("1.2e1"), 12), (.string("12"), 12), (.number("-1"), -1),
      (.number("1.5"), nil), (.number("1e400"), nil), (.number("9223372036854775808"), nil), (.string(""), nil),
      (.string("many"), nil), (.string("nan"), nil), (.string("inf"), nil), (.null, nil), (.bool(true), nil),
      (.array([.number("1")]), nil), (.number("9223372036854775807"), .max),
    ]
    for (value, count) in counts { #expect(value.integer == count, "\(value)") }
  }

  @Test func `members, the last one of a name`() {
    let object = JSONValue.object([
      JSONMember("a", .number("1")), JSONMember("a", .string("x")), JSONMember("b", .bool(false)),
    ])
    #expect(object["a"]?.text == "x")
    #expect(object["b"]?.bool == false)
    #expect(object["c"] == nil)
    #expect(JSONValue.array([])["a"] == nil)
    #expect(JSONValue.array([.null]).elements == [.null])
    #expect(object.elements == nil)
  }

  @Test func `true is not one`() {
    #expect(JSONValue.bool(true) != .number("1"))
    #expect(JSONValue.number("1").bool == nil)
    #expect(JSONValue.number("1").text == nil)
  }

  @Test func `own values`() {
    #expect(JSONValue.integer(-3) == .number("-3"))
    #expect(JSONValue.optional(nil as String?) == .null)
    #expect(JSONValue.optional("x") == .string("x"))
    #expect(JSONValue.optional(nil as Int?) == .null)
    #expect(JSONValue.optional(7) == .number("7"))
  }
}
