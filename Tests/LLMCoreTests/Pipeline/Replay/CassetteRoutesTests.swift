import LLMCore
import LLMTestKit
import Testing

/// Who may ask, where it goes, and which variables the program gets.
@Suite struct CassetteRoutesTests {
  private static let once = CassetteScene.invocation(.once)

  @Test func `nobody but the program has the address`() async throws {
    let scene = CassetteScene()
    _ = try await scene.run(Self.once, [CassetteScene.json("1"), CassetteScene.json("2")]) { client in
      let base = (client.variables["OPENAI_BASE_URL"] ?? "").replacing("http://127.0.0.1:1", with: "")
      #expect(base.utf8.count == "/openai/v1".utf8.count + 33)
      func status(_ target: String, _ headers: [HTTPHeader] = []) async -> Int? {
        await client.loopback.ask(LoopbackRequest(method: "POST", target: target, headers: headers)).status
      }
      let guess = "/" + String(repeating: "0", count: 32) + "/openai/v1/x"
      for target in ["/openai/v1/x", guess, String(base.dropLast(12)), "/", ""] { #expect(await status(target) == 404) }
      for header in [
        HTTPHeader("host", "evil.test:1"), HTTPHeader("host", "127.0.0.1.evil.test"),
        HTTPHeader("origin", "https://evil.test"), HTTPHeader("origin", "null"),
      ] {
        #expect(await status(base + "/x", [header]) == 404)
      }
      #expect(await status(base + "/x", [HTTPHeader("host", "localhost:1")]) == 200)
      #expect(
        await status(base + "/y", [HTTPHeader("host", "127.0.0.1:1"), HTTPHeader("origin", "http://localhost:3000")])
          == 200)
      let segment = String(base.dropFirst().prefix(32))
      #expect(!scene.console.notes.contains { $0.contains(segment) })
      return 0
    }
    #expect(try scene.recorded().map(\.request.path) == ["/v1/x", "/v1/y"])
  }

  @Test func `where a provider and its base URL both have a query, both are sent`() async throws {
    var scene = CassetteScene()
    scene.environment = ["OPENAI_BASE_URL": "http://gateway.test/v1?api-version=3"]
    let transport = ScriptedTransport([CassetteScene.json("1")])
    _ = try await scene.run(Self.once, transport: transport) { client in
      _ = await client.ask("OPENAI_BASE_URL", "/x?a=1")
      return 0
    }
    #expect(transport.calls[0].request.url.text == "http://gateway.test/v1/x?a=1&api-version=3")
  }

  @Test func `a variable that is not set leads nowhere`() async throws {
    let scene = CassetteScene()
    var invocation = Self.once
    invocation.variables = ["MY_URL"]
    let record = invocation
    let error = await #expect(throws: LLMError.self) { try await scene.run(record) { _ in 0 } }
    #expect(error?.exitCode == .usage)
  }

  @Test func `a variable with a provider's name is not the provider`() async throws {
    let scene = CassetteScene()
    var invocation = Self.once
    invocation.variables = ["GROQ=http://mine.test"]
    let transport = ScriptedTransport([CassetteScene.json("1"), CassetteScene.json("2")])
    _ = try await scene.run(invocation, transport: transport) { client in
      _ = await client.ask("GROQ", "/x")
      _ = await client.ask("GROQ_BASE_URL", "/openai/v1/x")
      return 0
    }
    #expect(transport.calls.map(\.request.url.text) == ["http://mine.test/x", "https://api.groq.com/openai/v1/x"])
  }

  @Test(arguments: [
    (["no_proxy": "*"], ["no_proxy": "*"]),
    (["NO_PROXY": "a", "no_proxy": "b"], ["NO_PROXY": "a,127.0.0.1", "no_proxy": "b,127.0.0.1"]),
    ([:], ["NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"]),
  ])
  func `what is exempt from the proxy stays so`(set: [String: String], expected: [String: String]) async throws {
    var scene = CassetteScene()
    scene.environment = set.merging(["http_proxy": "http://proxy:1"]) { $1 }
    _ = try await scene.run(Self.once) { client in
      #expect(client.variables.filter { $0.key.lowercased() == "no_proxy" } == expected)
      return 0
    }
  }

  @Test func `what nobody here can unpack is handed on and kept`() async throws {
    let scene = CassetteScene()
    let headers = [HTTPHeader("content-type", "application/json"), HTTPHeader("content-encoding", "br")]
    let reply = ScriptedTransport.Reply.answer(200, headers: headers, chunks: [[0x8B, 0, 0x80]])
    for (invocation, replies) in [(Self.once, [reply]), (CassetteScene.invocation(.none), [])] {
      _ = try await scene.run(invocation, replies) { client in
        let answer = await client.ask()
        #expect(answer.pieces == [[0x8B, 0, 0x80]])
        #expect(answer.headers.contains(HTTPHeader("content-encoding", "br")))
        return 0
      }
    }
    #expect(try #require(scene.file).contains("base64"))
  }
}
