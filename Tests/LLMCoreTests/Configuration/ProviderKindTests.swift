import LLMTestKit
import Testing

@testable import LLMCore

/// What a kind alone says of a provider.
@Suite struct ProviderKindTests {
  private func provider(_ yaml: String) throws -> ProviderSettings {
    let settings = try SettingsScene(user: "providers:\n  p: {\(yaml)}\n").load()
    return try #require(settings.provider(named: "p"))
  }

  @Test(
    arguments: [
      ("responses", "https://api.openai.com/v1", "OPENAI_API_KEY"),
      ("anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
      ("gemini", "https://generativelanguage.googleapis.com/v1beta", "GEMINI_API_KEY"),
      ("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
      ("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY"),
      ("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
      ("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"), ("ollama", "http://127.0.0.1:11434", nil),
      ("vllm", "http://127.0.0.1:8000/v1", nil), ("llama-server", "http://127.0.0.1:8080/v1", nil),
      ("lmstudio", "http://127.0.0.1:1234/v1", nil),
    ] as [(String, String, String?)])
  func `where it is, and whose key it takes`(kind: String, url: String, variable: String?) throws {
    let provider = try provider("kind: \(kind)")
    #expect(provider.baseURL.text == url)
    #expect(provider.kind.usualVariable == variable)
    #expect(provider.kind.mayDoWithoutKey == (variable == nil))
  }

  @Test(arguments: ["openai-compatible", "azure"]) func `some have to be told`(kind: String) {
    #expect(throws: LLMError.self) { try provider("kind: \(kind)") }
  }

  /// A server that speaks a provider's language is not sent the provider's key.
  @Test func `a provider's variable is for its own server`() throws {
    func sources(_ kind: ProviderSettings.Kind, _ url: String) throws -> [ProviderSettings.KeySource] {
      KeyLookup(try KeyScene(kind: kind, url: url).provider, typedLabel: nil).configuredSources
    }
    #expect(try sources(.anthropic, "https://api.anthropic.com/v1") == [.environment("ANTHROPIC_API_KEY")])
    #expect(try sources(.anthropic, "http://127.0.0.1:8080/v1") == [])
    #expect(try sources(.gemini, "https://proxy.test/v1beta") == [])
    #expect(try sources(.responses, "https://proxy.test/v1") == [])
    #expect(try sources(.ollama, "http://127.0.0.1:11434") == [])
  }

  @Test func `the version of Anthropic's API`() throws {
    #expect(try provider("kind: anthropic").apiVersion == nil)
    #expect(try provider("kind: anthropic, api_version: 2026-10-21").apiVersion == "2026-10-21")
    #expect(throws: LLMError.self) { try provider("kind: anthropic, api_version: 2024-01-01") }
  }

  @Test(arguments: [
    ("kind: mistral", Prefill.prefix), ("kind: llama-server", .trailing), ("kind: vllm", .flag),
    ("kind: deepseek", .none), ("kind: deepseek, base_url: 'https://api.deepseek.com/beta'", .prefix),
    ("kind: vllm, prefill: none", .none), ("kind: openai-compatible, base_url: 'http://x', prefill: flag", .flag),
  ])
  func `the beginning of an answer goes as the kind has it, or as configured`(yaml: String, prefill: Prefill) throws {
    #expect(ServerProfile(try provider(yaml)).prefill == prefill)
  }
}
