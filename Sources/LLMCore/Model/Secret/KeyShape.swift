/// What the keys of providers look like. A shape is a hint and never a reason to refuse: providers change theirs without notice.
package struct KeyShape: Sendable, Equatable {
  /// The provider as configurations name it.
  package let provider: String
  /// How it is written.
  package let name: String
  /// How its keys begin; empty where they have no common beginning.
  package let prefixes: [String]
  /// Bytes of the shortest key that was ever seen, for keys that were cut when they were copied.
  package let shortest: Int

  init(_ provider: String, _ name: String, _ prefixes: [String], shortest: Int) {
    (self.provider, self.name, self.prefixes, self.shortest) = (provider, name, prefixes, shortest)
  }

  /// From the providers' documentation and the patterns of secret scanners (gitleaks, GitHub's secret scanning).
  package static let all = [
    KeyShape("openai", "OpenAI", ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-"], shortest: 40),
    KeyShape("anthropic", "Anthropic", ["sk-ant-"], shortest: 90),
    KeyShape("openrouter", "OpenRouter", ["sk-or-"], shortest: 60),
    KeyShape("gemini", "Gemini", ["AIza", "AQ."], shortest: 39),
    KeyShape("groq", "Groq", ["gsk_"], shortest: 50),
    KeyShape("xai", "xAI", ["xai-"], shortest: 60),
    KeyShape("deepseek", "DeepSeek", ["sk-"], shortest: 32),
    KeyShape("mistral", "Mistral", [], shortest: 32),
    KeyShape("cohere", "Cohere", [], shortest: 40),
    KeyShape("azure", "Azure", [], shortest: 32),
    KeyShape("perplexity", "Perplexity", ["pplx-"], shortest: 40),
    KeyShape("huggingface", "Hugging Face", ["hf_"], shortest: 36),
    KeyShape("replicate", "Replicate", ["r8_"], shortest: 40),
    KeyShape("github", "GitHub", ["github_pat_", "ghp_", "gho_"], shortest: 40),
    KeyShape("nvidia", "NVIDIA", ["nvapi-"], shortest: 64),
    KeyShape("cerebras", "Cerebras", ["csk-"], shortest: 48),
    KeyShape("fireworks", "Fireworks", ["fw_"], shortest: 24),
    KeyShape("together", "Together", ["tgp_v1_"], shortest: 40),
  ]

  /// Names that configurations use for the same provider.
  private static let otherNames = [
    "google": "gemini", "claude": "anthropic", "grok": "xai", "azure-openai": "azure", "hf": "huggingface",
  ]

  /// The shape of a provider's keys; nil for one that is not known.
  package static func of(provider: String) -> KeyShape? {
    let name = provider.lowercased()
    return all.first { $0.provider == otherNames[name] ?? name }
  }

  /// The shapes a key has by the longest beginning that fits: one, or several providers that share one, or none.
  package static func matching(_ key: Secret) -> [KeyShape] {
    key.withExposedBytes { bytes in
      let lengths = all.map { shape in
        shape.prefixes.filter { bytes.starts(with: $0.utf8) }.map(\.utf8.count).max() ?? 0
      }
      guard let longest = lengths.max(), longest > 0 else { return [] }
      return zip(all, lengths).filter { $1 == longest }.map(\.0)
    }
  }

  /// One sentence where a key does not look like one of this provider; nil where it does, or nothing is known of the provider.
  /// It never holds a part of the key.
  package static func doubt(about key: Secret, for provider: String) -> String? {
    let found = matching(key)
    guard let expected = of(provider: provider) else { return nil }
    if !found.isEmpty, !found.contains(expected) {
      return "this looks like a key of \(found.map(\.name).joined(separator: " or ")), not of \(expected.name)"
    }
    if found.isEmpty, !expected.prefixes.isEmpty {
      return "keys of \(expected.name) begin with \(expected.prefixes.joined(separator: " or ")), and this one does not"
    }
    if key.count < expected.shortest {
      return
        "this is shorter than keys of \(expected.name) are (\(key.count) bytes, \(expected.shortest) and more are usual)"
    }
    return nil
  }
}
