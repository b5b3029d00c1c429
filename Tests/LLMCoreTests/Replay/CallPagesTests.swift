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
      + #""request_bytes":120,"content_hash":"abc","exit_code":0,"error":null,"usage":{"input_tokens":7,"#
      + #""output_tokens":1234,"uncached_input":3,"cache_read":4,"cache_write_short":null,"cache_write_long":null,"#
      + #""text_output":1234,"reasoning_output":0},"finish_reason":"stop","model_served":"m1-real","#
      + #""request_id":"req_1","http_status":200,"time_to_first_token_ms":250,"total_ms":61980,"response_bytes":900,"#
      + #""answer_bytes":3,"attempts":1,"waited_ms":0,"served_by":null,"shared_with":null,"structured":null,"#
      + #""cost":null"#
    #expect(JSONWriter.text(of: CallDocument(.done, isComplete: false).json) == "{\(start)}")
    #expect(
      JSONWriter.text(of: CallDocument(.done, isComplete: true).json)
        == #"{"version":1,"type":"call","# + start
        + #","earlier_attempts":[],"system":"be brief","prompt":"hi\n","answer":"yes"}"#)
  }

  @Test func `a document of a call that never ended`() {
    let json = CallDocument(.killed, isComplete: true).json
    #expect(json["outcome"] == .string("interrupted"))
    #expect(json["prompt"] == .null)
    #expect(json["exit_code"] == nil)
    #expect(json["answer"] == nil)
  }
}
