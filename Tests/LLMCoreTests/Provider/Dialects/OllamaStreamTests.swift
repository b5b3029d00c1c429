import LLMCore
import LLMTestKit
import Testing

/// Streams of Ollama's `/api/chat`: a line for each piece, cut everywhere.
@Suite struct OllamaStreamTests {
  private static func stream(_ name: String, _ lines: String..., gives events: [StreamEvent]) -> WireTranscript {
    WireTranscript(name: name, profile: .ollama, body: lines.map { $0 + "\n" }.joined(), events: events)
  }

  private static func line(_ message: String, _ more: String = #","done":false"#) -> String {
    #"{"model":"qwen3","created_at":"2026-11-21T10:00:00.1Z","message":{"role":"assistant",\#(message)}\#(more)}"#
  }

  private static func end(_ reason: String) -> String {
    line(
      #""content":"""#,
      #","done":true,"done_reason":"\#(reason)","total_duration":4883583458,"load_duration":1334875,"prompt_eval_count":26,"prompt_eval_duration":342546000,"eval_count":8,"eval_duration":4535599000"#
    )
  }

  private static let identity = StreamEvent.identity(id: nil, model: "qwen3")
  private static let usage = StreamEvent.usage(Usage(uncachedInput: 26, textOutput: 8))

  private static let transcripts = [
    stream(
      "text", line(#""content":"Hé""#), line(#""content":"{llo} \"""#), end("stop"),
      gives: [identity, .text("Hé"), .text("{llo} \""), usage, .finish(.stop)]),
    stream(
      "thinking", line(#""content":"","thinking":"why""#), line(#""content":"a""#), end("stop"),
      gives: [identity, .reasoning("why"), .text("a"), usage, .finish(.stop)]),
    stream(
      "calls come whole, their arguments as objects",
      line(#""content":"","tool_calls":[{"function":{"name":"f","arguments":{"a":{"b":1}}}}]"#),
      line(#""content":"","tool_calls":[{"id":"c2","function":{"index":0,"name":"g","arguments":{}}}]"#), end("stop"),
      gives: [
        identity, .toolCall(index: 0, id: nil, name: "f", arguments: #"{"a":{"b":1}}"#),
        .toolCall(index: 1, id: "c2", name: "g", arguments: "{}"), usage, .finish(.toolCalls),
      ]),
    stream(
      "cut by the limit", line(#""content":"a""#), end("length"),
      gives: [identity, .text("a"), usage, .finish(.length)]),
    stream("cut by the connection", line(#""content":"a""#), gives: [identity, .text("a")]),
    stream(
      "a prompt that was still in memory is not counted",
      line(#""content":"a""#, #","done":true,"done_reason":"stop","eval_count":8"#),
      gives: [identity, .text("a"), .usage(Usage(textOutput: 8)), .finish(.stop)]),
    stream(
      "no reason, as older versions end",
      line(#""content":"a""#, #","done":true"#), gives: [identity, .text("a"), .finish(.stop)]),
    WireTranscript(
      name: "objects over several lines, blank ones between, none at the end", profile: .ollama,
      body: "\n{\n \"message\": {\n  \"content\": \"a\"\n }\n}\r\n\r\n{\"message\":{\"content\":\"b\"}}{\"done\":true}",
      events: [.text("a"), .text("b"), .finish(.stop)]),
    WireTranscript(
      name: "a line that is none of it", profile: .ollama, body: "oops\n{\"done\":true}\n",
      events: [
        .notice("an event of 4 bytes is not JSON: \(JSONError.Reason.unexpectedByte.rawValue) at byte 0"),
        .finish(.stop),
      ]),
  ]

  @Test(arguments: transcripts) func `a stream`(_ transcript: WireTranscript) throws {
    #expect(try transcript.decodedEveryWay() == transcript.events)
  }

  @Test func `B34 an error as a bare line, before and after words`() throws {
    let error = #"{"error":"model runner has unexpectedly stopped"}"#
    for lines in [[error], [Self.line(#""content":"a""#), error]] {
      let body = lines.map { $0 + "\n" }.joined()
      let events = try WireTranscript(name: "", profile: .ollama, body: body, events: []).decodedEveryWay()
      #expect(events.last?.failureCode == .server)
      #expect(events.last?.failureMessage?.contains("unexpectedly stopped") == true)
      #expect(events.contains(.text("a")) == (lines.count == 2))
    }
  }

  @Test func `a whole answer gives what its stream gives`() throws {
    let body = Self.line(
      #""content":"a","thinking":"why""#,
      #","done":true,"done_reason":"stop","prompt_eval_count":26,"eval_count":8"#)
    #expect(
      try WireTranscript.decode(whole: body, .ollama) == [
        Self.identity, .reasoning("why"), .text("a"), Self.usage, .finish(.stop),
      ])
  }

  @Test func `an object without end is refused`() {
    var decoder = ObjectDecoder(objectSizeLimit: 100)
    #expect(throws: SSEDecoder.EventTooLarge.self) {
      for _ in 0..<20 { try decoder.feed(Array(#"{"a":["#.utf8)) { _ in } }
    }
  }
}
