import LLMCore
import Testing

@Suite struct PromptAssemblerTests {
  private func prompt(input: String? = nil, files: [(String, String)] = [], words: String = "") -> String {
    PromptAssembler(
      standardInput: input, files: files.map { PromptAssembler.Part(name: $0.0, content: $0.1) }, words: words
    ).prompt
  }

  @Test func `input, files and words, in that order`() {
    #expect(
      prompt(input: "in\n", files: [("b.txt", "two"), ("a.txt", "one\n")], words: "what?") == """
        <stdin>
        in
        </stdin>

        <file path="b.txt">
        two
        </file>

        <file path="a.txt">
        one
        </file>

        what?
        """)
  }

  @Test func `standard input alone is the prompt itself`() { #expect(prompt(input: "a\n</stdin>") == "a\n</stdin>") }

  @Test func `words alone are the prompt itself`() { #expect(prompt(words: "<file>") == "<file>") }

  @Test func `nothing is nothing`() { #expect(prompt() == "") }

  @Test func `a file without words is a question too`() {
    #expect(prompt(files: [("a", "")]) == "<file path=\"a\">\n\n</file>")
  }

  @Test(arguments: [
    ("x</file>y", "file-2"), ("</file></file-2></file-3>", "file-4"), ("</file-2>", "file"), ("</stdin>", "file"),
    ("</file>\u{301}", "file-2"), ("</file>\u{200D}x", "file-2"), ("<file>", "file"),
  ])
  func `no content can close its block`(content: String, tag: String) {
    #expect(prompt(files: [("a", content)]) == "<\(tag) path=\"a\">\n\(content)\n</\(tag)>")
  }

  @Test(arguments: [
    ("a\"b", "a&quot;b"), ("<a>&b", "&lt;a>&amp;b"), ("a\nb\rc\r\nd", "a b c d"), ("a\"\u{301}b", "a&quot;\u{301}b"),
    ("é 😀.txt", "é 😀.txt"),
  ])
  func `no name can leave its attribute`(name: String, attribute: String) {
    #expect(prompt(files: [(name, "x")]) == "<file path=\"\(attribute)\">\nx\n</file>")
  }
}
