/// A provider that needs no configuration but a key: where it is reached, and which variable people put its key into.
package struct KnownProvider: Sendable, Equatable {
  /// As `-m` and `auth login` take it.
  package let name: String
  package let kind: ProviderSettings.Kind
  package let baseURL: Endpoint
  /// The variable of the provider's own libraries.
  package let variable: String
  /// The model to ask where none is named; none where the server is asked for its list.
  package let models: [String]
  /// Others of its models that a choice by price may fall on, where the configuration names none.
  package let otherModels: [String]

  private init?(
    _ name: String, _ url: String, _ variable: String, kind: ProviderSettings.Kind = .compatible, models: [String] = [],
    others: [String] = []
  ) {
    guard let baseURL = Endpoint(url) else { return nil }
    (self.name, self.kind, self.baseURL) = (name, kind, baseURL)
    (self.variable, self.models, otherModels) = (variable, models, others)
  }

  /// From the providers' documentation, of their own APIs or of what is compatible with OpenAI's.
  package static let all = [
    KnownProvider(
      "openai", "https://api.openai.com/v1", "OPENAI_API_KEY", kind: .openAI, models: ["gpt-5.4-mini"],
      others: ["gpt-5.4-nano", "gpt-5.4"]),
    KnownProvider(
      "anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY", kind: .anthropic,
      models: ["claude-haiku-4-5"], others: ["claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5"]),
    KnownProvider(
      "gemini", "https://generativelanguage.googleapis.com/v1beta", "GEMINI_API_KEY", kind: .gemini,
      models: ["gemini-flash-latest"], others: ["gemini-flash-lite-latest", "gemini-pro-latest"]),
    KnownProvider("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", kind: .openRouter),
    KnownProvider("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY", kind: .groq),
    KnownProvider("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", kind: .mistral),
    KnownProvider("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", kind: .deepSeek),
    KnownProvider("xai", "https://api.x.ai/v1", "XAI_API_KEY"),
    KnownProvider("cohere", "https://api.cohere.ai/compatibility/v1", "COHERE_API_KEY"),
    KnownProvider("together", "https://api.together.xyz/v1", "TOGETHER_API_KEY"),
    KnownProvider("fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"),
    KnownProvider("cerebras", "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY"),
    KnownProvider("perplexity", "https://api.perplexity.ai", "PERPLEXITY_API_KEY"),
    KnownProvider("nvidia", "https://integrate.api.nvidia.com/v1", "NVIDIA_API_KEY"),
    KnownProvider("huggingface", "https://router.huggingface.co/v1", "HF_TOKEN"),
  ].compactMap(\.self)

  /// The one of this name.
  package static func named(_ name: String) -> KnownProvider? { all.first { $0.name == name } }

  /// The provider as if it had been configured, with its key from this source.
  package func settings(key: ProviderSettings.KeySource, origin: Origin) -> ProviderSettings {
    ProviderSettings(name: name, kind: kind, baseURL: baseURL, keySource: key, models: models, origin: origin)
  }
}
