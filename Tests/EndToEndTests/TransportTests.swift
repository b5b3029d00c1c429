import LLMCore
import LLMTestKit
import Testing

/// Servers that bend HTTP.
@Suite(.fewAtOnce) struct TransportTests {
  @Test func `an interim answer is passed over`() async throws {
    let stage = try Stage(replies: .interim(103, headers: [HTTPHeader("link", "<x>")]) + .answer("real"))
    expectAnswer(try await stage.run(["chat", "hi"]), "real")
  }

  @Test func `a body that is shorter than announced is a cut answer`() async throws {
    let stream = Chunk.event(Payload.text("half"))
    let stage = try Stage(replies: .wrongLength(9999, body: stream, contentType: "text/event-stream"))
    expectFailure(try await stage.run(["chat", "hi"]), 4, saying: "cut after 4 bytes", output: "half")
  }

  @Test func `a body that just ends with its connection is read to its end`() async throws {
    let stream = Chunk.event(Payload.text("all of it")) + Chunk.event(Payload.finish())
    let stage = try Stage(replies: .untilClose(200, headers: [HTTPHeader("content-type", "text/event-stream")], stream))
    expectAnswer(try await stage.run(["chat", "hi"]), "all of it")
  }

  @Test func `a compressed stream is unpacked`() async throws {
    let stream = [Payload.text("un"), Payload.text("packed"), Payload.finish(), "[DONE]"].flatMap(Chunk.event)
    let stage = try Stage(replies: .gzip(stream))
    expectAnswer(try await stage.run(["chat", "hi"]), "unpacked")
  }

  @Test func `a damaged compressed stream is a failure, not a crash`() async throws {
    var stream = StoredGzip.bytes(of: [Payload.text("x"), Payload.finish()].flatMap(Chunk.event))
    stream.replaceSubrange(10..<14, with: [7, 7, 7, 7])
    let stage = try Stage(replies: .encoded("gzip", stream))
    let result = try await stage.run(["chat", "hi"])
    #expect(result.exitCode.map { [65, 69].contains($0) } == true, "\(result)")
    #expect(result.lines("error").count == 1, "\(result)")
  }

  @Test func `a head without an end is not read for ever`() async throws {
    let stage = try Stage(replies: .hugeHead(bytes: 4 << 20) + .answer("too late"))
    let result = try await stage.run(["chat", "hi"])
    #expect(result.exitCode.map { [65, 69].contains($0) } == true, "\(result)")
    #expect(result.lines("error").count == 1, "\(result)")
  }

  @Test func `a head that drips in is waited for`() async throws {
    let stage = try Stage(replies: .drippedHead(every: .milliseconds(5), body: Array(Payload.whole("slow").utf8)))
    expectAnswer(try await stage.run(["chat", "hi"]), "slow")
  }

  @Test func `a stream of single bytes is the same stream`() async throws {
    let stream = ["é\u{1F30D}", " ok"].map(Payload.text).flatMap(Chunk.event) + Chunk.event(Payload.finish())
    let stage = try Stage(replies: .sse(raw: stream, splitAt: Array(1..<stream.count)))
    expectAnswer(try await stage.run(["chat", "hi"]), "é\u{1F30D} ok")
  }

  @Test(arguments: [
    ": PROCESSING\n\n:\n\n", "event: ping\ndata: {\"type\":\"ping\"}\n\n", "\u{FEFF}", "id: 7\nretry: 1\nfoo: bar\n\n",
    "data: {\"choices\":[],\"prompt_filter_results\":[{}]}\n\n", "data: not JSON at all\n\n",
  ])
  func `what is no content before the answer is passed over`(noise: String) async throws {
    let stream = Array(noise.utf8) + Chunk.event(Payload.text("answer")) + Chunk.event(Payload.finish())
    let stage = try Stage(replies: .sse(raw: stream))
    expectAnswer(try await stage.run(["chat", "hi"]), "answer")
  }
}
