import LLMCore
import Testing

/// Requests in our own form come back as they were.
@Suite struct RequestJSONTests {
  @Test func `a request with everything`() throws {
    var message = Message(.user, "what is on it? \u{0} \"é\"")
    message.images = [try #require(ImagePart([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2]))]
    message.documents = [try #require(DocumentPart(Array("%PDF-1.7 x".utf8), name: "a.pdf"))]
    var request = ChatRequest(
      model: "m", messages: [Message(.system, "s"), message, Message(.assistant, "a"), Message(.user, "b")],
      options: [JSONMember("temperature", .number("0.50")), JSONMember("stop", .array([.string("x")]))], streams: false)
    request.format = .schema(OutputSchema(name: "n", schema: .object([]), isStrict: true))
    request.tools = [ToolDefinition(name: "t", description: "d", parameters: .object([]), isStrict: true)]
    request.toolChoice = .named("t")
    #expect(ChatRequest(json: try JSONReader.parse(JSONWriter.bytes(of: request.json))) == request)
    let question = RecordedQuestion(
      request: request, schema: OutputSchema(name: "q", schema: .bool(true), isStrict: true))
    #expect(RecordedQuestion(json: question.json) == question)
  }

  @Test func `other forms are not guessed`() {
    let request = ChatRequest(model: "m", messages: [Message(.user, "x")])
    for (name, value) in [
      ("version", JSONValue.integer(2)), ("messages", .array([.string("x")])), ("model", .null),
      ("format", .string("other")),
    ] {
      let members = (request.json.members ?? []).filter { $0.name != name } + [JSONMember(name, value)]
      #expect(ChatRequest(json: .object(members)) == nil, "\(name)")
    }
  }

  @Test(arguments: 0..<40) func `base 64 there and back`(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
    #expect(Base64.decode(Base64.encode(bytes)) == bytes)
  }

  @Test(arguments: ["a", "ab=", "====", "a===", "ab==", "abc*", "aGk=aGk=", "aG=k", "aGl="])
  func `what is no base 64`(text: String) { #expect(Base64.decode(text) == nil) }

  @Test func `base 64 as RFC 4648 has it`() {
    for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
      #expect(Base64.encode(Array(bytes.utf8)) == text)
      #expect(Base64.decode(text) == Array(bytes.utf8))
    }
  }
}
