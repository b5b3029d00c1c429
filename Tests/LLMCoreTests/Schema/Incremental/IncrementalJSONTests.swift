import LLMCore
import LLMTestKit
import Testing

@Suite struct IncrementalJSONTests {
  struct Taken: Equatable, Sendable {
    var parts: [String]
    var ending: IncrementalJSON.Ending
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let shape: StreamShape
    let taken: Taken

    init(
      _ text: String, _ shape: StreamShape, _ parts: [String], _ ending: IncrementalJSON.Ending = .complete
    ) {
      (self.text, self.shape) = (text, shape)
      taken = Taken(parts: parts, ending: ending)
    }

    init(_ text: String, _ parts: [String], _ ending: IncrementalJSON.Ending = .complete) {
      self.init(text, .either, parts, ending)
    }

    var testDescription: String { "\(shape): \(text.debugDescription)" }
  }

  private static let documents: [Case] = [
    Case("[1,2]", ["/0 1", "/1 2"]),
    Case(
      " [ 1 , \"a,]\\\"\" , [ ] , {\"b\":[2,{}]} , null ] ",
      ["/0 1", #"/1 "a,]\"""#, "/2 []", #"/3 {"b":[2,{}]}"#, "/4 null"]),
    Case(#"{"a":1,"b":{"c":[true]},"d":"}"}"#, ["/a 1", #"/b {"c":[true]}"#, #"/d "}""#]),
    Case(#"{"a/b~c":1,"":2,"\u00e9\n":3}"#, ["/a~1b~0c 1", "/ 2", "/é\n 3"]),
    Case("[]", []),
    Case("{ }", []),
    Case("[-1.5e+3,0]", ["/0 -1.5e+3", "/1 0"]),
    Case("[\"\\ud83d\\ude00é€😀\"]", ["/0 \"😀é€😀\""]),
  ]

  private static let shapes: [Case] = [
    Case(
      #"{"title":"x","items":[{"n":1},{"n":2}],"n":2}"#, .elementsOf("items"),
      [
        #"/title "x""#, #"/items/0 {"n":1}"#, #"/items/1 {"n":2}"#, "/n 2",
      ]),
    Case(#"{"items":{"a":1}}"#, .elementsOf("items"), [#"/items {"a":1}"#]),
    Case(#"{"items":[]}"#, .elementsOf("items"), []),
    Case(#"{"items":[1"#, .elementsOf("items"), [], .cut),
    Case(#"{"items":[1]"#, .elementsOf("items"), ["/items/0 1"], .cut),
    Case(#"{"other":{"items":[1]}}"#, .elementsOf("items"), [#"/other {"items":[1]}"#]),
    Case(#"Given {"a":1}: [2]"#, .elements, ["/0 2"]),
    Case(#"As in [1]: {"a":2}"#, .members, ["/a 2"]),
    Case("42", .either, [], .absent),
    Case("\"[1]\"", .members, [], .absent),
  ]

  private static let surroundings: [Case] = [
    Case("Sure:\n```json\n[1,\n2]\n```\nDone [3].", ["/0 1", "/1 2"]),
    Case("\u{FEFF}[1]", ["/0 1"]),
    Case("Use {name}, [see below] and {}: {\"a\":1}", ["/a 1"]),
    Case("Nothing here.", [], .absent),
    Case("", [], .absent),
    Case("Only {placeholder}.", [], .absent),
    Case("<json>[1]</json>", ["/0 1"]),
  ]

  private static let ends: [Case] = [
    Case("[1", [], .cut),
    Case("[1,", ["/0 1"], .cut),
    Case("[1,12", ["/0 1"], .cut),
    Case("[true", [], .cut),
    Case("[\"a", [], .cut),
    Case("[\"a\"", [#"/0 "a""#], .cut),
    Case(#"{"a":1"#, [], .cut),
    Case(#"{"a":1,"b"#, ["/a 1"], .cut),
    Case("[", [], .cut),
    Case("[1,]", ["/0 1"], .broken(JSONError(.unexpectedByte, at: 3))),
    Case("[1 2]", ["/0 1"], .broken(JSONError(.unexpectedByte, at: 3))),
    Case("x [1,'a',[2]]", ["/0 1"], .broken(JSONError(.unexpectedByte, at: 5))),
    Case("['a',[2]]", [], .broken(JSONError(.unexpectedByte, at: 1))),
    Case("{a:1,\"b\":{\"c\":2}}", [], .broken(JSONError(.unexpectedByte, at: 1))),
    Case("{'a':{\"b\":2}}", [], .broken(JSONError(.unexpectedByte, at: 1))),
    Case("[None,[2]]", [], .broken(JSONError(.unexpectedByte, at: 1))),
    Case("[01]", [], .broken(JSONError(.trailingText, at: 2))),
    Case("[{\"a\":[1}]", [], .broken(JSONError(.unexpectedByte, at: 8))),
    Case("[1}", ["/0 1"], .broken(JSONError(.unexpectedByte, at: 2))),
    Case("{\"a\" 1}", [], .broken(JSONError(.unexpectedByte, at: 5))),
    Case("{\"a\":}", [], .broken(JSONError(.unexpectedByte, at: 5))),
    Case("[\"a\nb\"]", [], .broken(JSONError(.controlCharacter, at: 3))),
  ]

  @Test(arguments: documents + shapes + surroundings + ends)
  func `parts are the same however the bytes are cut`(_ fixture: Case) throws {
    let taken = try everySplit(of: fixture.text) { Self.take($0, fixture.shape) }
    #expect(taken == fixture.taken)
  }

  @Test func `a part comes with the byte that ends it`() {
    var parser = IncrementalJSON()
    let counts = "[12, \"a\", {\"b\": 1}]".utf8.map { parser.feed([$0]).count }
    #expect(counts == [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0])
  }

  @Test(arguments: [
    (#"{"type":"array"}"#, StreamShape.elements),
    (#"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"array"}}}"#, .elementsOf("b")),
    (#"{"properties":{"a":{"type":"array"},"b":{"type":"array"}}}"#, .members),
    (#"{"type":"object"}"#, .members),
    (#"{}"#, .either),
    ("true", .either),
  ])
  func `the schema says which parts are wanted`(_ schema: String, _ shape: StreamShape) throws {
    #expect(StreamShape(schema: try JSONReader.parse(schema)) == shape)
  }

  @Test func `depth is bounded`() {
    var parser = IncrementalJSON()
    let deep = Array(repeating: UInt8(ascii: "["), count: 200) + Array(repeating: UInt8(ascii: "]"), count: 200)
    #expect(parser.feed(deep) == [])
    #expect(parser.finish() == .broken(JSONError(.tooDeep, at: 128)))
  }

  /// The parts as lines, and the ending.
  private static func take(_ pieces: [[UInt8]], _ shape: StreamShape) -> Taken {
    var parser = IncrementalJSON(shape)
    let parts = pieces.flatMap { parser.feed($0) }
    return Taken(parts: parts.map { "\($0.pointer) \(JSONWriter.text(of: $0.value))" }, ending: parser.finish())
  }
}
