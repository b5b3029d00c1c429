import LLMCore
import Testing

@Suite struct TemplateDifferenceTests {
  private static func changes(_ before: String, _ after: String) throws -> [TemplateDifference.Change] {
    TemplateDifference(try TemplateFileTests.content(before), try TemplateFileTests.content(after)).changes
  }

  @Test func `members that are another one, new or gone are told, in the order of a file`() throws {
    let before = "description: d\nmodel: m\noptions: {seed: 1}\nparameters: {a: text}\nuser: x"
    let after = "description: d\noptions: {seed: 2}\nparameters: {a: text, b: integer}\nsystem: s\nuser: x"
    #expect(
      try Self.changes(before, after) == [
        TemplateDifference.Change(member: "model", before: "m", after: nil),
        TemplateDifference.Change(member: "options.seed", before: "1", after: "2"),
        TemplateDifference.Change(member: "parameters.b", before: nil, after: "integer (required)"),
        TemplateDifference.Change(member: "system", before: nil, after: "s"),
      ])
  }

  @Test func `comments and blanks are no difference`() throws {
    #expect(try Self.changes("# a\nuser: x", "user: |\n  x\n\n# b") == [])
  }

  @Test func `examples are compared one by one`() throws {
    let one = "user: x\nexamples: [{user: a, assistant: b}]"
    let two = "user: x\nexamples: [{user: a, assistant: c}, {user: d, assistant: e}]"
    #expect(
      try Self.changes(one, two).map(\.member) == ["examples.1.assistant", "examples.2.user", "examples.2.assistant"])
  }
}
