import LLMCore
import Testing

@Suite struct DraftSyntaxTests {
  @Test(arguments: [
    ("", DraftSyntax.EnterMeaning.none), ("text", .none), (#"a\"#, .replacingBackslash), (#"a\\"#, .none),
    (#"a\\\"#, .replacingBackslash), (#"\"#, .replacingBackslash), (#"a\ "#, .none),
    (#"""""#, .appending), (#"""" x"#, .appending), ("\"\"\"\nx\n\"\"\"", .none), ("  \"\"\"a\"\"\" \n", .none),
    ("\"\"\"\nx\\", .appending), ("say \"\"\"", .none), ("\"\"\"\"\"", .appending),
  ])
  func `Enter goes on or ends`(draft: String, continuation: DraftSyntax.EnterMeaning) {
    #expect(DraftSyntax.continuation(of: draft) == continuation)
  }

  @Test(arguments: [
    ("text", "text"), ("\"\"\"\nx\n\"\"\"", "x"), ("\"\"\"x y\"\"\"", "x y"), ("\"\"\"\n\nx\n\n\"\"\"", "\nx\n"),
    ("\"\"\" unclosed", "\"\"\" unclosed"), ("a \"\"\"b\"\"\"", "a \"\"\"b\"\"\""), ("\"\"\"\"\"\"", ""),
  ])
  func `the content has no quotes around it`(draft: String, content: String) {
    #expect(DraftSyntax.content(of: draft) == content)
  }
}
