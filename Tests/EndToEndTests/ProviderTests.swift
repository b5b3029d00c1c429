import LLMCore
import LLMTestKit
import Testing

/// Which server is asked, with which key and on which way.
@Suite(.fewAtOnce) struct ProviderTests {
  private let stage: Stage

  init() throws { stage = try Stage(replies: .answer("ok")) }

  private var address: String { stage.server.url.text }

  @Test func `an alias and provider/model name the same`() async throws {
    try stage.configure("providers:\n  own:\n    base_url: \(address)/v1\naliases:\n  fast: own/org/small\n")
    expectAnswer(try await stage.run(["chat", "-m", "fast", "hi"]), "ok")
    expectAnswer(try await stage.run(["chat", "-m", "own/org/small", "hi"]), "ok")
    #expect(try stage.server.requests.map { try $0.json()["model"]?.text } == ["org/small", "org/small"])
  }

  @Test(arguments: [("fsat", "Did you mean 'fast'?"), ("onw/x", "Did you mean 'own'?")])
  func `a slip in an alias or a provider is not sent as a model`(name: String, words: String) async throws {
    try stage.configure("providers:\n  own:\n    base_url: \(address)/v1\naliases:\n  fast: own/small\n")
    expectFailure(try await stage.run(["chat", "-m", name, "hi"]), 78, saying: words)
    #expect(stage.server.connectionCount == 0)
  }

  @Test func `a provider's first model is its default`() async throws {
    try stage.configure("providers:\n  own:\n    base_url: \(address)/v1\n    models: [big, small]\n")
    expectAnswer(try await stage.run(["chat", "-m", "own", "hi"]), "ok")
    #expect(try stage.server.requests.first?.json()["model"]?.text == "big")
  }

  @Test func `key_file is read and key_env too`() async throws {
    try stage.home.write("key", "file-key-0123456789\n", mode: 0o600)
    try stage.configure(
      """
      providers:
        one:
          base_url: \(address)/v1
          key_file: \(stage.home.path("key"))
        two:
          base_url: \(address)/v1
          key_env: TWO_KEY
        three:
          kind: azure
          base_url: \(address)/v1
          key_env: TWO_KEY
      """)
    let environment = ["TWO_KEY": "env-key-0123456789"]
    for name in ["one", "two", "three"] {
      expectAnswer(try await stage.run(["chat", "-m", "\(name)/x", "hi"], environment: environment), "ok")
    }
    let requests = stage.server.requests
    #expect(
      requests.map { $0.header("authorization") } == [
        "Bearer file-key-0123456789", "Bearer env-key-0123456789", nil,
      ])
    #expect(requests.last?.header("api-key") == "env-key-0123456789")
  }

  @Test(arguments: [
    ("key_env: WORK_KEY", 77, "export WORK_KEY=…"), ("key_file: /nowhere/key", 77, "Write the key into /nowhere/key"),
    ("key_file: /etc", 77, "directory"), ("models: [x]", 77, "no key is configured"),
    ("key_file: odd", 77, "odd"),
  ])
  func `a missing key is told with the way to give it`(setting: String, code: Int32, words: String) async throws {
    try stage.configure(
      "providers:\n  work:\n    kind: azure\n    base_url: http://example.invalid/v1\n    \(setting)\n")
    expectFailure(try await stage.run(["chat", "-m", "work/x", "hi"]), code, saying: words)
  }

  @Test func `a key that cannot be one is refused and not repeated`() async throws {
    let result = try await stage.run(["chat", "hi"], environment: ["OPENAI_API_KEY": "canary\u{1}0123"])
    expectFailure(result, 78, saying: "OPENAI_API_KEY", "not usable")
    #expect(!result.errorText.contains("canary"))
    #expect(stage.server.connectionCount == 0)
  }

  @Test func `config show tells where a key comes from and never the key`() async throws {
    for arguments in [["config", "show"], ["config", "show", "--origin"], ["config", "show", "--json"]] {
      let result = try await stage.run(
        arguments,
        environment: [
          "OPENAI_API_KEY": "sk-canary-0123456789", "ANTHROPIC_API_KEY": "sk-ant-canary", "GEMINI_API_KEY": "canary",
        ])
      #expect(result.exitCode == 0)
      #expect(result.outputText.contains("OPENAI_API_KEY"))
      #expect(!result.outputText.contains("canary"))
      #expect(result.errorText == "")
    }
  }

  @Test(arguments: ["http://127.0.0.1:PORT", "127.0.0.1:PORT", ":PORT", "0.0.0.0:PORT", "http://localhost:PORT/"])
  func `OLLAMA_HOST is understood in all its forms`(form: String) async throws {
    let stage = try Stage(
      replies: .json(200, #"{"model":"small","message":{"role":"assistant","content":"ok"},"done":true}"#))
    let host = "\(form.dropLast(form.hasSuffix("/") ? 5 : 4))\(stage.server.port)" + (form.hasSuffix("/") ? "/" : "")
    let result = try await stage.run(["chat", "-m", "ollama/small", "hi"], environment: ["OLLAMA_HOST": host])
    expectAnswer(result, "ok")
    #expect(stage.server.requests.first?.path == "/api/chat")
    #expect(try stage.server.requests.first?.json()["model"]?.text == "small")
  }

  @Test(arguments: ["nonsense", "http://user:canary@127.0.0.1/v1", "ftp://127.0.0.1/"])
  func `a base URL that cannot be used is told`(url: String) async throws {
    let result = try await stage.run(["chat", "hi"], environment: ["OPENAI_BASE_URL": url])
    expectFailure(result, 78, saying: "OPENAI_BASE_URL")
    #expect(!result.errorText.contains("canary"))
  }
}
