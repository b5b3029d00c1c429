import LLMTestKit
import Testing

@testable import LLMCore

/// `llmctl chat --schema`: what is sent, what comes of answers that fit, nearly fit and do not.
@Suite struct SchemaRunTests {
  private static func reply(_ text: String, finish: String = "stop") -> ScriptedTransport.Reply {
    .sse([Payload.text(text), #"{"choices":[{"index":0,"delta":{},"finish_reason":"\#(finish)"}]}"#])
  }

  private static func scene(_ replies: String..., schema: String = "name, age int") -> ChatScene {
    scene(replies.map { reply($0) }, schema: schema)
  }

  private static func scene(_ replies: [ScriptedTransport.Reply], schema: String = "name, age int") -> ChatScene {
    var scene = ChatScene(replies, words: "who?")
    scene.invocation.schema = schema
    return scene
  }

  private static func messages(_ scene: ChatScene) throws -> [String] {
    let body = try JSONReader.parse(scene.body)
    return (body["messages"]?.elements ?? []).map { "\($0["role"]?.text ?? ""): \($0["content"]?.text ?? "")" }
  }

  // MARK: What comes out

  @Test func `an answer that fits is a line of JSON`() async throws {
    let scene = Self.scene(#"{"name": "Ada", "age": 36}"#)
    #expect(try await scene.run() == .complete)
    #expect(scene.output == "{\"name\":\"Ada\",\"age\":36}\n")
    #expect(scene.notes == [])
    #expect(scene.stage.outcome?.answer == #"{"name": "Ada", "age": 36}"#)
  }

  @Test func `what had to be done to an answer is named, and kept`() async throws {
    var scene = Self.scene("Sure!\n```json\n{\"name\": \"Ada\", \"age\": \"36\",}\n```\nAnything else?")
    scene.invocation.output = .json
    #expect(try await scene.run() == .complete)
    let document = try JSONReader.parse(scene.output)
    #expect(document["value"] == .object([JSONMember("name", .string("Ada")), JSONMember("age", .number("36"))]))
    #expect(document["structured"]?["valid"] == .bool(true))
    let steps = document["structured"]?["steps"]?.elements?.compactMap { $0["step"]?.text } ?? []
    #expect(Set(steps).isSuperset(of: ["extra-comma", "number-from-text"]), "\(steps)")
    let recorded = scene.stage.outcome?.reading?["steps"]?.elements?.compactMap { $0["step"]?.text }
    #expect(recorded == steps)
  }

  @Test func `an answer that does not fit is asked for again with what is wrong, and the history does not grow`()
    async throws
  {
    let scene = Self.scene(#"{"name": "Ada"}"#, #"{"name": "Ada", "age": "old"}"#, #"{"name": "Ada", "age": 36}"#)
    #expect(try await scene.run() == .complete)
    #expect(scene.output == "{\"name\":\"Ada\",\"age\":36}\n")
    let messages = try Self.messages(scene)
    #expect(messages.filter { $0.hasPrefix("assistant: ") } == [#"assistant: {"name": "Ada", "age": "old"}"#])
    #expect(messages.last?.contains("/age") == true, "\(messages)")
    #expect(messages.count { $0.hasPrefix("user: ") } == 2)
    let attempts = scene.stage.attempts
    #expect(attempts.map(\.sequel) == [.reask, .reask])
    #expect(attempts.map(\.errorCode) == ["schema", "schema"])
    #expect(scene.stage.outcome?.reading?["reasks"]?.integer == 2)
    #expect(scene.stage.transport.calls.count == 3)
  }

  @Test func `an answer that never fits is not printed, and ends with 65 and the places`() async throws {
    let scene = Self.scene(#"{"name": 1}"#, #"{"age": 1}"#, #"{"name": "Ada", "age": 1.5}"#)
    #expect(try await scene.run() == .dataError)
    #expect(scene.output == "")
    #expect(scene.notes.last?.hasPrefix("error: the answer does not fit the schema, asked 3 times: /age ") == true)
    #expect(scene.stage.outcome?.answer == #"{"name": "Ada", "age": 1.5}"#)
    #expect(scene.stage.outcome?.verdict == .failed)
  }

  @Test func `the same mistakes again end it`() async throws {
    let scene = Self.scene(#"{"name": "Ada"}"#, #"{"name": "Bob"}"#, "never asked for")
    #expect(try await scene.run() == .dataError)
    #expect(scene.stage.transport.calls.count == 2)
  }

  @Test func `reask 0 asks once`() async throws {
    var scene = Self.scene("no JSON at all", "never asked for")
    scene.invocation.reasks = 0
    #expect(try await scene.run() == .dataError)
    #expect(scene.notes.last?.contains("there is no JSON in the answer") == true, "\(scene.notes)")
    #expect(scene.stage.transport.calls.count == 1)
  }

  @Test func `refusals, cuts and filters are outcomes of their own and never asked for again`() async throws {
    for (finish, code) in [("length", ExitCode.dataError), ("content_filter", .refusedByModel)] {
      let scene = Self.scene([Self.reply(#"{"name": "A"#, finish: finish), Self.reply("{}")])
      #expect(try await scene.run() == code)
      #expect(scene.output == "")
      #expect(scene.stage.transport.calls.count == 1)
    }
  }

  @Test func `half a document is none, but the parts before a cut count`() async throws {
    let half = Self.reply(#"{"items":[{"n":1},{"n":2},{"n"#, finish: "length")
    let whole = Self.scene([half], schema: "items [{n int}]")
    #expect(try await whole.run() == .dataError)
    #expect(whole.notes.last?.contains("there is no whole value") == true, "\(whole.notes)")
    #expect(whole.stage.outcome?.verdict == .partial)
    #expect(whole.stage.outcome?.answer?.hasPrefix(#"{"items":[{"n":1}"#) == true)
    var parts = Self.scene([half], schema: "items [{n int}]")
    parts.invocation.output = .parts
    #expect(try await parts.run() == .partial)
    #expect(parts.output == "{\"n\":1}\n{\"n\":2}\n")
  }

  // MARK: What is sent

  @Test func `a server that takes schemas is sent one, lowered`() async throws {
    let scene = Self.scene(#"{"name":"Ada","age":36}"#)
    _ = try await scene.run()
    let format = try JSONReader.parse(scene.body)["response_format"]
    #expect(format?["type"]?.text == "json_schema")
    #expect(format?["json_schema"]?["strict"] == .bool(true))
    #expect(format?["json_schema"]?["schema"]?["additionalProperties"] == .bool(false))
    #expect(try Self.messages(scene) == ["user: who?"])
  }

  @Test func `a server that takes none is told in words`() async throws {
    let scene = Self.scene(#"{"name":"Ada","age":36}"#)
    scene.configure(
      "capabilities: {work/m1: {schema: none}}\nproviders:\n  work: {base_url: 'https://api.test/v1', models: [m1]}\n")
    _ = try await scene.run()
    #expect(try JSONReader.parse(scene.body)["response_format"] == nil)
    #expect(try Self.messages(scene).first?.contains(#""required":["name","age"]"#) == true)
  }

  @Test func `a server that refuses the schema is told in words then`() async throws {
    let refusal =
      #"{"error":{"message":"response_format json_schema is not supported","type":"invalid_request_error"}}"#
    let asked = Self.scene([.json(400, refusal), Self.reply(#"{"name":"Ada","age":36}"#)])
    #expect(try await asked.run() == .complete)
    #expect(asked.output == "{\"name\":\"Ada\",\"age\":36}\n")
    #expect(try JSONReader.parse(asked.body)["response_format"] == nil)
    #expect(asked.notes.contains { $0.contains("telling it in the prompt") })
  }

  @Test(arguments: [
    ("response_format json_schema is not supported", [true, false, false]),
    ("Invalid schema for response_format: 'oneOf' is not permitted", [true, false, true]),
  ])
  func `a server that takes no schemas is never sent one again`(words: String, sent: [Bool]) async throws {
    let refusal = ScriptedTransport.Reply.json(400, #"{"error":{"message":"\#(words)"}}"#)
    let answer = Self.reply(#"{"name":"Ada","age":36}"#)
    let scene = Self.scene([refusal, answer, answer])
    #expect(try await scene.run() == .complete)
    #expect(try await scene.run() == .complete)
    let bodies = try scene.stage.transport.calls.map { try JSONReader.parse($0.request.body) }
    #expect(bodies.map { $0["response_format"] != nil } == sent)
  }

  @Test(arguments: [
    (#"{"type": "nonsense"}"#, ExitCode.dataError), ("no/such/file.json", .noInput), ("a b c d e ,,", .dataError),
    (#"{"$ref": "https://elsewhere.test/schema"}"#, .dataError), ("{", .dataError),
  ])
  func `a schema that cannot be used is an error before anything is sent`(schema: String, code: ExitCode) async throws {
    let scene = Self.scene("{}", schema: schema)
    #expect(await scene.failure()?.exitCode == code)
    #expect(scene.stage.transport.calls.isEmpty)
  }

  @Test(arguments: [#"{"value":[1, 2]}"#, "[1, 2]"])
  func `a saved schema goes by its name, and an array is asked for in an object`(answer: String) async throws {
    let scene = Self.scene(answer, schema: "numbers")
    scene.stage.files["/home/u/.config/llmctl/schemas/numbers.json"] = .file(
      Array(#"{"type":"array","items":{"type":"integer"}}"#.utf8))
    #expect(try await scene.run() == .complete)
    #expect(scene.output == "[1,2]\n")
    let sent = try JSONReader.parse(scene.body)["response_format"]?["json_schema"]
    #expect(sent?["name"]?.text == "numbers")
    #expect(sent?["schema"]?["properties"]?["value"]?["type"]?.text == "array")
  }

  // MARK: Parts

  @Test func `elements are printed one by one, and none that does not fit`() async throws {
    var scene = Self.scene(
      #"{"items":[{"type":"feat","subject":"a"},{"type":"fix","subject":"b"},{"type":"other"}]}"#,
      schema: "items [{type enum(feat,fix,other), subject string}]")
    (scene.invocation.output, scene.invocation.reasks) = (.parts, 0)
    #expect(try await scene.run() == .dataError)
    #expect(scene.output == "{\"type\":\"feat\",\"subject\":\"a\"}\n{\"type\":\"fix\",\"subject\":\"b\"}\n")
  }

  @Test func `members are printed one by one`() async throws {
    var scene = Self.scene(#"{"name":"Ada","age":36}"#)
    (scene.invocation.output, scene.invocation.reasks) = (.parts, 0)
    #expect(try await scene.run() == .complete)
    #expect(scene.output == "{\"name\":\"Ada\"}\n{\"age\":36}\n")
  }

  @Test func `of an answer that had to be mended the rest is printed at its end, and nothing twice`() async throws {
    var scene = Self.scene(
      #"{"items":[{"n":1},{"n":2},{n:3},{"n":4},]}"#, schema: "items [{n int}]")
    (scene.invocation.output, scene.invocation.reasks) = (.parts, 0)
    #expect(try await scene.run() == .complete)
    #expect(scene.output == (1...4).map { "{\"n\":\($0)}\n" }.joined())
  }

  // MARK: Money

  @Test func `asking again stops where it could become too dear`() async throws {
    var scene = Self.scene(#"{"name": "Ada"}"#, #"{"name": "Ada", "age": 36}"#)
    scene.configure("providers:\n  openai: {kind: openai, base_url: 'https://api.test/v1', models: [gpt-4o-mini]}\n")
    scene.stage.environment["OPENAI_API_KEY"] = "sk-test"
    scene.invocation.options = ["max_tokens=1000"]
    scene.invocation.maxCost = Money(usd: "0.0000001")
    #expect(try await scene.run() == .refusedBeforeSending)
    #expect(scene.stage.transport.calls.isEmpty)
    scene.invocation.maxCost = Money(usd: "1")
    #expect(try await scene.run() == .complete)
  }

  @Test func `a limit of money cannot be kept where nobody knows the price`() async throws {
    var scene = Self.scene("{}")
    scene.invocation.maxCost = Money(usd: "1")
    #expect(try await scene.run() == .refusedBeforeSending)
    #expect(scene.notes.last?.contains("so --max-cost cannot be kept") == true)
  }
}
