import LLMCore
import LLMTestKit
import Testing

/// Proxies: the fault server plays one, and the host behind it does not exist.
@Suite(.fewAtOnce) struct ProxyTests {
  private static let target = ["OPENAI_BASE_URL": "http://example.invalid/v1"]

  private let stage: Stage

  init() throws {
    // The tunnel is opened by an answer to CONNECT that has no body; what follows on the connection goes through it.
    stage = try Stage { request in request.method == "CONNECT" ? .head(200) : .answer("by proxy") }
  }

  private func ask(_ environment: [String: String]) async throws -> CLIResult {
    try await stage.run(["chat", "hi"], environment: Self.target.merging(environment) { $1 })
  }

  @Test(arguments: ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
  func `a proxy is asked for a host that is not local`(name: String) async throws {
    expectAnswer(try await ask([name: stage.server.url.text]), "by proxy")
    let requests = stage.server.requests
    #expect(requests.map(\.method) == ["CONNECT", "POST"])
    #expect(requests.map(\.path) == ["example.invalid:80", "/v1/chat/completions"])
    #expect(requests.map(\.connection) == [0, 0])
    #expect(requests.last?.header("host")?.hasPrefix("example.invalid") == true)
  }

  @Test func `a proxy's user and password go to the proxy and no further`() async throws {
    expectAnswer(try await ask(["HTTP_PROXY": "http://me:secret@127.0.0.1:\(stage.server.port)"]), "by proxy")
    #expect(
      stage.server.requests.map { $0.header("proxy-authorization") } == ["Basic bWU6c2VjcmV0", nil])
  }

  @Test(arguments: ["example.invalid", ".invalid", "*", "other.test, example.invalid:80"])
  func `NO_PROXY names exceptions`(exceptions: String) async throws {
    let result = try await ask(["HTTP_PROXY": stage.server.url.text, "NO_PROXY": exceptions])
    expectFailure(result, 69, saying: "example.invalid")
    #expect(stage.server.connectionCount == 0)
  }

  @Test func `a local server is never asked through a proxy`() async throws {
    let result = try await stage.run(["chat", "hi"], environment: ["HTTP_PROXY": "http://127.0.0.1:9"])
    expectAnswer(result, "by proxy")
    #expect(stage.server.requests.first?.path == "/v1/chat/completions")
  }

  @Test func `a proxy that cannot be understood is not passed by`() async throws {
    expectFailure(try await ask(["HTTP_PROXY": "ftp://me:canary@nowhere"]), 78, saying: "HTTP_PROXY")
    #expect(try await !ask(["HTTP_PROXY": "ftp://me:canary@nowhere"]).errorText.contains("canary"))
  }

  @Test(arguments: [403, 502])
  func `a proxy that refuses is told`(status: Int) async throws {
    let proxy = try Stage(replies: .html(status, "<title>No</title>"))
    expectFailure(try await ask(["HTTP_PROXY": proxy.server.url.text]), 69, saying: "proxy", "HTTP_PROXY")
  }

  @Test func `a proxy that wants a password is told apart`() async throws {
    let proxy = try Stage(replies: .html(407, "<title>Log in</title>"))
    expectFailure(try await ask(["HTTP_PROXY": proxy.server.url.text]), 77, saying: "proxy", "password")
  }

  @Test func `a key stays within the tunnel`() async throws {
    let result = try await ask(["HTTP_PROXY": stage.server.url.text, "OPENAI_API_KEY": "sk-test-0123456789"])
    #expect(result.exitCode == 0)
    #expect(stage.server.requests.map { $0.header("authorization") } == [nil, "Bearer sk-test-0123456789"])
  }

  @Test func `a key that travels unencrypted is worth a warning`() async throws {
    let result = try await ask(["HTTP_PROXY": stage.server.url.text, "OPENAI_API_KEY": "sk-test-0123456789"])
    #expect(result.exitCode == 0)
    #expect(result.outputText == "by proxy")
    #expect(result.errorLines.count == 1)
    #expect(result.errorText.hasPrefix("warning: the key for 'openai' travels unencrypted"))
  }
}
