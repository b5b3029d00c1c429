import LLMCore
import Testing

@Suite struct CodeBlockTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let markdown: String
    let block: String?

    init(_ name: String, _ markdown: String, _ block: String?) {
      (testDescription, self.markdown, self.block) = (name, markdown, block)
    }
  }

  @Test(arguments: [
    Case("a block", "a\n```\nx\ny\n```\nb", "x\ny\n"), Case("an info string", "```swift title=\"a\"\nx\n```", "x\n"),
    Case("the last of several", "```\nx\n```\n~~~\ny\n~~~\n", "y\n"), Case("none", "a `b` c\n    indented\n", nil),
    Case("nothing", "", nil), Case("an empty block", "```\n```", ""),
    Case("tildes hold backticks", "~~~md\n```\nx\n```\n~~~", "```\nx\n```\n"),
    Case("a longer fence holds a shorter one", "````\n```\nx\n```\n````", "```\nx\n```\n"),
    Case("a longer run closes", "```\nx\n`````\ny", "x\n"),
    Case("a shorter run does not", "````\nx\n```\ny", "x\n```\ny"),
    Case("a run with words does not close", "```\nx\n``` y\n```", "x\n``` y\n"),
    Case("white space behind the closing run", "```\nx\n```  \t\ny", "x\n"),
    Case("unterminated", "a\n```\nx\ny", "x\ny"), Case("unterminated at once", "a\n```", ""),
    Case("an unterminated block behind a whole one", "```\nx\n```\n```\ny", "y"),
    Case("two backticks are no fence", "``\nx\n``", nil), Case("inline code of three", "```x``` y\n", nil),
    Case("a tilde fence may have backticks in its info string", "~~~ a`b\nx\n~~~", "x\n"),
    Case("the fence's indentation is taken off", "  ```\n    x\n y\nz\n  ```", "  x\ny\nz\n"),
    Case("indented by four is no fence", "    ```\n    x\n", nil),
    Case("a closing run indented by four does not close", "```\nx\n    ```\ny\n```", "x\n    ```\ny\n"),
    Case("the closing run may stand further out", "   ```\n   x\n```", "x\n"),
    Case("CRLF", "a\r\n```js\r\nx\r\n\r\ny\r\n```\r\nb", "x\r\n\r\ny\r\n"),
    Case("a combining mark behind the fence", "```\u{301}\nx\n```", "x\n"),
    Case("separators of Unicode are no line ends", "```\nx\u{2028}```\ny\n```", "x\u{2028}```\ny\n"),
  ])
  func `the last block`(_ fixture: Case) { #expect(CodeBlock.last(in: fixture.markdown) == fixture.block) }
}
