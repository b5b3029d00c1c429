import LLMCore
import LLMTestKit
import Testing

@Suite struct JSONReaderTests {
  @Test(
    arguments: zip(
      [
        "null", " true\t", "\r\nfalse\n", "0", "-0", "-0.0", "1e400", "12345678901234567890123", "0.1E-7", "1e+2",
        "\"\"", "\"\\u0000\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\u{7F}\u{2028}\"", "\"\\ud83d\\uDE00\"", "[]",
        "[ 1 , [] ]",
        "{}", "{\"\":1}", "{\"a\":1,\"a\":2}",
      ],
      [
        .null, .bool(true), .bool(false), .number("0"), .number("-0"), .number("-0.0"), .number("1e400"),
        .number("12345678901234567890123"), .number("0.1E-7"), .number("1e+2"), .string(""), .string("\0"),
        .string("\"\\/\u{8}\u{C}\n\r\t"), .string("\u{7F}\u{2028}"), .string("😀"), .array([]),
        .array([.number("1"), .array([])]), .object([]), .object([JSONMember("", .number("1"))]),
        .object([JSONMember("a", .number("1")), JSONMember("a", .number("2"))]),
      ] as [JSONValue]))
  func accepts(_ text: String, _ value: JSONValue) throws {
    #expect(try JSONReader.parse(text) == value)
    var reader = JSONReader(Array(text.utf8))
    try reader.skipValue()
    try reader.finish()
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let text: String
    let error: JSONError

    init(_ text: String, _ reason: JSONError.Reason, at offset: Int) {
      self.text = text
      self.error = JSONError(reason, at: offset)
    }

    var testDescription: String { text.debugDescription }
  }

  @Test(arguments: [
    Refusal("", .unexpectedEnd, at: 0), Refusal("  ", .unexpectedEnd, at: 2), Refusal("[1,]", .unexpectedByte, at: 3),
    Refusal("{\"a\":1,}", .unexpectedKind, at: 7), Refusal("[,1]", .unexpectedByte, at: 1),
    Refusal("[1 2]", .unexpectedByte, at: 3), Refusal("[1", .unexpectedEnd, at: 2),
    Refusal("{\"a\"", .unexpectedEnd, at: 4),
    Refusal("{\"a\" 1}", .unexpectedByte, at: 5), Refusal("{a:1}", .unexpectedKind, at: 1),
    Refusal("{1:1}", .unexpectedKind, at: 1), Refusal("\u{FEFF}1", .unexpectedByte, at: 0),
    Refusal("1 2", .trailingText, at: 2), Refusal("{}}", .trailingText, at: 2), Refusal("1\0", .trailingText, at: 1),
    Refusal("// c\n1", .unexpectedByte, at: 0), Refusal("[1]/**/", .trailingText, at: 3),
    Refusal("\"a\nb\"", .controlCharacter, at: 2), Refusal("\"\u{1F}\"", .controlCharacter, at: 1),
    Refusal("\"\0\"", .controlCharacter, at: 1), Refusal("\"abc", .unexpectedEnd, at: 4),
    Refusal("\"\\", .unexpectedEnd, at: 2),
    Refusal("\"\\x41\"", .badEscape, at: 2), Refusal("\"\\u12g4\"", .badEscape, at: 5),
    Refusal("\"\\u12", .unexpectedEnd, at: 5), Refusal("\"\\U0041\"", .badEscape, at: 2),
    Refusal("'a'", .unexpectedByte, at: 0),
    Refusal("01", .trailingText, at: 1), Refusal("-", .unexpectedEnd, at: 1), Refusal("-a", .badNumber, at: 1),
    Refusal("1.", .unexpectedEnd, at: 2), Refusal("1.e1", .badNumber, at: 2), Refusal(".5", .unexpectedByte, at: 0),
    Refusal("1e", .unexpectedEnd, at: 2), Refusal("1e+ ", .badNumber, at: 3), Refusal("+1", .unexpectedByte, at: 0),
    Refusal("0x1", .trailingText, at: 1), Refusal("NaN", .unexpectedByte, at: 0),
    Refusal("Infinity", .unexpectedByte, at: 0),
    Refusal("nul", .unexpectedEnd, at: 3), Refusal("nulL", .unexpectedByte, at: 3),
    Refusal("True", .unexpectedByte, at: 0),
    Refusal("truex", .trailingText, at: 4), Refusal("]", .unexpectedByte, at: 0),
  ])
  func refuses(_ refusal: Refusal) {
    let bytes = Array(refusal.text.utf8)
    #expect(throws: refusal.error) { try JSONReader.parse(bytes) }
    #expect(throws: refusal.error) {
      var reader = JSONReader(bytes)
      try reader.skipValue()
      try reader.finish()
    }
    // In the middle of a larger text the offset still counts from the range's start.
    #expect(throws: refusal.error) { try JSONReader.parse([0x37] + bytes + [0x37], in: 1..<bytes.count + 1) }
  }

  @Test func `nesting is limited and the limit is exact`() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(throws: Never.self) { try JSONReader.parse(nested(128)) }
    #expect(throws: JSONError(.tooDeep, at: 128)) { try JSONReader.parse(nested(129)) }
    #expect(throws: JSONError(.tooDeep, at: 128)) { try JSONReader.parse(String(repeating: "[", count: 1_000_000)) }
    // Depth is what is open, not what has been.
    #expect(throws: Never.self) {
      try JSONReader.parse("[" + Array(repeating: "[]", count: 500).joined(separator: ",") + "]")
    }
  }

  @Test(
    arguments: [
      ("\"\\ud83d\"", [0xED, 0xA0, 0xBD]), ("\"\\ude00\"", [0xED, 0xB8, 0x80]),
      ("\"\\ud83d\\ud83d\\ude00\"", [0xED, 0xA0, 0xBD, 0xF0, 0x9F, 0x98, 0x80]),
      ("\"\\ud83dx\\ude00\"", [0xED, 0xA0, 0xBD, 0x78, 0xED, 0xB8, 0x80]),
      ("\"\\ud83d\\n\"", [0xED, 0xA0, 0xBD, 0x0A]),
    ] as [(String, [UInt8])])
  func `a surrogate without its partner is kept as bytes`(_ text: String, _ bytes: [UInt8]) throws {
    var reader = JSONReader(Array(text.utf8))
    #expect(try reader.readStringBytes() == bytes)
  }

  @Test(arguments: zip(["\"a\\ud83db\"", "\"\\ude00\\ud83d\""], ["a\u{FFFD}b", "\u{FFFD}\u{FFFD}"]))
  func `a surrogate without its partner is one U+FFFD in a String`(_ text: String, _ string: String) throws {
    #expect(try JSONReader.parse(text) == .string(string))
  }

  @Test func `bytes that are no UTF-8 are kept, and replaced in a String`() throws {
    let bytes: [UInt8] = [0x22, 0x61, 0xFF, 0x22]
    var reader = JSONReader(bytes)
    #expect(try reader.readStringBytes() == [0x61, 0xFF])
    #expect(try JSONReader.parse(bytes) == .string("a\u{FFFD}"))
  }

  @Test func `members are pulled without a tree`() throws {
    var reader = JSONReader(Array("{\"skip\":[{\"a\":[]}],\"n\":1.50,\"b\":true,\"no\":null,\"list\":[\"x\",2]}".utf8))
    var seen: [String] = []
    try reader.readObject { reader, name throws(JSONError) in
      switch name {
      case "n": seen.append(try reader.readNumber())
      case "b": seen.append("\(try reader.readBool())")
      case "no": seen.append("\(try reader.readNull())")
      case "list":
        try reader.readArray { reader throws(JSONError) in
          seen.append("\(try reader.peekKind())"); try reader.skipValue()
        }
      default: try reader.skipValue()
      }
    }
    try reader.finish()
    #expect(seen == ["1.50", "true", "true", "string", "number"])
  }

  @Test func `asking for another kind is an error, not a crash`() {
    #expect(throws: JSONError(.unexpectedKind, at: 0)) {
      var reader = JSONReader(Array("[1]".utf8))
      _ = try reader.readString()
    }
    #expect(throws: JSONError(.unexpectedKind, at: 1)) {
      var reader = JSONReader(Array(" \"a\"".utf8))
      try reader.readObject { _, _ in }
    }
  }

  @Test(arguments: ["\"text\"", "[1]", "{}", "true", ""])
  func `a number is asked for where none stands`(_ text: String) {
    #expect(throws: JSONError.self) {
      var reader = JSONReader(Array(text.utf8))
      _ = try reader.readNumber()
    }
  }
}
