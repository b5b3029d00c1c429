import LLMCore
import LLMTestKit
import Testing

/// Streams of Gemini: chunks with CRLF, no event for the end, counts on every chunk. Cut everywhere.
@Suite struct GeminiStreamTests {
  private static func stream(_ name: String, _ chunks: String..., gives events: [StreamEvent]) -> WireTranscript {
    WireTranscript(
      name: name, profile: .gemini, body: chunks.map { "data: \($0)\r\n\r\n" }.joined(), events: events)
  }

  private static func chunk(_ parts: String, _ more: String = "", usage: String = "") -> String {
    #"{"candidates":[{"content":{"parts":[\#(parts)],"role":"model"},"index":0\#(more)}],\#(usage)"modelVersion":"gemini-x","responseId":"r1"}"#
  }

  private static func end(_ reason: String) -> String {
    chunk(
      "", #","finishReason":"\#(reason)""#,
      usage:
        #""usageMetadata":{"promptTokenCount":50,"cachedContentTokenCount":40,"toolUsePromptTokenCount":5,"candidatesTokenCount":7,"thoughtsTokenCount":30,"totalTokenCount":92},"#
    )
  }

  private static let identity = StreamEvent.identity(id: "r1", model: "gemini-x")
  /// The prompt includes what was cached; the words of the answer do not include the thoughts.
  private static let usage = StreamEvent.usage(
    Usage(uncachedInput: 15, cacheRead: 40, textOutput: 7, reasoningOutput: 30))

  private static let transcripts = [
    stream(
      "text, with counts that grow",
      chunk(#"{"text":"Hé"}"#, usage: #""usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":1},"#),
      chunk(#"{"text":"llo"}"#), end("STOP"),
      gives: [
        identity, .text("Hé"), .usage(Usage(uncachedInput: 9, textOutput: 1)), .text("llo"), usage, .finish(.stop),
      ]),
    stream(
      "thoughts are no words",
      chunk(#"{"text":"why","thought":true},{"text":"a","thoughtSignature":"Cq4B"}"#), end("STOP"),
      gives: [identity, .reasoning("why"), .text("a"), usage, .finish(.stop)]),
    stream(
      "calls come whole, and end with STOP",
      chunk(#"{"functionCall":{"id":"c1","name":"f","args":{"a":[1,"b"]}}},{"functionCall":{"name":"g"}}"#),
      end("STOP"),
      gives: [
        identity, .toolCall(index: 0, id: "c1", name: "f", arguments: #"{"a":[1,"b"]}"#),
        .toolCall(index: 1, id: nil, name: "g", arguments: ""), usage, .finish(.toolCalls),
      ]),
    stream(
      "cut by the limit", chunk(#"{"text":"a"}"#), end("MAX_TOKENS"),
      gives: [identity, .text("a"), usage, .finish(.length)]),
    stream(
      "cut by a filter", chunk(#"{"text":"a"}"#), end("SAFETY"),
      gives: [identity, .text("a"), usage, .notice("filtered as SAFETY"), .finish(.contentFilter)]),
    stream(
      "an image that nobody asked for, a candidate that is not the first, parts of unknown kinds",
      chunk(#"{"inlineData":{"mimeType":"image/png","data":"AA=="}},{"executableCode":{"code":"x"}}"#),
      #"{"candidates":[{"index":1,"content":{"parts":[{"text":"other"}]}},{"content":{"parts":[{"text":"a"}]}}]}"#,
      end("STOP"),
      gives: [
        identity, .notice("a part of the answer of type image/png was left out"), .text("a"), usage, .finish(.stop),
      ]),
    stream("cut by the connection", chunk(#"{"text":"a"}"#), gives: [identity, .text("a")]),
    stream(
      "a reason that is not known", chunk(#"{"text":"a"}"#), end("TIRED"),
      gives: [
        identity, .text("a"), usage, .notice("unknown reason to finish 'TIRED'; taken for a stop"),
        .finish(.other("TIRED")),
      ]),
  ]

  @Test(arguments: transcripts) func `a stream`(_ transcript: WireTranscript) throws {
    #expect(try transcript.decodedEveryWay() == transcript.events)
  }

  @Test(arguments: [
    ("RECITATION", Finish.contentFilter), ("PROHIBITED_CONTENT", .contentFilter), ("SPII", .contentFilter),
    ("BLOCKLIST", .contentFilter), ("MODEL_ARMOR", .contentFilter),
  ])
  func `filters`(reason: String, finish: Finish) throws {
    #expect(try Self.stream("", Self.end(reason), gives: []).decodedEveryWay().last == .finish(finish))
  }

  @Test(arguments: [
    ("MALFORMED_FUNCTION_CALL", LLMError.Code.server), ("OTHER", .server), ("TOO_MANY_TOOL_CALLS", .server),
    ("LANGUAGE", .server), ("CONTINUATION", .partial),
  ])
  func `what is no end of an answer is a failure`(reason: String, code: LLMError.Code) throws {
    let events = try Self.stream("", Self.chunk(#"{"text":"a"}"#), Self.end(reason), gives: []).decodedEveryWay()
    #expect(events.last?.failureCode == code)
    #expect(events.last?.failureMessage?.contains(reason) == true)
  }

  @Test func `C55 a blocked prompt has no candidates, and still a price`() throws {
    let body =
      #"{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":4},"modelVersion":"gemini-x","responseId":"r1"}"#
    let events = try Self.stream("", body, gives: []).decodedEveryWay()
    #expect(events.prefix(2) == [Self.identity, .usage(Usage(uncachedInput: 4))])
    #expect(events.last?.failureCode == .contentFilter)
    #expect(events.last?.failureMessage == "work blocked the prompt (PROHIBITED_CONTENT)")
    #expect(try WireTranscript.decode(whole: body, .gemini) == events)
  }

  /// In the middle of a stream Google's servers write errors over several lines and without `data:`.
  @Test(arguments: [false, true]) func `an error without a field`(isWrapped: Bool) throws {
    let error = """
      {
        "error": {
          "code": 503,
          "message": "The model is } overloaded.",
          "status": "UNAVAILABLE"
        }
      }
      """
    for (start, lineEnd) in [("", "\n"), ("data: \(Self.chunk(#"{"text":"a"}"#))\r\n\r\n", "\r\n")] {
      let lines = (isWrapped ? "[\(error)\n]" : error).split(separator: "\n").joined(separator: lineEnd)
      let body = start + lines + lineEnd
      let transcript = WireTranscript(name: "", profile: .gemini, body: body, events: [])
      // A body that begins with it is taken for a whole one.
      let events =
        start.isEmpty ? try WireTranscript.decode(whole: body, .gemini) : try transcript.decodedEveryWay()
      #expect(events.last?.failureCode == .overload)
      #expect(events.last?.failureMessage?.contains("The model is } overloaded.") == true)
    }
  }

  @Test func `a stream without alt=sse is an array of chunks`() throws {
    let body = "[\(Self.chunk(#"{"text":"a"}"#))\n,\r\n\(Self.end("STOP"))\n]"
    #expect(
      try WireTranscript.decode(whole: body, .gemini) == [Self.identity, .text("a"), Self.usage, .finish(.stop)])
  }
}
