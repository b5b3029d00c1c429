import LLMCore
import Testing

@Suite struct YAMLDocumentTests {
  private static let message = "YAML anchors and aliases are not supported"

  private static func error(_ text: String) -> YAMLError? {
    do throws(YAMLError) {
      _ = try YAMLDocument(Array(text.utf8), depth: 40)
      return nil
    } catch { return error }
  }

  @Test(.timeLimit(.minutes(1))) func `aliases of aliases as a key are refused before anything is made of them`() {
    var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1...9 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",") + "]\n"
    }
    #expect(Self.error(text + "? *a9\n: 1\n") == YAMLError(line: 1, message: Self.message))
  }

  @Test(arguments: [
    ("a: &x 1", 1), ("a: 1\nb: *x", 2), ("- &x a\n- *x", 1), ("a: [1, *x]", 1), ("a: {\"b\": *x, c: 1}", 1),
    ("? *x\n: 1", 1),
    ("\"a\": 1\n*x : 2", 2), ("[a,*x]", 1), ("a: |\n  *x\nb: *y", 3), ("# *x\n\n- 'it''s'\n- *y # no", 4),
  ])
  func `an anchor or alias is told with its line`(text: String, line: Int) {
    #expect(Self.error(text)?.message == Self.message)
    #expect(Self.error(text)?.line == line)
  }

  @Test(arguments: [
    "a: '*x'", "a: \"*x\"", "a: b*x", "a: 2 *x", "a: |\n  *x\n  &y", "a: >\n  - *x\n", "# *x\na: 1", "a: 'b\n  *x'",
    "a: \"b \\\n  *x\"", "a: '**bold** and *x*'", "- a & b\n- c&d", "a*b: 1\na&b: 2", "a: *", "a: **x",
  ])
  func `a star that is part of a text is none`(text: String) {
    #expect(Self.error(text)?.message != Self.message)
  }

  @Test func `texts with stars are read as they are`() throws {
    let value = try YAMLDocument(Array("a: '*x'\nb: |\n  *y & z\n".utf8)).root.json
    #expect(value == ["a": "*x", "b": "*y & z\n"])
  }
}
