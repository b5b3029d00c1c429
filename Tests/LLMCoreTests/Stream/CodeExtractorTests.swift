import LLMCore
import LLMTestKit
import Testing

@Suite struct CodeExtractorTests {
  struct Extract: Equatable {
    var code = ""
    var dropped = ""
    var hasBlocks = true
    var isUnclosed = false
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let choice: CodeExtractor.Selection
    let code: String
    let dropped: String
    var isUnclosed = false
    var hasBlocks = true

    init(
      _ text: String, _ choice: CodeExtractor.Selection = .first, code: String, dropped: String = "",
      unclosed: Bool = false,
      blocks: Bool = true
    ) {
      (self.text, self.choice, self.code, self.dropped) = (text, choice, code, dropped)
      (isUnclosed, hasBlocks) = (unclosed, blocks)
    }

    var testDescription: String { "\(choice): \(text.debugDescription)" }
    var extract: Extract { Extract(code: code, dropped: dropped, hasBlocks: hasBlocks, isUnclosed: isUnclosed) }
  }

  private static let plain: [Case] = [
    Case("```\nx = 1\n```", code: "x = 1\n"),
    Case("```python\nx = 1\n\n  y\n```\n", code: "x = 1\n\n  y\n"),
    Case("Sure, here it is:\n\n```sh\nls\n```\nHave fun.\n", code: "ls\n", dropped: "Sure, here it is:\n\nHave fun.\n"),
    Case("~~~\nx\n~~~", code: "x\n"),
    Case("`````\nx\n`````", code: "x\n"),
    Case("```\nx\n`````  ", code: "x\n"),
    Case("```  python title=\"a b\"\nx\n```", code: "x\n"),
    Case("```\n```", code: ""),
    Case("```python\n\n```", code: "\n"),
    Case("``` js\ncost`${a}`\n```", code: "cost`${a}`\n"),
  ]

  private static let inside: [Case] = [
    Case("````md\n```\nx\n```\n````", code: "```\nx\n```\n"),
    Case("~~~\n```\nx\n```\n~~~", code: "```\nx\n```\n"),
    Case("```\n``\nx ``` y\n ````x\n~~~\n```", code: "``\nx ``` y\n ````x\n~~~\n"),
    Case("```markdown\n# T\n```python\nx\n```\nend\n```\n", code: "# T\n```python\nx\n```\nend\n"),
    Case("```text\n```python\nx\n```\nend\n", code: "```python\nx\n", dropped: "end\n"),
    Case("```\n    ```\n```", code: "    ```\n"),
    Case("```\nx\n   ```", code: "x\n"),
  ]

  private static let nested: [Case] = [
    Case("1. Do:\n   ```sh\n   ls\n     -l\n   ```\n2. Done", code: "ls\n  -l\n", dropped: "1. Do:\n2. Done"),
    Case("- ```sh\n  ls\n  ```", code: "ls\n"),
    Case("1. ```sh\n   ls\n   ```", code: "ls\n"),
    Case("   ```\n   x\n y\nz\n   ```", code: "x\ny\nz\n"),
    Case("\t```\n\tx\n\t\ty\n\t```", code: "x\n\ty\n"),
    Case("      ```\n      x\n      ```", code: "x\n"),
    Case("> ```\n> x\n>\n>   y\n> ```\n", code: "x\n\n  y\n"),
    Case("> > ```\n> > x\n> > ```\n", code: "x\n"),
    Case("> ```\n  x\n> ```\n", code: "  x\n"),
    Case("> - ```\n>   x\n>   ```\n", code: "x\n"),
  ]

  private static let lineEnds: [Case] = [
    Case("```\r\nx\r\n\r\ny\r\n```\r\nz", code: "x\r\n\r\ny\r\n", dropped: "z"),
    Case("a\r\n~~~ c\r\nx\r\n~~~ \r\n", code: "x\r\n", dropped: "a\r\n"),
    Case("```\nx\ry\n```", code: "x\ry\n"),
    Case("```\né€😀\n```", code: "é€😀\n"),
  ]

  private static let open: [Case] = [
    Case("```python\nx = 1", code: "x = 1", unclosed: true),
    Case("a\n```python\nx\n``", code: "x\n``", dropped: "a\n", unclosed: true),
    Case("```python", code: "", unclosed: true),
    Case("a\n```\nx\n```", code: "x\n", dropped: "a\n"),
    Case("a\n```\nx\n```\nb\n```\ny", code: "x\n", dropped: "a\nb\ny"),
  ]

  private static let bare: [Case] = [
    Case("x = 1\ny = `2`\n", code: "x = 1\ny = `2`\n", blocks: false),
    Case("", code: "", blocks: false),
    Case("``", code: "``", blocks: false),
    Case("```not a fence``` but code", code: "```not a fence``` but code", blocks: false),
    Case("text ```\nx\n", code: "text ```\nx\n", blocks: false),
    Case(
      "- a\n-b\n1) c\n12345678901. d\n*e*\n--- \n", code: "- a\n-b\n1) c\n12345678901. d\n*e*\n--- \n", blocks: false),
    Case("   \n\n> a\n", code: "   \n\n> a\n", blocks: false),
    Case("x\n~~ y\n ~", code: "x\n~~ y\n ~", blocks: false),
  ]

  private static let three = "a\n```\n1\n```\nb\n~~~\n2\n~~~\nc\n```\n3\n```\nd"

  private static let choices: [Case] = [
    Case(three, .first, code: "1\n", dropped: "a\nb\n2\nc\n3\nd"),
    Case(three, .last, code: "3\n", dropped: "a\nb\n1\nc\n2\nd"),
    Case(three, .all, code: "1\n2\n3\n", dropped: "a\nb\nc\nd"),
    Case("```\n1\n```\n```\n2", .last, code: "2", dropped: "1\n", unclosed: true),
    Case("no fence", .last, code: "no fence", blocks: false),
    Case("no fence", .all, code: "no fence", blocks: false),
    Case("```\n1\n```\n```\n```\n", .last, code: "", dropped: "1\n"),
  ]

  @Test(arguments: plain + inside + nested + lineEnds + open + bare + choices)
  func `E88 fences are stripped exactly, cut everywhere`(_ fixture: Case) throws {
    let extract = try everySplit(of: fixture.text) { pieces in Self.extract(pieces, fixture.choice) }
    #expect(extract == fixture.extract)
  }

  @Test func `code is not held back`() {
    var extractor = CodeExtractor()
    #expect(
      extractor.feed(Array("Sure:\n```py\nx = ".utf8)) == [.dropped(Array("Sure:\n".utf8)), .code(Array("x = ".utf8))])
    #expect(extractor.feed(Array("1\n`".utf8)) == [.code(Array("1\n".utf8))])
    #expect(extractor.feed(Array("`` ".utf8)) == [])
    #expect(extractor.feed(Array("no\n".utf8)) == [.code(Array("``` no\n".utf8))])
    #expect(extractor.isUnclosed)
  }

  @Test(arguments: ["```\n", "", "> ", "- ", "~~~~~\n"])
  func `no byte is lost or made up`(_ start: String) throws {
    var random = SeededRandom(seed: 88)
    let fragments = ["```", "~~~~", "\n", "\r\n", "  ", "\t", "> ", "- ", "1. ", "x", "md", "`", "~", "é"]
    for _ in 0..<2000 {
      let text = start + (0..<random.integer(0...24)).map { _ in random.pick(fragments) }.joined()
      let extract = Self.extract([Array(text.utf8)], .all)
      #expect(Self.extract(text.utf8.map { [$0] }, .all) == extract, "\(text.debugDescription)")
      if !extract.hasBlocks { #expect(extract.code == text) }
      let letters = text.filter { $0 == "x" || $0 == "é" }.count
      let kept = (extract.code + extract.dropped).filter { $0 == "x" || $0 == "é" }.count
      #expect(kept <= letters, "\(text.debugDescription)")
    }
  }

  private static func extract(_ pieces: [[UInt8]], _ choice: CodeExtractor.Selection) -> Extract {
    var extractor = CodeExtractor(choice)
    var (code, dropped): ([UInt8], [UInt8]) = ([], [])
    for piece in pieces.flatMap({ extractor.feed($0) }) + extractor.finish() {
      switch piece {
      case .code(let bytes): code += bytes
      case .dropped(let bytes): dropped += bytes
      }
    }
    return Extract(
      code: String(decoding: code, as: UTF8.self), dropped: String(decoding: dropped, as: UTF8.self),
      hasBlocks: extractor.hasBlocks, isUnclosed: extractor.isUnclosed)
  }
}
