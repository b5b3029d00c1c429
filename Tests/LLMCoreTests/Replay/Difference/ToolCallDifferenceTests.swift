import LLMCore
import Testing

/// What answers ask to have called.
@Suite struct ToolCallDifferenceTests {
  private func call(_ name: String, _ arguments: String) -> ToolCall { ToolCall(name: name, arguments: arguments) }

  private func fates(_ old: [ToolCall], _ new: [ToolCall]) -> [String] {
    ToolCallDifference(old, new).entries.map { "\($0.fate.rawValue) \($0.name)" }
  }

  @Test func `the same calls, however they are written`() {
    let difference = ToolCallDifference(
      [call("a", #"{"x":1,"y":2}"#), call("b", "")], [call("a", #"{ "y": 2, "x": 1.0 }"#), call("b", "{}")])
    #expect(difference.isEmpty)
    #expect(difference.entries.count == 2)
  }

  @Test func `arguments differ by structure`() throws {
    let entry = try #require(
      ToolCallDifference([call("f", #"{"city":"Rome"}"#)], [call("f", #"{"city":"Oslo"}"#)]).entries.first)
    #expect(entry.fate == .changed)
    #expect(entry.arguments?.entries.map(\.pointer) == ["/city"])
  }

  @Test func `arguments that were cut differ by words`() throws {
    let entry = try #require(
      ToolCallDifference([call("f", #"{"city":"Rome"}"#)], [call("f", #"{"city":"Ro"#)]).entries.first)
    #expect(entry.fate == .changed)
    #expect(entry.arguments == nil)
    #expect(entry.words?.isEmpty == false)
  }

  @Test func `calls of different names are never paired`() {
    #expect(fates([call("a", #"{"x":1}"#)], [call("b", #"{"x":1}"#)]) == ["removed a", "added b"])
  }

  @Test func `of calls with one name those with like arguments are paired`() {
    let old = [call("f", #"{"city":"Rome","days":3}"#)]
    let new = [call("f", #"{"city":"Oslo","days":1}"#), call("f", #"{"city":"Rome","days":4}"#)]
    #expect(fates(old, new) == ["added f", "changed f"])
  }

  @Test func `a call that changed its place was moved`() {
    #expect(
      fates([call("a", "{}"), call("b", #"{"x":1}"#)], [call("b", #"{"x":1}"#), call("a", "{}")]).sorted()
        == ["moved a", "same b"])
  }

  @Test func `calls that only one answer has`() {
    #expect(fates([], [call("a", "{}")]) == ["added a"])
    #expect(fates([call("a", "{}")], []) == ["removed a"])
    #expect(ToolCallDifference([], []).isEmpty)
  }
}
