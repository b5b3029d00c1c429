import LLMCore
import LLMTestKit
import Testing

/// Streams of Anthropic's Messages, event for event as the API documents them, cut everywhere.
@Suite struct AnthropicStreamTests {
  private static func stream(_ name: String, _ body: String, _ events: [StreamEvent]) -> WireTranscript {
    WireTranscript(name: name, profile: .anthropic, body: body, events: events)
  }

  /// One event whose name is its type.
  private static func event(_ type: String, _ members: String = "") -> String {
    "event: \(type)\ndata: {\"type\":\"\(type)\"\(members)}\n\n"
  }

  private static func start(_ usage: String = #"{"input_tokens":9,"output_tokens":1}"#) -> String {
    event(
      "message_start",
      #","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"usage":\#(usage)}"#
    )
  }

  private static func block(_ index: Int, _ start: String, _ deltas: String...) -> String {
    event("content_block_start", #","index":\#(index),"content_block":\#(start)"#)
      + deltas.map { event("content_block_delta", #","index":\#(index),"delta":\#($0)"#) }.joined()
      + event("content_block_stop", #","index":\#(index)"#)
  }

  private static func end(_ reason: String, usage: String = #"{"output_tokens":4}"#, more: String = "") -> String {
    event("message_delta", #","delta":{"stop_reason":"\#(reason)","stop_sequence":null\#(more)},"usage":\#(usage)"#)
      + event("message_stop")
  }

  private static let words = block(
    0, #"{"type":"text","text":""}"#, #"{"type":"text_delta","text":"Hé"}"#, #"{"type":"text_delta","text":"llo"}"#)
  private static let identity = StreamEvent.identity(id: "msg_1", model: "claude-x")
  private static let first = StreamEvent.usage(Usage(uncachedInput: 9, textOutput: 1))
  private static let last = StreamEvent.usage(Usage(uncachedInput: 9, textOutput: 4))

  private static let transcripts = [
    stream(
      "text, with a ping", start() + event("ping") + words + end("end_turn"),
      [identity, first, .text("Hé"), .text("llo"), last, .finish(.stop)]),
    stream(
      "thinking, its signature, and a part that is hidden",
      start()
        + block(
          0, #"{"type":"thinking","thinking":"","signature":""}"#, #"{"type":"thinking_delta","thinking":"why"}"#,
          #"{"type":"signature_delta","signature":"EqQB"}"#)
        + block(1, #"{"type":"redacted_thinking","data":"EmwK"}"#)
        + block(2, #"{"type":"text","text":""}"#, #"{"type":"text_delta","text":"a"}"#)
        + end("end_turn", usage: #"{"output_tokens":30,"output_tokens_details":{"thinking_tokens":20}}"#),
      [
        identity, first, .reasoning("why"), .notice("a part of the reasoning is hidden by the provider"), .text("a"),
        .usage(Usage(uncachedInput: 9, textOutput: 10, reasoningOutput: 20)), .finish(.stop),
      ]),
    stream(
      "two calls, one of them without arguments",
      start()
        + block(
          1, #"{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}"#,
          #"{"type":"input_json_delta","partial_json":""}"#,
          #"{"type":"input_json_delta","partial_json":"{\"city\": \"Li"}"#,
          #"{"type":"input_json_delta","partial_json":"ma\"}"}"#)
        + block(2, #"{"type":"tool_use","id":"toolu_2","name":"time","input":{}}"#) + end("tool_use"),
      [
        identity, first, .toolCall(index: 0, id: "toolu_1", name: "weather", arguments: ""),
        .toolCall(index: 0, id: nil, name: nil, arguments: #"{"city": "Li"#),
        .toolCall(index: 0, id: nil, name: nil, arguments: #"ma"}"#),
        .toolCall(index: 1, id: "toolu_2", name: "time", arguments: ""), last, .finish(.toolCalls),
      ]),
    stream(
      "a refusal with its reason",
      start() + words
        + end("refusal", more: #","stop_details":{"type":"refusal","category":"bio","explanation":"Not this."}"#),
      [
        identity, first, .text("Hé"), .text("llo"), last, .refusal("Not this."), .notice("refused as bio"),
        .finish(.refusal),
      ]),
    stream(
      "cut by the limit", start() + words + end("max_tokens"),
      [identity, first, .text("Hé"), .text("llo"), last, .finish(.length)]),
    stream(
      "cut by the window", start() + words + end("model_context_window_exceeded"),
      [identity, first, .text("Hé"), .text("llo"), last, .finish(.length)]),
    stream(
      "cut by the connection, in the middle of an event",
      start() + block(0, #"{"type":"text","text":""}"#, #"{"type":"text_delta","text":"Hé"}"#)
        + #"data: {"type":"content_block_delta","index":0,"#,
      [
        identity, first, .text("Hé"),
        .notice("an event of 40 bytes is not JSON: \(JSONError.Reason.unexpectedEnd.rawValue) at byte 40"),
      ]),
    stream(
      "kinds that are not known, a block that never began, late words",
      start() + event("telemetry", #","x":1"#)
        + event("content_block_delta", #","index":7,"delta":{"type":"input_json_delta","partial_json":"{"}"#)
        + event("content_block_delta", #","index":7,"delta":{"type":"hologram_delta","hologram":"x"}"#)
        + block(0, #"{"type":"server_tool_use","id":"s","name":"web","input":{}}"#) + words + end("end_turn")
        + event("content_block_delta", #","index":0,"delta":{"type":"text_delta","text":"late"}"#),
      [
        identity, first, .text("Hé"), .text("llo"), last, .finish(.stop),
        .notice("content behind the end of the answer was ignored"),
      ]),
    stream(
      "a reason that is not known", start() + words + end("tired"),
      [
        identity, first, .text("Hé"), .text("llo"), last,
        .notice("unknown reason to finish 'tired'; taken for a stop"), .finish(.other("tired")),
      ]),
  ]

  @Test(arguments: transcripts) func `a stream`(_ transcript: WireTranscript) throws {
    #expect(try transcript.decodedEveryWay() == transcript.events)
  }

  /// Cumulative counts overwrite, and only where they are named (C57): an absent count is not zero.
  @Test func `usage that comes twice keeps what the second leaves out`() throws {
    let usage =
      #"{"input_tokens":10,"cache_read_input_tokens":100,"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":10},"output_tokens":1}"#
    let body =
      Self.start(usage) + Self.words
      + Self.event("message_delta", #","delta":{},"usage":{"output_tokens":3}"#)
      + Self.end("end_turn", usage: #"{"output_tokens":5,"input_tokens":null}"#)
    let events = try Self.stream("", body, []).decodedEveryWay()
    let told = events.compactMap { event -> Usage? in
      if case .usage(let usage) = event { usage } else { nil }
    }
    #expect(told.map(\.textOutput) == [1, 3, 5])
    #expect(
      told.last
        == Usage(uncachedInput: 10, cacheRead: 100, cacheWriteShort: 20, cacheWriteLong: 10, textOutput: 5))
    #expect(told.last?.input == 140)
  }

  @Test(arguments: [
    (#"{"type":"overloaded_error","message":"Overloaded"}"#, LLMError.Code.overload),
    (#"{"type":"rate_limit_error","message":"x","details":{"error_code":"enforced_spend_limit_reached"}}"#, .quota),
    (#"{"type":"rate_limit_error","message":"x","details":{"error_code":"ramp_limit_exceeded"}}"#, .throttle),
    (#"{"type":"invalid_request_error","message":"x"}"#, .request), (#"{"type":"api_error","message":"x"}"#, .server),
    (#"{"type":"timeout_error","message":"x"}"#, .timeout), (#"{"type":"permission_error","message":"x"}"#, .auth),
  ])
  func `an error in the stream, before and after words`(error: String, code: LLMError.Code) throws {
    let failure = "event: error\ndata: {\"type\":\"error\",\"error\":\(error),\"request_id\":\"req_1\"}\n\n"
    for start in ["", Self.start() + Self.words] {
      let events = try Self.stream("", start + failure, []).decodedEveryWay()
      #expect(events.last?.failureCode == code)
    }
  }

  @Test func `a turn that was paused is no whole answer`() throws {
    let events = try Self.stream("", Self.start() + Self.words + Self.end("pause_turn"), []).decodedEveryWay()
    #expect(events.last?.failureCode == .partial)
    #expect(events.last?.failureMessage?.contains("pause_turn") == true)
  }

  @Test func `a whole answer gives what its stream gives`() throws {
    let body =
      #"{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[{"type":"thinking","thinking":"why","signature":"x"},{"type":"text","text":"a"},{"type":"tool_use","id":"t","name":"f","input":{"b":[1]}}],"stop_reason":"tool_use","usage":{"input_tokens":9,"output_tokens":4}}"#
    #expect(
      try WireTranscript.decode(whole: body, .anthropic) == [
        Self.identity, .reasoning("why"), .text("a"), .toolCall(index: 0, id: "t", name: "f", arguments: ""),
        .toolCall(index: 0, id: nil, name: nil, arguments: #"{"b":[1]}"#), Self.last, .finish(.toolCalls),
      ])
    let error = #"{"type":"error","error":{"type":"overloaded_error","message":"x"}}"#
    #expect(try WireTranscript.decode(whole: error, .anthropic).map(\.failureCode) == [.overload])
  }

  /// What a llama-server sent for six tokens of an answer: it names neither the cache's writes nor thoughts.
  @Test func `a llama-server's stream`() throws {
    let body =
      #"""
      event: message_start
      data: {"type":"message_start","message":{"id":"chatcmpl-yWZj","type":"message","role":"assistant","content":[],"model":"gemma-3-270m","stop_reason":null,"stop_sequence":null,"usage":{"cache_read_input_tokens":1,"input_tokens":4,"output_tokens":0}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" in the"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":null},"usage":{"output_tokens":6}}

      event: message_stop
      data: {"type":"message_stop"}


      """#
    #expect(
      try Self.stream("", body, []).decodedEveryWay() == [
        .identity(id: "chatcmpl-yWZj", model: "gemma-3-270m"),
        .usage(Usage(uncachedInput: 4, cacheRead: 1, textOutput: 0)), .text(" in the"),
        .usage(Usage(uncachedInput: 4, cacheRead: 1, textOutput: 6)), .finish(.length),
      ])
  }
}
