import LLMCore
import LLMTestKit
import Testing

@Suite struct JSONWriterTests {
  @Test(arguments: [
    "null", "[true,false,null]", "{\"b\":1,\"a\":{\"x\":[]}}", "{\"a\":1,\"a\":2}",
    "[-0.50,1e400,12345678901234567890123]",
    "\"é€😀\u{2028}\"", "[[],{}]", "\"\\\"\\\\/\\n\\r\\t\"",
  ])
  func `compact text comes back byte for byte`(_ text: String) throws {
    #expect(JSONWriter.text(of: try JSONReader.parse(text)) == text)
  }

  @Test func `every control character is escaped, and nothing else`() throws {
    for code in (0 as UInt32)...0x2FF {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let written = JSONWriter.text(of: .string(String(scalar)))
      let isControl = code < 0x20 || (0x7F...0x9F).contains(code)
      #expect(written.unicodeScalars.contains(scalar) == !isControl || code == 0x22 || code == 0x5C, "U+\(code)")
      #expect(try JSONReader.parse(written) == .string(String(scalar)))
    }
    #expect(JSONWriter.text(of: .string("\u{9B}31m\u{1B}\u{7F}\0")) == "\"\\u009b31m\\u001b\\u007f\\u0000\"")
    #expect(JSONWriter.text(of: .string("\u{A0}\u{C2}\u{80}")) == "\"\u{A0}\u{C2}\\u0080\"")
  }

  @Test func `names are escaped as texts are`() {
    #expect(JSONWriter.text(of: .object([JSONMember("a\"\u{1B}", .null)])) == "{\"a\\\"\\u001b\":null}")
  }

  @Test func `the same value gives the same bytes`() {
    let value = JSONValue.object([JSONMember("z", .number("1.0")), JSONMember("a", .array([.string("x")]))])
    #expect(JSONWriter.bytes(of: value) == JSONWriter.bytes(of: value))
    #expect(JSONWriter.text(of: value) == "{\"z\":1.0,\"a\":[\"x\"]}")
  }

  /// Text is looked at eight bytes at a time.
  @Test func `what is escaped is found at every place of every length`() {
    let special: [Unicode.Scalar] = [
      "\"", "\\", "\n", "\u{1F}", "\u{7F}", "\u{80}", "\u{9F}", "\u{A0}", "\u{C2}", " ", "!", "日", "\u{10FFFF}",
    ]
    var random = SeededRandom(seed: 7)
    for length in 0..<40 {
      for _ in 0..<50 {
        var (text, expected) = ("", "\"")
        for _ in 0..<length {
          let scalar = random.chance(0.2) ? special[random.below(special.count)] : "a"
          text.unicodeScalars.append(scalar)
          expected += JSONWriter.text(of: .string(String(scalar))).dropFirst().dropLast()
        }
        #expect(
          JSONWriter.text(of: .string(text)).utf8.elementsEqual((expected + "\"").utf8), "\(text.debugDescription)")
      }
    }
  }
}
