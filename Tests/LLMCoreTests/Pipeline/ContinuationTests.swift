import LLMCore
import LLMTestKit
import Testing

/// Answers that break off in the middle.
@Suite struct ContinuationTests {
  private func stage(_ replies: [ScriptedTransport.Reply]) -> Stage {
    var stage = Stage(transport: ScriptedTransport(replies))
    stage.clock = ManualClock(monotonic: .seconds(100), windsItself: true, longestWinding: .seconds(3600))
    stage.maxWait = .seconds(60)
    stage.limits = TimeLimits(
      connect: .seconds(86_400), head: .seconds(86_400), firstContent: .seconds(86_400), idleBytes: .seconds(86_400),
      idleContent: .seconds(86_400))
    return stage
  }

  private func question(_ stage: Stage, prefill: Prefill = .none) throws -> Question {
    var question = try stage.question()
    question.continuation = .auto
    question.account.profile.prefill = prefill
    question.provider = OpenAIChat(account: question.account)
    return question
  }

  private func cut(_ text: String) -> ScriptedTransport.Reply {
    .sse([Payload.text(text)], done: false, then: [.failure(TransportError(.reset, "x"))])
  }

  private func rest(_ text: String) -> ScriptedTransport.Reply {
    .sse([Payload.text(text), Payload.stop, Payload.usage])
  }

  @Test(arguments: [
    ("The quick brown fox", " jumps over the dog."), ("The quick brown fox", "brown fox jumps over the dog."),
    ("The quick brown fox ", "jumps over the dog."), ("The quick bro", "wn fox jumps over the dog."),
    ("Zwölf Böxkämpfer jagen", "Böxkämpfer jagen Viktor"), ("日本語の文章", "文章です。"),
  ])
  func `B26 the rest is asked for and joined without a seam`(start: String, continuation: String) async throws {
    let stage = stage([cut(start), rest(continuation)])
    let answer = await stage.ask(try question(stage))
    #expect(answer.error == nil)
    #expect(answer.exitCode == .complete)
    let whole = ["fox": "The quick brown fox jumps over the dog.", "jagen": "Zwölf Böxkämpfer jagen Viktor"]
    let expected =
      start.hasPrefix("The") ? whole["fox"] : start.hasPrefix("Zw") ? whole["jagen"] : "日本語の文章です。"
    #expect(stage.console.outputText == expected)
    #expect(stage.outcome?.answer == expected)
    #expect(stage.outcome?.verdict == .done)
    let attempts = try #require(stage.ledger.records.first?.attempts)
    #expect(attempts.map(\.sequel) == [.continuation])
    #expect(attempts.map(\.answerBytes) == [start.utf8.count])
    #expect(attempts.map(\.mayHaveBeenCharged) == [true])
  }

  @Test func `a model that echoes everything first is heard out`() async throws {
    let start = "A beginning that is long enough to be an echo of itself, and longer"
    let stage = stage([cut(start), rest(start + ", and ends.")])
    #expect(await stage.ask(try question(stage, prefill: .prefix)).error == nil)
    #expect(stage.console.outputText == start + ", and ends.")
  }

  @Test func `a model that begins anew with other words is not glued on`() async throws {
    let start = "A beginning that is long enough to be an echo of itself, and longer"
    let stage = stage([cut(start), rest("A beginning that is long enough to be told from chance. Other words.")])
    let answer = await stage.ask(try question(stage))
    #expect(answer.exitCode == .partial)
    #expect(stage.console.outputText == start)
    #expect(answer.error?.message.contains("began anew") == true)
    #expect(stage.outcome?.answer == start)
  }

  @Test func `the server is given the beginning in the way it understands`() async throws {
    for (prefill, expected) in [
      (Prefill.none, #"{"role":"user","content":"Your answer above was cut off"#),
      (.trailing, #"{"role":"assistant","content":"half"}]"#),
      (.flag, #""continue_final_message":true,"add_generation_prompt":false"#),
      (.prefix, #"{"role":"assistant","content":"half","prefix":true}]"#),
    ] {
      let stage = stage([cut("half"), rest(" done")])
      #expect(await stage.ask(try question(stage, prefill: prefill)).error == nil)
      let body = String(decoding: stage.transport.calls[1].request.body, as: UTF8.self)
      #expect(body.contains(expected), "\(body)")
    }
  }

  @Test func `what came counts against the limit that was asked for`() async throws {
    let stage = stage([cut(String(repeating: "word ", count: 80)), rest("end")])
    var question = try question(stage)
    question.request.options = [JSONMember("max_tokens", .integer(500))]
    _ = await stage.ask(question)
    #expect(String(decoding: stage.transport.calls[1].request.body, as: UTF8.self).contains(#""max_tokens":399"#))
  }

  @Test(arguments: [
    #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{\"x"}}]}}]}"#,
    #"{"choices":[{"delta":{"refusal":"I will not"}}]}"#, #"{"choices":[{"delta":{"reasoning":"hm"}}]}"#,
  ])
  func `what is not plain text is not gone on with`(payload: String) async throws {
    let stage = stage([.sse([payload], done: false, then: [.failure(TransportError(.reset, "x"))])])
    #expect(await stage.ask(try question(stage)).exitCode == .partial)
    #expect(stage.transport.calls.count == 1)
  }

  @Test func `JSON is never glued together`() async throws {
    let stage = stage([cut(#"{"a":"#)])
    var question = try question(stage)
    question.request.options = [JSONMember("response_format", .object([JSONMember("type", .string("json_object"))]))]
    #expect(await stage.ask(question).exitCode == .partial)
    #expect(stage.transport.calls.count == 1)
  }

  @Test func `two continuations are the most, and all that came is there`() async throws {
    let stage = stage([cut("one "), cut("two "), cut("three ")])
    let answer = await stage.ask(try question(stage))
    #expect(answer.exitCode == .partial)
    #expect(stage.console.outputText == "one two three ")
    #expect(stage.outcome?.answer == "one two three ")
    #expect(stage.outcome?.answerBytes == 14)
  }

  @Test func `two broken streams in a row, and the next answer is asked for as a whole`() async throws {
    let whole = #"{"choices":[{"message":{"content":"whole"},"finish_reason":"stop"}]}"#
    let stage = stage([cut("a"), cut("b"), .json(200, whole)])
    var question = try question(stage)
    question.continuation = .off
    question.request.options = [JSONMember("max_tokens", .integer(7))]
    _ = await stage.ask(question)
    _ = await stage.ask(question)
    #expect(await stage.ask(question).error == nil)
    let body = String(decoding: stage.transport.calls[2].request.body, as: UTF8.self)
    #expect(!body.contains("stream"))
    #expect(body.contains(#""max_tokens":7"#))
  }

  /// An answer of 4 kB is cut behind every byte of its stream; once with nobody to go on with it, once with a server that
  /// does.
  @Test func `B36 a stream cut at every byte loses nothing and doubles nothing`() async throws {
    let words = (0..<500).map { "wörd\($0 * 7919 % 1000)" }.joined(separator: " ")
    let text = String(words.prefix(3900))
    let payloads = stride(from: 0, to: text.count, by: 60).map { start in
      Payload.text(String(text.dropFirst(start).prefix(60)))
    }
    let stream = (payloads + [Payload.stop]).flatMap { Chunk.event($0) }
    let content = Array(text.utf8)
    #expect(content.count > 4000)
    for offset in 0...stream.count {
      let pieces: [ScriptedTransport.Piece] = [
        .bytes(Array(stream[..<offset])), .failure(TransportError(.reset, "cut at \(offset)")),
      ]
      let cut = ScriptedTransport.Reply.answer(
        status: 200, headers: [HTTPHeader("content-type", "text/event-stream")], body: offset > 0 ? pieces : [pieces[1]]
      )
      try await check(cut, offset, of: stream.count, content)
    }
  }

  private func check(_ cut: ScriptedTransport.Reply, _ offset: Int, of end: Int, _ content: [UInt8]) async throws {
    let alone = stage([cut, .failure(TransportError(.unknownHost, "gone"))])
    let partial = await alone.ask(try question(alone))
    let shown = alone.console.output
    #expect(content.starts(with: shown), "offset \(offset)")
    #expect(
      partial.exitCode == (offset == end ? .complete : shown.isEmpty ? .unavailable : .partial), "offset \(offset)")
    #expect(partial.text == shown, "offset \(offset)")
    #expect(alone.outcome?.answer ?? "" == String(decoding: shown, as: UTF8.self), "offset \(offset)")
    guard offset < end, offset % 16 == 0, !shown.isEmpty else { return }
    // The model repeats a part of what it said, as it likes.
    let overlap = shown.count > 40 && offset % 32 == 0 ? 31 : 0
    let goOn = String(decoding: content[(shown.count - overlap)...], as: UTF8.self)
    guard goOn.utf8.count == content.count - shown.count + overlap else { return }
    let helped = stage([cut, rest(goOn)])
    let whole = await helped.ask(try question(helped))
    #expect(whole.error == nil, "offset \(offset)")
    #expect(helped.console.output == content, "offset \(offset)")
    #expect(helped.outcome?.answer.map { Array($0.utf8) } == content, "offset \(offset)")
  }
}
