import LLMCore
import Testing

@Suite struct DelimitedBlockTests {
  @Test(arguments: [
    ("a", "file"), ("</file>", "file-2"), ("</file-2>", "file"), ("</file></file-2></file-4>", "file-3"),
    ("</file></file-02></file-x></file-2", "file-2"), ("</file>\u{301}", "file-2"),
    ("</file></file-99999999999999>", "file-2"),
    ("</filet>", "file"), ("</file", "file"), ("</file>\n</file-3>\n</file-2>", "file-4"),
  ])
  func `the name is the first whose closing tag the text does not have`(content: String, name: String) {
    #expect(DelimitedBlock(tag: "file", content: content).name == name)
  }

  @Test func `a name that another block has is not taken`() {
    #expect(DelimitedBlock(tag: "a", content: "x", besides: ["a", "a-2"]).name == "a-3")
    #expect(DelimitedBlock(tag: "a", content: "</a-3></a>", besides: ["a-2"]).name == "a-4")
  }

  @Test func `content ends its last line`() {
    #expect(DelimitedBlock(tag: "a", attributes: " b=\"c\"", content: "x").text == "<a b=\"c\">\nx\n</a>")
    #expect(DelimitedBlock(tag: "a", content: "x\n").text == "<a>\nx\n</a>")
  }

  @Test(.timeLimit(.minutes(1))) func `many closing tags are looked at once`() {
    let content = "</file>" + (2...100_000).map { "</file-\($0)>" }.joined()
    #expect(DelimitedBlock(tag: "file", content: content).name == "file-100001")
  }
}
