import Glibc
import LLMCore
import LLMTestKit
import Testing

/// Servers that answer with something else than an answer.
@Suite(.fewAtOnce) struct ServerFailureTests {
  @Test(arguments: [
    (401, #"{"error":{"message":"Incorrect API key"}}"#, 77, "Incorrect API key"),
    (402, #"{"error":{"message":"Pay first"}}"#, 77, "Pay first"),
    (403, #"{"detail":"not for you"}"#, 77, "not for you"),
    (404, #"{"error":{"message":"no such model"}}"#, 78, "no such model"),
    (400, #"{"error":{"message":"bad value","param":"top_p"}}"#, 65, "'top_p'"),
    (400, #"{"error":{"message":"too long","code":"context_length_exceeded"}}"#, 65, "larger context window"),
    (429, #"{"error":{"message":"Slow down"}}"#, 75, "Slow down"),
    (429, #"{"error":{"type":"insufficient_quota","message":"Quota used up"}}"#, 77, "waiting does not help"),
    (500, #"{"error":{"message":"oops"}}"#, 69, "oops"), (503, #"{"error":"loading"}"#, 69, "loading"),
    (529, #"[{"error":{"message":"Overloaded"}}]"#, 69, "Overloaded"), (504, "", 75, "HTTP 504"),
  ])
  func `each HTTP failure has its exit code and its reason`(
    status: Int, body: String, code: Int32, words: String
  ) async throws {
    let stage = try Stage(replies: .json(status, body))
    expectFailure(try await stage.run(["chat", "hi"]), code, saying: "HTTP \(status)", words)
    #expect(stage.server.requests.count == 1)
  }

  @Test(arguments: ["x-request-id", "request-id", "apim-request-id", "cf-ray"])
  func `the request id is shown`(header: String) async throws {
    let stage = try Stage(replies: .json(500, #"{"error":"x"}"#, headers: [HTTPHeader(header, "id-4711")]))
    expectFailure(try await stage.run(["chat", "hi"]), 69, saying: "(request id-4711)")
  }

  @Test func `a wait the server asks for is passed on`() async throws {
    let stage = try Stage(replies: .json(429, #"{"error":"x"}"#, headers: [HTTPHeader("retry-after", "17")]))
    expectFailure(try await stage.run(["chat", "hi"]), 75, saying: "17 s")
  }

  @Test func `a key that an error echoes is masked`() async throws {
    let key = "made-by-hand-0123456789"
    let stage = try Stage { request in
      .json(
        401,
        #"{"error":{"message":"bad key \#(key), or sk-abcdefgh12345678\n(header \#(request.header("authorization") ?? ""))"}}"#
      )
    }
    let result = try await stage.run(["chat", "-v", "hi"], environment: ["OPENAI_API_KEY": key])
    #expect(result.exitCode == 77)
    #expect(stage.server.requests.first?.header("authorization") == "Bearer \(key)")
    #expect(result.errorText.contains("bad key [masked], or [masked] (header Bearer [masked])"), "\(result)")
    #expect(!result.errorText.contains(key))
    #expect(!result.errorText.contains("abcdefgh"))
    #expect(result.lines("error").count == 1)
  }

  @Test func `a key echoed in the stream is masked too`() async throws {
    let key = "made-by-hand-0123456789"
    let stage = try Stage(replies: .sse([#"{"error":{"message":"bad key \#(key)"}}"#]))
    let result = try await stage.run(["chat", "--json", "hi"], environment: ["OPENAI_API_KEY": key])
    #expect(result.errorText.contains("[masked]"), "\(result)")
    #expect(!result.errorText.contains(key))
  }

  @Test(arguments: [301, 302, 307, 308])
  func `a redirect is told and not followed`(status: Int) async throws {
    let target = try Stage(replies: .answer("from the target"))
    let address = "\(target.server.url.text)/v1/chat/completions"
    let stage = try Stage(replies: .redirect(status, to: address))
    let result = try await stage.run(["chat", "hi"], environment: ["OPENAI_API_KEY": "sk-test-0123456789"])
    expectFailure(result, 78, saying: "redirects to \(address)", "base_url")
    #expect(target.server.connectionCount == 0)
  }

  @Test func `a web page is no answer`() async throws {
    let stage = try Stage(replies: .html(200, "<html><title>Sign in</title></html>"))
    expectFailure(
      try await stage.run(["chat", "hi"]), 65, saying: "not an LLM endpoint", "text/html", "Sign in", "base_url")
  }

  @Test func `a web page as an error is told by its title`() async throws {
    let stage = try Stage(replies: .html(502, "<html><title>502 Bad\nGateway</title>nginx</html>"))
    expectFailure(try await stage.run(["chat", "hi"]), 69, saying: "web page", "502 Bad Gateway")
  }

  @Test(arguments: [#"{"choices": ["#, "[1,", #"{"choices":[{"message":{"content":"x"}}]"#])
  func `broken JSON is no answer`(body: String) async throws {
    let stage = try Stage(replies: .json(200, body))
    expectFailure(try await stage.run(["chat", "hi"]), 65, saying: "broken JSON")
  }

  @Test func `an empty body is no answer`() async throws {
    let stage = try Stage(replies: .json(200, ""))
    expectFailure(try await stage.run(["chat", "hi"]), 65, saying: "an empty body")
  }

  @Test func `what is no HTTP is no answer`() async throws {
    let stage = try Stage(replies: .garbage())
    expectFailure(try await stage.run(["chat", "hi"]), 65, saying: "does not speak HTTP")
  }

  @Test func `an encoding that was not asked for is named`() async throws {
    let stage = try Stage(replies: .encoded("br", [1, 2, 3]))
    expectFailure(try await stage.run(["chat", "hi"]), 65, saying: "'br'")
  }

  @Test func `a refused connection is told at once`() async throws {
    let stage = try Stage(replies: .answer("x"))
    stage.server.stop()
    let result = try await stage.run(["chat", "hi"])
    expectFailure(result, 69, saying: "connection refused", "Is the server running?")
    #expect(result.duration < .seconds(3))
  }

  @Test func `a reset before the head is a failure of the network`() async throws {
    let stage = try Stage(replies: [.reset])
    expectFailure(try await stage.run(["chat", "hi"]), 69, saying: "broke")
  }

  @Test func `an error body that never ends is not waited for`() async throws {
    let stage = try Stage(
      replies: .chunkedOpening(500, [HTTPHeader("content-type", "application/json")]) + [
        .flood(count: 1_000_000, payload: Chunk.framed([UInt8](repeating: 0x78, count: 1000))), .hang,
      ])
    let result = try await stage.run(["chat", "hi"])
    #expect(result.exitCode == 69)
    #expect(result.error.count < 4000)
    #expect(result.lines("error").count == 1)
  }
}
