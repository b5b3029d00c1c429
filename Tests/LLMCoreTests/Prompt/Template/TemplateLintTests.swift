import LLMCore
import Testing

@Suite struct TemplateLintTests {
  private static func rules(_ text: String) throws -> [String] {
    TemplateLint(try TemplateFileTests.content(text)).findings.map { "\($0.line ?? 0) \($0.rule)" }
  }

  @Test(arguments: [
    ("user: '{{a}}'", ["1 undeclared-parameter"]),
    ("user: a\nparameters:\n  x: text", ["3 unused-parameter"]),
    ("user: a\nsystem: '{{input}}'", ["2 input-in-system"]),
    ("user: '{{input}} {{input}}'", ["1 repeated-input"]),
    ("system: '{{x}}'\nuser: a\nparameters: {x: string}", ["1 open-parameter-in-system"]),
    ("system: '{{x}}'\nuser: a\nparameters: {x: integer}", []),
    ("user: a\nexamples: [{user: '{{x}}', assistant: b}]", ["2 place-in-example"]),
    ("user: use sk-abcdefghijklmnop", ["1 secret"]),
    ("user: a\nparameters:\n  x: {default: ghp_abcdefghijklmnop}", ["3 unused-parameter", "3 secret"]),
    ("user: a\noptions: {my_option: 1}", ["2 unknown-option"]),
    ("examples: [{user: a, assistant: b}]", ["0 empty"]),
    ("user: hello", []),
    ("user: \"a\\u200Bb\"", ["1 invisible-character"]),
    ("user: a\nsystem: \"b\\U000E0041\"", ["2 invisible-character"]),
    ("user: می‌خواهم 👩‍💻 ❤️", []),
  ])
  func `each mistake is found, on its line`(text: String, expected: [String]) throws {
    #expect(try Self.rules(text) == expected)
  }

  @Test func `a slip of the fingers names what was meant, and a key is not repeated`() throws {
    let content = try TemplateFileTests.content("user: '{{topik}} {{topic}}'\nparameters: {topic: text}")
    #expect(TemplateLint(content).findings.first?.message.hasSuffix("did you mean 'topic'?") == true)
    let secret = try TemplateFileTests.content("user: use sk-abcdefghijklmnop")
    #expect(!TemplateLint(secret).findings.contains { $0.message.contains("sk-") })
  }
}
