import LLMCore
import Testing

/// Calls as a table, as a sheet and as JSON.
@Suite struct CallPagesTests {
  @Test func `a table`() {
    #expect(
      CallTable([.done, .failed, .killed]).text == """
        ID      STARTED (UTC)        OUTCOME      COMMAND  MODEL     IN   OUT  SECONDS  COST  PROMPT
        01DONE  2025-11-21 03:04:05  done         chat     work/m␛1   7  1234     61.9     -  hi
        FAILED  1970-01-01 00:00:00  failed       chat     p/m        -     -      0.0     -  -
        KILLED  1970-01-01 00:00:01  interrupted  chat     p/m        -     -        -     -  -

        """)
  }

  @Test func `a table of nothing is its heading`() {
    #expect(CallTable([]).text == "ID  STARTED (UTC)  OUTCOME  COMMAND  MODEL  IN  OUT  SECONDS  COST  PROMPT\n")
  }

  @Test func `a sheet`() {
    #expect(
      CallSheet(.done).text == """
        call          01DONE
        started       2025-11-21T03:04:05.678Z
        outcome       done
        command       chat
        model         work/m␛1
        exit status   0
        finish reason stop
        served by     m1-real
        request id    req_1
        http status   200
        tokens in     7 (4 cached)
        tokens out    1234
        first token   250 ms
        total         61980 ms
        reply         900 bytes, 3 of text
        request       120 bytes
        hash          abc
        repository    /repo
        branch        main
        conversation  01CONV
        tags          k=v l=w

        --- system ---
        be brief

        --- prompt ---
        hi

        --- answer ---
        yes

        """)
  }

  @Test func `a sheet of a call that was not to be recorded`() {
    #expect(
      CallSheet(.failed).text == """
        call          01FAILED
        started       1970-01-01T00:00:00.000Z
        outcome       failed
        command       chat
        model         p/m
        exit status   77
        error         auth
        tokens in     unknown
        tokens out    unknown
        total         49 ms
        reply         0 bytes, 0 of text
        request       7 bytes

        prompt and answer were not recorded

        """)
  }

  @Test func `a sheet of a call that never ended`() {
    #expect(CallSheet(.killed).text.contains("outcome       interrupted\n"))
    #expect(!CallSheet(.killed).text.contains("total"))
  }

  @Test func `a document`() {
    let start =
      #""id":"01DONE","started_at":"2025-11-21T03:04:05.678Z","outcome":"done","command":"chat","provider":"work","#
      + #""model":"m\u001b1","conversation":"01CONV","tags":{"k":"v","l":"w"},"repository":"/repo","branch":"main","#
      + #""request_bytes":120,"content_hash":"abc","prompt_version":null,"replay_of":null,"exit_code":0,"error":null,"usage":{"input_tokens":7,"#
      + #""output_tokens":1234,"uncached_input":3,"cache_read":4,"cache_write_short":null,"cache_write_long":null,"#
      + #""text_output":1234,"reasoning_output":0},"finish_reason":"stop","model_served":"m1-real","#
      + #""request_id":"req_1","http_status":200,"time_to_first_token_ms":250,"total_ms":61980,"response_bytes":900,"#
      + #""answer_bytes":3,"attempts":1,"waited_ms":0,"served_by":null,"shared_with":null,"structured":null,"#
      + #""cost":null"#
    #expect(JSONWriter.text(of: CallDocument(.done, isComplete: false).json) == "{\(start)}")
    #expect(
      JSONWriter.text(of: CallDocument(.done, isComplete: true).json)
        == #"{"version":1,"type":"call","# + start
        + #","earlier_attempts":[],"system":"be brief","prompt":"hi\n","answer":"yes","tool_calls":[]}"#)
  }

  @Test func `tool calls stand in place of an answer without words, and replays are named`() {
    var call = CallRecord.done
    guard case .closed(var outcome) = call.state else { return }
    (outcome.answer, outcome.toolCalls) = ("", [ToolCall(id: "1", name: "look", arguments: #"{"at":"sky"}"#)])
    call.state = .closed(outcome)
    call.intent.replayOf = CallID("01FIRST")
    let sheet = CallSheet(call, replays: [CallID("01AGAIN")]).text
    #expect(sheet.hasSuffix("\n--- tool calls ---\nlook {\"at\":\"sky\"}\n"))
    #expect(!sheet.contains("--- answer ---"))
    #expect(sheet.contains("replay of     01FIRST\nrun again as  1AGAIN\n"))
    let document = CallDocument(call, isComplete: true).json
    #expect(document["replay_of"]?.text == "01FIRST")
    #expect(document["tool_calls"]?.elements?.first?["name"]?.text == "look")
  }

  @Test func `of a killed call nothing is said that nobody knows`() {
    #expect(CallTimeline.reason(.killed) == "The call was killed; what was sent and what came back is not known")
    #expect(CallSheet(.killed, left: "half").text.hasSuffix("before the call was killed ---\nhalf\n"))
  }

  @Test func `headers that come twice are both there`() {
    var exchange = RecordedExchange(
      method: "POST", url: "https://a.test", requestHeaders: [], requestBody: [], sentAfter: 0)
    exchange.replyHeaders = [HTTPHeader("via", "a"), HTTPHeader("via", "b")]
    exchange.pieces = [.init(offset: 250_000, end: 1), .init(offset: 250_000, end: 2)]
    let recording = CallRecording(question: nil, exchanges: [1: exchange])
    let kept = RecordingDocument(recording).json["exchanges"]?.elements?.first?["reply_headers"]?.elements
    #expect(kept?.map { $0.elements?.compactMap(\.text) } == [["via", "a"], ["via", "b"]])
    let timeline = CallTimeline(.done, recording).text
    #expect(timeline.contains("chunk 1: 1 bytes, 250 ms after it was sent"))
    #expect(timeline.contains("chunk 2: 1 bytes, 0 ms after the one before"))
  }

  @Test func `a document of a call that never ended`() {
    let json = CallDocument(.killed, isComplete: true).json
    #expect(json["outcome"] == .string("interrupted"))
    #expect(json["prompt"] == .null)
    #expect(json["exit_code"] == nil)
    #expect(json["answer"] == nil)
  }
}
