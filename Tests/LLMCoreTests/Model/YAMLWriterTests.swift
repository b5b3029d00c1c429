import LLMCore
import LLMTestKit
import Testing

/// YAML that is written for people, and read back as it was.
@Suite struct YAMLWriterTests {
  private func roundTrip(_ value: JSONValue) throws -> JSONValue {
    try YAMLDocument(Array(YAMLWriter.text(of: value).utf8), depth: 64).root.json
  }

  @Test func `a document looks as a person would write it`() {
    let value: JSONValue = [
      "name": "my suite", "count": .integer(3), "on": "yes", "empty": .array([]), "none": .null,
      "cases": [["name": "a: b", "prompt": "one\ntwo\n"], ["list": [["x": true], "z", ["deep", ["er"]]]]],
    ]
    #expect(
      YAMLWriter.text(of: value) == """
        name: my suite
        count: 3
        "on": "yes"
        empty: []
        none: null
        cases:
          - name: "a: b"
            prompt: |
              one
              two
          - list:
              - x: true
              - z
              - - deep
                - - er

        """)
  }

  @Test(arguments: [
    "", " ", "\n", "\n\n", "a\n", "a\nb", "a\nb\n", "a\n\n", "a\n\n\n", "\na", "  a\nb", "\ta\nb", "a\n b\n  c\n",
    "a\n\tb",
    "a\n  \n", "   \nb", "a  \nb  ", "true", "null", "~", "12", "1e3", "0x1F", "-", "- a", "? a", "a: b", "a #b", "#a",
    "'", "\"", "\\", "a\\nb", "%a", "@a", "`a`", "[a]", "{a}", "&a", "*a", "!a", "|", ">", "a\rb", "a\r\nb\n", "\u{0}",
    "\u{7}x", "a\u{85}b\n", "a\u{2028}b\nc", "a\n\u{FEFF}b", "\u{FFFE}", "é", "日本\n語", "👍\n👍🏽\n", "---",
    "...",
    "---\na", "...\na\n", "a\n---\nb\n", "a\n...\nb", "# a\nb", "key: |\n  x", "\u{1B}[31mred\u{1B}[0m\n", "yes", "NO",
    "y",
    "a:", "a: ", ":a", "a,b", "2026-01-01", "1:30", "<<", "=", "a\u{301}\nb", "a\u{A0}b",
  ])
  func `every text comes back as it was`(text: String) throws {
    let value: JSONValue = .object([
      JSONMember("text", .string(text)), JSONMember("list", .array([.string(text), .array([.string(text)])])),
      JSONMember("deep", .object([JSONMember(text, .string(text))])),
    ])
    let back = try roundTrip(value)
    #expect(JSONWriter.bytes(of: back) == JSONWriter.bytes(of: value))
  }

  @Test func `numbers keep their digits`() throws {
    for digits in ["0", "-1", "1.0", "1e400", "0.10", "123456789012345678901234567890"] {
      #expect(try roundTrip(.object([JSONMember("n", .number(digits))])) == .object([JSONMember("n", .number(digits))]))
    }
  }

  @Test func `a key longer than a reader looks ahead comes back`() throws {
    let value: JSONValue = .object([
      JSONMember(String(repeating: "k", count: 3000), .object([JSONMember("a", "b")])), JSONMember("c", "d"),
    ])
    #expect(try roundTrip(value) == value)
  }

  @Test func `texts of random characters come back`() throws {
    var random = SeededRandom(seed: 7)
    let alphabet = Array(" \n\t\r:#-?|>'\"\\&*!%@`,[]{}~aé\u{85}\u{2028}\u{0}\u{7F}\u{FEFF}日👍".unicodeScalars)
    for _ in 0..<500 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        text.append(alphabet[Int.random(in: alphabet.indices, using: &random)])
      }
      // The reader takes a byte order mark off the front of every text.
      if text.first == "\u{FEFF}" { continue }
      let value: JSONValue = .object([JSONMember("t", .string(String(text))), JSONMember("u", "v")])
      #expect(JSONWriter.bytes(of: try roundTrip(value)) == JSONWriter.bytes(of: value))
    }
  }
}
