import Glibc
import LLMCore
import LLMTestKit
import Testing

/// What reaches standard output.
@Suite(.fewAtOnce) struct AnswerTests {
  @Test func `an answer reaches a pipe byte for byte, with no newline added`() async throws {
    let pieces = ["Hé", "llo\n", "\u{1F30D}\t", "  end"]
    let stage = try Stage(replies: .sse(pieces.map(Payload.text) + [Payload.finish()]))
    expectAnswer(try await stage.run(["chat", "hi"]), pieces.joined())
  }

  @Test func `a character cut in two by the network arrives whole`() async throws {
    let stream = Chunk.event(Payload.text("a\u{1F30D}b")) + Chunk.event(Payload.finish()) + Chunk.event("[DONE]")
    let cut = try #require(stream.firstIndex(of: 0xF0)) + 2
    let stage = try Stage(replies: .sse(raw: stream, splitAt: [cut]))
    expectAnswer(try await stage.run(["chat", "hi"]), "a\u{1F30D}b")
  }

  @Test func `what came is printed while the rest is still to come`() async throws {
    let stage = try Stage(replies: .beginning("first ") + [.hang])
    let process = try stage.cli.start(stage.invocation(["chat", "hi"]))
    try await process.wait(for: "first ", on: .output)
    stage.server.stop()
    #expect(try await process.wait().outputText == "first ")
  }

  @Test func `escape sequences go into a pipe unchanged`() async throws {
    let text = "\u{1B}[2J\u{1B}]52;c;aGk=\u{7}\u{9B}1m\u{202E}x\r\n"
    let stage = try Stage(replies: .answer(text))
    expectAnswer(try await stage.run(["chat", "hi"]), text)
  }

  @Test func `an answer that comes whole although a stream was asked for is printed`() async throws {
    let stage = try Stage(replies: .json(200, Payload.whole("all at once")))
    expectAnswer(try await stage.run(["chat", "hi"]), "all at once")
  }

  @Test func `--no-stream asks for the whole answer and prints it`() async throws {
    let stage = try Stage(replies: .json(200, Payload.whole("all at once")))
    expectAnswer(try await stage.run(["chat", "--no-stream", "hi"]), "all at once")
    let body = try #require(stage.server.requests.first).json()
    #expect(body["stream"] == nil)
    #expect(body["stream_options"] == nil)
  }

  @Test func `a compressed whole answer is unpacked`() async throws {
    let stage = try Stage(
      replies: .gzip(Array(Payload.whole("unpacked").utf8), contentType: "application/json"))
    expectAnswer(try await stage.run(["chat", "--no-stream", "hi"]), "unpacked")
  }

  @Test func `reasoning is hidden`() async throws {
    let stage = try Stage(
      replies: .sse([
        Payload.reasoning("let me think"), Payload.text("<think>inline</think>"), Payload.text("42"), Payload.finish(),
      ]))
    expectAnswer(try await stage.run(["chat", "hi"]), "42")
  }

  @Test func `--reasoning stderr shows reasoning, but not on standard output`() async throws {
    let stage = try Stage(
      replies: .sse([
        Payload.reasoning("line one\nline"), Payload.reasoning(" two"), Payload.text("42"), Payload.finish(),
      ]))
    let result = try await stage.run(["chat", "--reasoning", "stderr", "hi"])
    #expect(result.exitCode == 0)
    #expect(result.outputText == "42")
    #expect(result.errorText == "line one\nline two\n")
  }

  @Test func `--usage prints one line of tokens and times`() async throws {
    let stage = try Stage(replies: .answer("ok"))
    let result = try await stage.run(["chat", "--usage", "hi"])
    #expect(result.exitCode == 0)
    #expect(result.outputText == "ok")
    #expect(result.errorLines.count == 1)
    #expect(result.errorText.hasPrefix("usage: 12 in (2 cached), 34 out (4 reasoning), "))
    #expect(result.errorText.contains("first token after "))
  }

  @Test func `-x prints the last code block only`() async throws {
    let stage = try Stage(replies: .answer("One:\n```sh\nls\n```\nTwo:\n``", "`sh\nwc -w\n", "```\nDone."))
    expectAnswer(try await stage.run(["chat", "-x", "hi"]), "wc -w\n")
  }

  @Test func `-x says when there is no code block`() async throws {
    let stage = try Stage(replies: .answer("no code here"))
    expectFailure(try await stage.run(["chat", "-x", "hi"]), 65, saying: "no code block")
  }

  @Test func `a server on a unix socket answers`() async throws {
    let stage = try Stage(unixSocket: "s") { _ in .answer("through a socket") }
    expectAnswer(try await stage.run(["chat", "hi"]), "through a socket")
    #expect(stage.server.requests.first?.path == "/v1/chat/completions")
  }

  @Test func `a server that keeps the line open behind the end is not waited for`() async throws {
    let stage = try Stage(
      replies: .beginning("over") + [
        .send(Chunk.framed(Chunk.event(Payload.finish()) + Chunk.event("[DONE]"))), .hang,
      ])
    let result = try await stage.run(["chat", "hi"])
    expectAnswer(result, "over")
    #expect(result.duration < .seconds(10))
  }
}
