import LLMCore
import LLMTestKit
import Testing

/// Answers of OpenAI's Responses in the background, whose connections break: B34 and B43.
@Suite struct PickUpTests {
  private static let reset = ScriptedTransport.Piece.failure(TransportError(.reset, ""))

  /// Events with these numbers and on.
  private static func events(from first: Int = 0, _ members: String...) -> [String] {
    members.enumerated().map { #"{"sequence_number":\#(first + $0),\#($1)}"# }
  }

  private static let created = #""type":"response.created","response":{"id":"resp_1","model":"gpt-x"}"#
  private static let completed =
    #""type":"response.completed","response":{"id":"resp_1","status":"completed","output":[],"usage":{"input_tokens":20,"output_tokens":9}}"#

  private static func delta(_ text: String) -> String {
    #""type":"response.output_text.delta","item_id":"i","output_index":0,"delta":"\#(text)""#
  }

  private static func scene(_ replies: ScriptedTransport.Reply..., background: Bool = true) -> ChatScene {
    scene(replies, background: background)
  }

  private static func scene(_ replies: [ScriptedTransport.Reply], background: Bool = true) -> ChatScene {
    var scene = ChatScene(replies)
    // Winds through pauses between tries, and not through time limits.
    scene.stage.clock = ManualClock(monotonic: .seconds(100), windsItself: true, longestWinding: .seconds(60))
    scene.configure(
      "providers:\n  work: {kind: responses, base_url: 'https://api.test/v1', models: [gpt-x], needs_key: false"
        + (background ? ", background: true}\n" : "}\n"))
    return scene
  }

  private static func broken(_ payloads: [String]) -> ScriptedTransport.Reply {
    .sse(payloads, done: false, then: [reset])
  }

  private static func paths(_ scene: ChatScene) -> [String] {
    scene.stage.transport.calls.map {
      $0.request.method.rawValue + " " + $0.request.url.text.dropFirst("https://api.test/v1".count)
    }
  }

  @Test func `a broken answer is picked up where it broke, in the middle of a character`() async throws {
    let scene = Self.scene(
      Self.broken(Self.events(Self.created, Self.delta("one, \\ud83d"))),
      Self.broken(Self.events(from: 1, Self.delta("one, \\ud83d"), Self.delta("\\ude00 two"))),
      .sse(Self.events(from: 3, Self.delta(", three"), Self.completed), done: false))
    #expect(try await scene.run() == .complete)
    #expect(scene.output == "one, 😀 two, three")
    #expect(
      Self.paths(scene) == [
        "POST /responses", "GET /responses/resp_1?stream=true&starting_after=1",
        "GET /responses/resp_1?stream=true&starting_after=2",
      ])
    #expect(scene.notes.count { $0.contains("picking the answer up") } == 2, "\(scene.notes)")
    #expect(scene.stage.outcome?.answer == "one, 😀 two, three")
    #expect(scene.stage.outcome?.usage == Usage(uncachedInput: 20, textOutput: 9))
    #expect(scene.stage.outcome?.verdict == .done)
    let body = try JSONReader.parse(scene.stage.transport.calls[0].request.body)
    #expect(body["background"] == .bool(true) && body["store"] == .bool(true))
  }

  @Test func `a stream that ends without an end is picked up, too, and so is one before its first word`() async throws {
    let scene = Self.scene(
      .sse(Self.events(Self.created), done: false), .json(503, "{}"),
      .sse(Self.events(from: 1, Self.delta("hi"), Self.completed), done: false))
    #expect(try await scene.run() == .complete)
    #expect(scene.output == "hi")
    #expect(Self.paths(scene).dropFirst().allSatisfy { $0.hasSuffix("starting_after=0") })
  }

  @Test func `arguments of a tool call go on as well`() async throws {
    let item =
      #""type":"response.output_item.added","output_index":0,"item":{"type":"function_call","id":"f","call_id":"c1","name":"look","arguments":""}"#
    func arguments(_ text: String) -> String {
      #""type":"response.function_call_arguments.delta","item_id":"f","output_index":0,"delta":"\#(text)""#
    }
    var scene = Self.scene(
      Self.broken(Self.events(Self.created, item, arguments(#"{\"q\":"#))),
      .sse(Self.events(from: 3, arguments(#"1}"#), Self.completed), done: false))
    scene.invocation.output = .json
    #expect(try await scene.run() == .complete)
    let calls = try JSONReader.parse(scene.output)["tool_calls"]?.elements
    #expect(calls?.count == 1)
    #expect(calls?.first?["raw_arguments"]?.text == #"{"q":1}"#)
  }

  @Test func `what the provider has no more is a partial answer, and it is told to stop`() async throws {
    let scene = Self.scene(
      Self.broken(Self.events(Self.created, Self.delta("half"))),
      .json(404, #"{"error":{"message":"Response not found."}}"#), .json(200, "{}"))
    #expect(try await scene.run() == .partial)
    #expect(scene.output == "half")
    #expect(Self.paths(scene).last == "POST /responses/resp_1/cancel")
    let last = try #require(scene.notes.last)
    #expect(last.contains("was cut after 4 bytes") && last.contains("could not be picked up"), "\(last)")
  }

  @Test func `it is given up after five tries in a row that bring nothing`() async throws {
    let scene = Self.scene(
      [Self.broken(Self.events(Self.created, Self.delta("half")))]
        + Array(repeating: .failure(TransportError(.refused, "")), count: 5) + [.json(500, "{}")])
    #expect(try await scene.run() == .partial)
    #expect(scene.stage.transport.calls.count == 7)
    #expect(scene.notes.contains { $0.contains("could not be told to stop") })
  }

  @Test func `an answer that nobody listens to any more is stopped`() async throws {
    var scene = Self.scene(
      .sse(Self.events(Self.created, Self.delta("one")), done: false, then: [.silence]), .json(200, "{}"))
    scene.stage.console = RecordingConsole(failure: .closed)
    #expect(try await scene.run() == .complete)
    #expect(Self.paths(scene) == ["POST /responses", "POST /responses/resp_1/cancel"])
  }

  @Test func `in the foreground nothing is picked up`() async throws {
    let scene = Self.scene(Self.broken(Self.events(Self.created, Self.delta("half"))), background: false)
    #expect(try await scene.run() == .partial)
    #expect(Self.paths(scene) == ["POST /responses"])
    let body = try JSONReader.parse(scene.body)
    #expect(body["background"] == nil && body["store"] == .bool(false))
  }

  @Test func `an answer that is waited for as a whole is not in the background`() async throws {
    var scene = Self.scene(
      .json(
        200,
        #"{"id":"resp_1","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"hi"}]}]}"#
      ))
    scene.invocation.streams = false
    #expect(try await scene.run() == .complete)
    #expect(try JSONReader.parse(scene.body)["background"] == nil)
  }

  @Test func `only Responses can`() async {
    let scene = ChatScene()
    scene.configure("providers:\n  work: {base_url: 'https://api.test/v1', models: [m1], background: true}\n")
    #expect(await scene.failure()?.message.contains("only for providers of kind 'responses'") == true)
  }
}
