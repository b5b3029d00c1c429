import LLMCore
import Testing

/// Answers that are made to cost much. What is asserted is that reading ends, without a trap, in a value or an error that says where.
@Suite struct HostileAnswerTests {
  static let pieces = [
    "[", "{", "\"", "{\"a\":", "[\"", "[\"a\",", "{\"a\":\"", "\\", "{\\\"", "{\\n", "'", "`", "“", "/*", "//", "#",
    "...", ",", ":", "}", "[1,", "[a ",
    "{a:b ", "{}", "[] ", "{\"a\":1},", "<a>", "```\n", "```json\n[\n", "\u{FEFF}", "{\"a\":\"b\",\"", "[\"a\" \"", "(",
    "[(", "- ", "\n", "{\"a\":\"b,\n\"",
    "\"+", "[\"a\"+", "{\"a\" ", "[{", "{[", "\\u", "[\"\\ud83d", "0", "[-", "[1e", "é", "[{\"a\":1,",
  ]

  @Test(arguments: pieces)
  func `a piece over and over`(_ piece: String) {
    let text = String(repeating: piece, count: 1000)
    for answer in [text, "{\"a\":" + text, "Sure: [" + text, text + "}", text + "\"]}"] {
      do throws(ReadingError) {
        let reading = try AnswerReader().read(answer)
        #expect((try? JSONReader.parse(JSONWriter.bytes(of: reading.value))) == reading.value)
      } catch {
        #expect((0...answer.utf8.count).contains(error.offset))
      }
      var parser = IncrementalJSON()
      _ = parser.feed(Array(answer.utf8))
      _ = parser.finish()
    }
  }

  @Test func `too large an answer is refused`() {
    var reader = AnswerReader()
    reader.maximumSize = 10
    #expect(throws: ReadingError(.tooLarge, at: 10)) { try reader.read("[1, 2, 3, 4]") }
  }

  @Test func `a schema that refers to itself without end is left to the validator`() throws {
    let loops = [
      ##"{"$ref":"#"}"##, ##"{"allOf":[{"$ref":"#"},{"$ref":"#"}]}"##,
      ##"{"anyOf":[{"$ref":"#"},{"$ref":"#"},{"type":"integer"}]}"##,
      ##"{"items":{"$ref":"#"},"anyOf":[{"items":{"$ref":"#"}},{"items":{"$ref":"#"}}],"type":"array"}"##,
    ]
    let deep = String(repeating: "[", count: 100) + "\"1\"" + String(repeating: "]", count: 100)
    for loop in loops {
      let reading = try AnswerReader(schema: try JSONReader.parse(loop)).read(deep) { _ in 1 }
      #expect(reading.value == (try JSONReader.parse(deep)))
      #expect(reading.violations == 1)
    }
  }
}
