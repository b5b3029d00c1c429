import LLMCore
import LLMTestKit
import Testing

@Suite struct EnvironmentSettingsTests {
  private func settings(_ environment: [String: String], user: String? = nil) throws -> Settings {
    try SettingsScene(user: user, environment: environment).load()
  }

  @Test func `an empty environment configures nothing`() throws {
    #expect(try settings([:]) == Settings())
    #expect(try settings(["OPENAI_API_KEY": "", "OLLAMA_HOST": "", "LLMCTL_MODEL": ""]) == Settings())
  }

  @Test(arguments: [
    ("OPENAI_API_KEY", "openai", ProviderSettings.Kind.openAI, "https://api.openai.com/v1"),
    ("ANTHROPIC_API_KEY", "anthropic", .anthropic, "https://api.anthropic.com/v1"),
    ("GEMINI_API_KEY", "gemini", .gemini, "https://generativelanguage.googleapis.com/v1beta"),
  ])
  func `a key is enough`(variable: String, name: String, kind: ProviderSettings.Kind, url: String) throws {
    let provider = try #require(try settings([variable: "some-key"]).providers.first)
    #expect(provider.name == name)
    #expect(provider.kind == kind)
    #expect(provider.baseURL.text == url)
    #expect(provider.keySource == .environment(variable))
    #expect(provider.models.count == 1)
    #expect(provider.origin == .environment(variable))
  }

  @Test func `OpenAI comes first, and Ollama last`() throws {
    let all = ["OPENAI_API_KEY": "a", "ANTHROPIC_API_KEY": "b", "GEMINI_API_KEY": "c", "OLLAMA_HOST": "h"]
    #expect(try settings(all).providers.map(\.name) == ["openai", "anthropic", "gemini", "ollama"])
  }

  @Test func `a base URL alone is a compatible server without a key`() throws {
    let provider = try #require(try settings(["OPENAI_BASE_URL": "http://10.0.0.1:8000/v1/"]).providers.first)
    #expect(provider.kind == .compatible)
    #expect(provider.baseURL.text == "http://10.0.0.1:8000/v1")
    #expect(provider.keySource == .none)
    #expect(provider.models == [])
    #expect(provider.origin == .environment("OPENAI_BASE_URL"))
  }

  @Test func `a base URL at OpenAI is OpenAI`() throws {
    let both = ["OPENAI_BASE_URL": "https://api.openai.com/v1", "OPENAI_API_KEY": "k"]
    #expect(try settings(both).providers.map(\.kind) == [.openAI])
    #expect(try settings(both).providers.map(\.keySource) == [.environment("OPENAI_API_KEY")])
  }

  @Test func `files name providers first, the environment may move OpenAI's`() throws {
    let user = """
      providers:
        anthropic: {base_url: http://a.test}
        openai: {kind: openai, key_env: MINE}
        ollama: {base_url: http://o.test}
      """
    let settings = try settings(
      ["ANTHROPIC_API_KEY": "x", "OLLAMA_HOST": "h", "OPENAI_API_KEY": "y", "OPENAI_BASE_URL": "http://moved.test"],
      user: user)
    #expect(settings.providers.map(\.baseURL.text) == ["http://a.test", "http://moved.test", "http://o.test"])
    #expect(settings.provider(named: "openai")?.keySource == .environment("MINE"))
    #expect(settings.provider(named: "openai")?.origin == .environment("OPENAI_BASE_URL"))
    #expect(settings.provider(named: "anthropic")?.keySource == ProviderSettings.KeySource.none)
  }

  @Test(arguments: [
    ("localhost", "http://localhost:11434"), ("10.0.0.1:1234", "http://10.0.0.1:1234"),
    (":1234", "http://127.0.0.1:1234"), ("http://h.test", "http://h.test:11434"),
    ("https://h.test", "https://h.test"), ("https://h.test:8443/ollama/", "https://h.test:8443/ollama"),
    ("0.0.0.0", "http://127.0.0.1:11434"), ("0.0.0.0:1234", "http://127.0.0.1:1234"),
    ("http://0.0.0.0", "http://127.0.0.1:11434"), ("[::1]:1234", "http://[::1]:1234"),
    ("10.0.0.0", "http://10.0.0.0:11434"), ("110.0.0.0:80", "http://110.0.0.0:80"),
  ])
  func `the forms of OLLAMA_HOST`(value: String, url: String) throws {
    let provider = try #require(try settings(["OLLAMA_HOST": value]).providers.first)
    #expect(provider.baseURL.text == url)
    #expect(provider.kind == .ollama)
    #expect(provider.keySource == .none)
  }

  @Test(arguments: ["OPENAI_BASE_URL", "OLLAMA_HOST"]) func `an unusable URL is refused`(variable: String) {
    let scene = SettingsScene(environment: [variable: "http://me:sk-abcdefgh12345@h.test"])
    #expect(scene.failure?.code == .configuration)
    #expect(scene.failure?.message.hasPrefix("\(variable) is not a usable URL: http://[masked]@") == true)
  }

  @Test func `the model of the environment wins over the files`() throws {
    let settings = try settings(["LLMCTL_MODEL": "env"], user: "model: file\n")
    #expect(settings.model == Sourced("env", .environment("LLMCTL_MODEL")))
  }
}
