import LLMCore
import LLMTestKit
import Testing

/// Streams of OpenAI's Responses, cut everywhere.
@Suite struct ResponsesStreamTests {
  private static func stream(_ name: String, _ body: String, _ events: [StreamEvent]) -> WireTranscript {
    WireTranscript(name: name, profile: .responses, body: body, events: events)
  }

  /// Events with their numbers, in order, beginning with `first`.
  private static func numbered(from first: Int = 0, _ events: (String, String)...) -> String {
    events.enumerated().map { offset, event in
      "event: \(event.0)\ndata: {\"type\":\"\(event.0)\",\"sequence_number\":\(first + offset)\(event.1)}\n\n"
    }.joined()
  }

  private static let head = #","response":{"id":"resp_1","model":"gpt-x","status":"in_progress"}"#

  private static func terminal(_ status: String, _ members: String = "") -> (String, String) {
    (
      "response.\(status)",
      #","response":{"id":"resp_1","model":"gpt-x","status":"\#(status)","output":[],"usage":{"input_tokens":20,"input_tokens_details":{"cached_tokens":8,"cache_write_tokens":2},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":29}\#(members)}"#
    )
  }

  private static func delta(_ kind: String, _ words: String, _ more: String = "") -> (String, String) {
    ("response.\(kind).delta", #","item_id":"i","output_index":0,"content_index":0,"delta":"\#(words)"\#(more)"#)
  }

  private static let identity = StreamEvent.identity(id: "resp_1", model: "gpt-x")
  private static let usage = StreamEvent.usage(
    Usage(uncachedInput: 10, cacheRead: 8, cacheWriteShort: 2, textOutput: 5, reasoningOutput: 4))

  private static let transcripts = [
    stream(
      "text among events of all kinds",
      numbered(
        ("response.created", head), ("response.in_progress", head),
        ("response.output_item.added", #","output_index":0,"item":{"type":"message","id":"i","content":[]}"#),
        ("response.content_part.added", #","item_id":"i","part":{"type":"output_text","text":""}"#),
        delta("output_text", "Hé", #","obfuscation":"x8d""#), delta("output_text", "llo"),
        ("response.output_text.done", #","item_id":"i","text":"Héllo""#),
        ("response.something.new", #","delta":"nothing""#), terminal("completed")),
      [identity, .text("Hé"), .text("llo"), usage, .finish(.stop)]),
    stream(
      "reasoning as a summary of two paragraphs",
      numbered(
        ("response.created", head), ("response.reasoning_summary_part.added", #","summary_index":0"#),
        delta("reasoning_summary_text", "first"), ("response.reasoning_summary_part.added", #","summary_index":1"#),
        delta("reasoning_summary_text", "second"), delta("reasoning_text", "the same again"),
        delta("output_text", "a"), terminal("completed")),
      [
        identity, .reasoning("first"), .reasoning("\n\n"), .reasoning("second"), .text("a"), usage, .finish(.stop),
      ]),
    stream(
      "calls, told apart by their items",
      numbered(
        ("response.created", head),
        (
          "response.output_item.added",
          #","output_index":0,"item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":""}"#
        ),
        (
          "response.output_item.added",
          #","output_index":1,"item":{"type":"function_call","id":"fc_2","call_id":"call_2","name":"g","arguments":""}"#
        ),
        ("response.function_call_arguments.delta", #","item_id":"fc_2","output_index":1,"delta":"{}""#),
        ("response.function_call_arguments.delta", #","item_id":"fc_1","output_index":0,"delta":"{\"a\":""#),
        ("response.function_call_arguments.delta", #","item_id":"fc_1","output_index":0,"delta":"1}""#),
        ("response.function_call_arguments.done", #","item_id":"fc_1","output_index":0,"arguments":"{\"a\":1}""#),
        terminal("completed")),
      [
        identity, .toolCall(index: 0, id: "call_1", name: "f", arguments: ""),
        .toolCall(index: 1, id: "call_2", name: "g", arguments: ""),
        .toolCall(index: 1, id: nil, name: nil, arguments: "{}"),
        .toolCall(index: 0, id: nil, name: nil, arguments: #"{"a":"#),
        .toolCall(index: 0, id: nil, name: nil, arguments: "1}"), usage, .finish(.toolCalls),
      ]),
    stream(
      "arguments that come whole and at the end",
      numbered(
        (
          "response.output_item.added",
          #","item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":""}"#
        ), ("response.function_call_arguments.done", #","item_id":"fc_1","arguments":"{\"a\":1}""#),
        terminal("completed")),
      [
        .toolCall(index: 0, id: "call_1", name: "f", arguments: ""),
        .toolCall(index: 0, id: nil, name: nil, arguments: #"{"a":1}"#), identity, usage, .finish(.toolCalls),
      ]),
    stream(
      "a refusal", numbered(("response.created", head), delta("refusal", "I will not."), terminal("completed")),
      [identity, .refusal("I will not."), usage, .finish(.refusal)]),
    stream(
      "cut by the limit",
      numbered(
        delta("output_text", "a"),
        terminal("incomplete", #","incomplete_details":{"reason":"max_output_tokens"}"#)),
      [.text("a"), identity, usage, .finish(.length)]),
    stream(
      "cut by a filter",
      numbered(
        delta("output_text", "a"), terminal("incomplete", #","incomplete_details":{"reason":"content_filter"}"#)),
      [.text("a"), identity, usage, .finish(.contentFilter)]),
    stream(
      "cut by the connection",
      numbered(("response.created", head), delta("output_text", "a")) + "event: response.output_text.delta\n",
      [identity, .text("a")]),
  ]

  @Test(arguments: transcripts) func `a stream`(_ transcript: WireTranscript) throws {
    #expect(try transcript.decodedEveryWay() == transcript.events)
  }

  @Test(arguments: [
    (#"{"code":"server_error","message":"x"}"#, LLMError.Code.server),
    (#"{"code":"rate_limit_exceeded","message":"x"}"#, .throttle),
    (#"{"code":"invalid_prompt","message":"x"}"#, .contentFilter),
    (#"{"code":"insufficient_quota","message":"x"}"#, .quota),
  ])
  func `a failure before and after words`(error: String, code: LLMError.Code) throws {
    for words in [0, 1] {
      let start = words == 0 ? "" : Self.numbered(("response.created", Self.head), Self.delta("output_text", "a"))
      let failed = Self.numbered(from: 2, Self.terminal("failed", #","error":\#(error)"#))
      let events = try Self.stream("", start + failed, []).decodedEveryWay()
      #expect(events.last?.failureCode == code)
      #expect(events.contains(Self.usage))
      let plain =
        "event: error\ndata: {\"type\":\"error\",\"sequence_number\":9,\(error.dropFirst().dropLast()),\"param\":null}\n\n"
      #expect(try Self.stream("", start + plain, []).decodedEveryWay().last?.failureCode == code)
    }
  }

  @Test func `what was steered away or stopped is no whole answer`() throws {
    let steered = Self.terminal("incomplete", #","incomplete_details":{"reason":"steered"}"#)
    #expect(try Self.stream("", Self.numbered(steered), []).decodedEveryWay().last?.failureCode == .partial)
    let cancelled = Self.numbered(Self.terminal("cancelled"))
    #expect(try Self.stream("", cancelled, []).decodedEveryWay().last?.failureCode == .server)
  }

  @Test func `a whole answer gives what its stream gives`() throws {
    let body =
      #"{"id":"resp_1","model":"gpt-x","status":"completed","error":null,"output":[{"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"why"}]},{"type":"message","id":"i","content":[{"type":"output_text","text":"a","annotations":[]}]},{"type":"function_call","id":"fc","call_id":"c","name":"f","arguments":"{}"}],"usage":{"input_tokens":1,"output_tokens":2}}"#
    #expect(
      try WireTranscript.decode(whole: body, .responses) == [
        Self.identity, .reasoning("why"), .text("a"), .toolCall(index: 0, id: "c", name: "f", arguments: "{}"),
        .usage(Usage(uncachedInput: 1, textOutput: 2)), .finish(.toolCalls),
      ])
  }

  // MARK: Picking up

  private func decoder(background: Bool, limit: Int? = nil) throws -> any ReplyDecoder {
    var request = ChatRequest(model: "gpt-x", messages: [Message(.user, "hi")])
    if let limit { request.options = [JSONMember("max_tokens", .integer(limit))] }
    request.runsInBackground = background
    return OpenAIResponses(account: try .sample(profile: .responses)).makeDecoder(for: request)
  }

  @Test func `an answer in the background says where it can be picked up`() throws {
    var decoder = try decoder(background: true)
    #expect(decoder.resumption == nil)
    for event in [
      Self.numbered(("response.created", Self.head)), Self.numbered(from: 1, Self.delta("output_text", "a")),
    ] {
      var stream = SSEDecoder()
      try stream.feed(Array(event.utf8)) { decoder.decode($0) { _ in } }
    }
    #expect(decoder.resumption == Resumption(id: "resp_1", lastSequence: 1))
    var stream = SSEDecoder()
    try stream.feed(Array(Self.numbered(from: 2, Self.terminal("completed")).utf8)) { decoder.decode($0) { _ in } }
    #expect(decoder.resumption == nil)
    var foreground = try self.decoder(background: false)
    var again = SSEDecoder()
    try again.feed(Array(Self.numbered(("response.created", Self.head)).utf8)) { foreground.decode($0) { _ in } }
    #expect(foreground.resumption == nil)
  }

  @Test func `B43 what came before is passed over, what is missing is told`() throws {
    var begun = try decoder(background: true)
    let beginning =
      Self.numbered(("response.created", Self.head)) + Self.numbered(from: 4, Self.delta("output_text", "old"))
    var stream = SSEDecoder()
    try stream.feed(Array(beginning.utf8)) { begun.decode($0) { _ in } }
    let body =
      Self.numbered(from: 3, Self.delta("output_text", "old"), Self.delta("output_text", "old"))
      + Self.numbered(from: 5, Self.delta("output_text", "new"), Self.terminal("completed"))
    #expect(begun.resumption == Resumption(id: "resp_1", lastSequence: 4))
    let events = try WireTranscript.decodeEveryWay(body, begun)
    #expect(events == [.text("new"), Self.usage, .finish(.stop)])
    let gap = try WireTranscript.decodeEveryWay(
      Self.numbered(from: 7, Self.delta("output_text", "new")), begun)
    #expect(gap == [.warning("2 event(s) of the answer are missing"), .text("new")])
  }

  // MARK: llama-server

  /// What a llama-server sent: no numbers, and "completed" although the limit had cut the answer.
  private static let llamaServer = #"""
    event: response.created
    data: {"type":"response.created","response":{"id":"resp_fP","object":"response","status":"in_progress"}}

    event: response.output_text.delta
    data: {"type":"response.output_text.delta","item_id":"msg_Gg","delta":", you"}

    event: response.completed
    data: {"type":"response.completed","response":{"id":"resp_fP","object":"response","status":"completed","model":"gemma-3-270m","output":[{"type":"message","status":"completed","id":"msg_Gg","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":", you"}],"role":"assistant"}],"usage":{"input_tokens":5,"output_tokens":6,"total_tokens":11,"input_tokens_details":{"cached_tokens":1}}}}


    """#

  @Test(arguments: [(6, Finish.length), (7, .stop), (nil, .stop)] as [(Int?, Finish)])
  func `a llama-server hides that the limit cut the answer`(limit: Int?, finish: Finish) throws {
    let events = try WireTranscript.decodeEveryWay(Self.llamaServer, decoder(background: false, limit: limit))
    #expect(
      events == [
        .identity(id: "resp_fP", model: nil), .text(", you"), .identity(id: "resp_fP", model: "gemma-3-270m"),
        .usage(Usage(uncachedInput: 4, cacheRead: 1, textOutput: 6)), .finish(finish),
      ])
  }
}
