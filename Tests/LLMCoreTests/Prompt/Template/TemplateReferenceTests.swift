import LLMCore
import Testing

@Suite struct TemplateReferenceTests {
  @Test(arguments: [
    ("commit", "commit", TemplateReference.Selector.usual), ("a-b_1@v3", "a-b_1", .number(3)),
    ("x@staging", "x", .word("staging")), ("x@deadbeef", "x", .word("deadbeef")), ("x@1a2b3c", "x", .word("1a2b3c")),
    ("x@version2", "x", .word("version2")),
  ])
  func `a name and what stands behind it`(
    text: String, name: String, selector: TemplateReference.Selector
  ) throws {
    let reference = try TemplateReference(text)
    #expect(reference.name == name)
    #expect(reference.selector == selector)
  }

  @Test(arguments: [
    "", "@v1", "a.b", "rollout.json", "../x", "a/b", ".hidden", "a b", "é", "x@", "x@3", "x@v0", "x@v03", "x@v1.2",
    "x@a b", "x@12345",
    "x@v999999999",
  ])
  func `what is no name and no version is refused`(text: String) {
    let error = #expect(throws: LLMError.self) { try TemplateReference(text) }
    #expect(error?.code == .usage)
  }

  @Test func `a number alone was meant as a version`() {
    let error = #expect(throws: LLMError.self) { try TemplateReference("x@3") }
    #expect(error?.advice == "Did you mean 'x@v3'?")
  }
}
