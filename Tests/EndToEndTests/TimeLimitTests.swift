import LLMTestKit
import Testing

/// Servers that keep us waiting, under limits set small in the configuration.
@Suite(.fewAtOnce) struct TimeLimitTests {
  /// Runs a question against a server that does this; every limit but the one given is far away.
  private func ask(_ reply: [FaultStep], limit: String) async throws -> CLIResult {
    let stage = try Stage(replies: reply)
    try stage.configure("timeouts:\n  \(limit)\n")
    let result = try await stage.run(["chat", "hi"])
    #expect(try await stage.server.wait { $0.first?.clientClosedEarly == true }, "the connection was kept")
    return result
  }

  /// Comments that say nothing but "still here", far longer than any limit in this file.
  private static let pings: [FaultStep] = (0..<400).flatMap { _ -> [FaultStep] in
    [.wait(.milliseconds(50)), .send(Chunk.framed(Array(":\n\n".utf8)))]
  }

  @Test func `no head`() async throws {
    let result = try await ask([.hang], limit: "head: 0.3")
    expectFailure(result, 75, saying: "did not begin to answer", "timeouts.head")
    #expect(result.duration < .seconds(10))
  }

  @Test func `no content although pings come`() async throws {
    let result = try await ask(.sseOpening() + Self.pings, limit: "first_content: 0.4")
    expectFailure(result, 75, saying: "no content came", "timeouts.first_content")
  }

  @Test func `silence in the middle`() async throws {
    let result = try await ask(.beginning("half") + [.hang], limit: "idle_bytes: 0.3")
    expectFailure(result, 4, saying: "sent nothing for", output: "half")
  }

  @Test func `silence before the first word`() async throws {
    let result = try await ask(.sseOpening() + [.hang], limit: "idle_bytes: 0.3")
    expectFailure(result, 75, saying: "sent nothing for")
  }

  @Test func `pings and no more content`() async throws {
    let result = try await ask(.beginning("half") + Self.pings, limit: "idle_content: 0.4")
    expectFailure(result, 4, saying: "alive but brought no content", "timeouts.idle_content", output: "half")
  }

  @Test func `a server that is slow but steady is not cut`() async throws {
    let words = (0..<8).flatMap { number -> [FaultStep] in
      [.wait(.milliseconds(100)), .send(Chunk.framed(Chunk.event(Payload.text("\(number) "))))]
    }
    let end = [Payload.finish(), "[DONE]"].map { FaultStep.send(Chunk.framed(Chunk.event($0))) }
    let stage = try Stage(replies: .sseOpening() + words + end + [.send(Chunk.last)])
    try stage.configure("timeouts:\n  head: 20\n  first_content: 20\n  idle_bytes: 20\n  idle_content: 20\n")
    expectAnswer(try await stage.run(["chat", "hi"]), "0 1 2 3 4 5 6 7 ")
  }
}
