import LLMCore
import LLMTestKit
import Testing

/// What a run of `llmctl chat` prints, and where.
@Suite struct ChatOutputTests {
  private static let tool =
    #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"t1","function":{"name":"f","arguments":"{\"x\": 1}"}}]}}]}"#

  @Test func `json prints one document`() async throws {
    var scene = ChatScene(
      .sse(
        [
          #"{"id":"b","model":"served","choices":[{"delta":{"reasoning":"why"}}]}"#, Payload.text("a\"é\u{85}"),
          Self.tool,
        ]
          + [Payload.stop, Payload.usage], headers: [HTTPHeader("x-request-id", "req_1")]))
    scene.invocation.output = .json
    #expect(try await scene.run() == .complete)
    #expect(
      scene.output == #"{"version":1,"type":"answer","outcome":"done","exit_code":0,"text":"a\"é\u0085","#
        + #""reasoning":"why","refusal":null,"value":null,"structured":null,"tool_calls":[{"id":"t1","name":"f","arguments":{"x":1},"#
        + #""raw_arguments":"{\"x\": 1}","complete":true}],"finish_reason":"tool_calls","provider":"work","model":"m1","#
        + #""model_served":"served","prompt_version":null,"usage":{"input_tokens":7,"output_tokens":3,"#
        + #""uncached_input":7,"cache_read":null,"cache_write_short":null,"cache_write_long":null,"#
        + #""text_output":3,"reasoning_output":null},"#
        + #""earlier_usage":null,"time_to_first_token_ms":0,"total_ms":0,"attempts":1,"waited_ms":0,"served_by":null,"shared_with":null,"#
        + #""cached":false,"cache":null,"cost":{"basis":"unpriced","usd":null,"saved_usd":0},"earlier_cost":null,"#
        + #""call_id":"01TESTCALL0000000000000001","request_id":"req_1","error":null}"# + "\n")
    #expect(scene.notes == [])
  }

  @Test func `json of a partial answer holds the error`() async throws {
    var scene = ChatScene(.sse([Payload.text("a"), Payload.length]))
    scene.invocation.output = .json
    #expect(try await scene.run() == .partial)
    let document = try JSONReader.parse(scene.output)
    #expect(document["outcome"] == .string("partial"))
    #expect(document["exit_code"] == .number("4"))
    #expect(document["error"]?["code"] == .string("partial"))
  }

  @Test func `json of a failure leaves standard output empty`() async throws {
    var scene = ChatScene(.json(500, "{}"))
    scene.invocation.output = .json
    #expect(try await scene.run() == .unavailable)
    #expect(scene.output == "")
    #expect(scene.notes.count == 1)
  }

  @Test(arguments: [("gpt-3.5-turbo", true), ("gpt-4o", false), ("m1", false)])
  func `an image for a model that is listed without eyes is sent with a warning`(model: String, warns: Bool)
    async throws
  {
    var scene = ChatScene(.sse([Payload.text("a"), Payload.stop]))
    scene.stage.files["/shot.png"] = .file([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 9])
    (scene.invocation.paths, scene.invocation.model) = (["/shot.png"], "work/\(model)")
    #expect(try await scene.run() == .complete)
    #expect(scene.body.contains("data:image/png"))
    #expect(scene.notes.contains { $0.contains("takes images") } == warns)
  }

  @Test func `x prints the last code block alone`() async throws {
    var scene = ChatScene(
      .sse([Payload.text("a\n```\nx\n``"), Payload.text("`\n```sh\ny\u{1B}\n```\nb"), Payload.stop]))
    scene.invocation.output = .lastCodeBlock
    #expect(try await scene.run() == .complete)
    #expect(scene.output == "y\u{1B}\n")
  }

  @Test func `x on a terminal is safe`() async throws {
    var scene = ChatScene(.sse([Payload.text("```\ny\u{1B}[2J\n```"), Payload.stop]))
    scene.stage.console = RecordingConsole(outputIsTerminal: true)
    scene.invocation.output = .lastCodeBlock
    _ = try await scene.run()
    #expect(scene.output == "y␛[2J\n")
  }

  @Test func `x without a block`() async throws {
    var scene = ChatScene(.sse([Payload.text("no code"), Payload.stop]))
    scene.invocation.output = .lastCodeBlock
    #expect(try await scene.run() == .dataError)
    #expect(scene.output == "")
    #expect(scene.notes.first?.contains("the answer has no code block") == true)
  }

  @Test func `x of a partial answer prints the block and stays partial`() async throws {
    var scene = ChatScene(.sse([Payload.text("```\ny\n"), Payload.length]))
    scene.invocation.output = .lastCodeBlock
    #expect(try await scene.run() == .partial)
    #expect(scene.output == "y\n")
  }

  @Test(arguments: [
    (Payload.usage, "usage: 7 in, 3 out, 2.50 s, first token after 0.50 s, 1 tokens/s"),
    (
      #"{"choices":[],"usage":{"prompt_tokens":9,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":0},"completion_tokens":80,"completion_tokens_details":{"reasoning_tokens":60}}}"#,
      "usage: 9 in (4 cached), 80 out (60 reasoning), 2.50 s, first token after 0.50 s, 40 tokens/s"
    ), ("{}", "usage: unknown in, unknown out, 2.50 s, first token after 0.50 s"),
  ])
  func `the usage line`(payload: String, line: String) async throws {
    let clock = ManualClock(monotonic: .seconds(100))
    var scene = ChatScene(
      .answer(
        status: 200, headers: [],
        body: [
          .action { clock.advance(by: .milliseconds(500)) }, .bytes(Chunk.event(Payload.text("a"))),
          .action { clock.advance(by: .seconds(2)) }, .bytes(Chunk.event(Payload.stop) + Chunk.event(payload)),
        ]))
    scene.stage.clock = clock
    scene.invocation.showsUsage = true
    _ = try await scene.run()
    #expect(scene.notes == [line])
  }

  @Test func `without content there is no usage line`() async throws {
    var scene = ChatScene(.json(500, "{}"))
    scene.invocation.showsUsage = true
    _ = try await scene.run()
    #expect(!scene.notes.contains { $0.hasPrefix("usage") })
  }

  @Test func `tool calls are told and never run`() async throws {
    let scene = ChatScene(.sse([Self.tool, Payload.stop]))
    #expect(try await scene.run() == .complete)
    #expect(scene.notes == ["llmctl: the model asks for tools (f); nothing was run, --json shows the calls"])
  }

  @Test func `C51 a tool call that was cut is warned of`() async throws {
    let cut = #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{\"x"}}]}}]}"#
    var scene = ChatScene(.sse([cut, Payload.length]))
    scene.invocation.output = .json
    #expect(try await scene.run() == .partial)
    #expect(scene.notes.first == "warning: a tool call was cut in the middle")
    let call = try JSONReader.parse(scene.output)["tool_calls"]?.elements?.first
    #expect(call?["arguments"] == .null)
    #expect(call?["complete"] == .bool(false))
  }

  @Test func `no stream asks for a whole answer`() async throws {
    var scene = ChatScene(.json(200, #"{"choices":[{"message":{"content":"whole"},"finish_reason":"stop"}]}"#))
    scene.invocation.streams = false
    #expect(try await scene.run() == .complete)
    #expect(!scene.body.contains("stream"))
    #expect(scene.output == "whole")
  }
}
