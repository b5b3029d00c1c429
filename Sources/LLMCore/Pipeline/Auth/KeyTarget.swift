/// The provider that a command is about, and where its key may be sent.
struct KeyTarget: Sendable {
  /// As it is configured or known, reached at the host that is meant.
  let provider: ProviderSettings
  /// Whether questions to it need nothing more than a key.
  let isUsable: Bool

  /// Where a key for it may be sent.
  var host: String { provider.baseURL.keyHost }

  /// Names that people use for providers besides those that llmctl has.
  private static let otherNames = [
    "claude": "anthropic", "google": "gemini", "grok": "xai", "x.ai": "xai", "hf": "huggingface",
    "open-router": "openrouter",
  ]

  /// - Parameters:
  ///   - name: of a configured provider, or one that is known; another one needs a host.
  ///   - host: a URL, or a host alone; nil for the provider's own.
  ///
  /// Throws `LLMError` of kind `usage`.
  init(_ name: String, host: String?, settings: Settings) throws(LLMError) {
    try Self.refuseKey(name)
    var found = settings.provider(named: name) ?? Self.known(name, settings)
    isUsable = found != nil
    if let host {
      let url = try Self.endpoint(host)
      if found == nil {
        found = ProviderSettings(
          name: name, kind: .compatible, baseURL: url, keySource: .none, origin: .flag("--host"))
        if var provider = found {
          settings.applyKeyNamings(to: &provider)
          found = provider
        }
      }
      if found?.baseURL.keyHost != url.keyHost { found?.baseURL = url }
    }
    guard let found else { throw Self.unknown(name, settings) }
    provider = found
  }

  /// Of the names that `llmctl auth login` offers: what is configured, then what is known.
  static func names(_ settings: Settings) -> [String] {
    var names: [String] = []
    for name in settings.providers.map(\.name) + KnownProvider.all.map(\.name) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  private static func known(_ name: String, _ settings: Settings) -> ProviderSettings? {
    let word = name.lowercased()
    if let other = otherNames[word], let provider = settings.provider(named: other) { return provider }
    guard let known = KnownProvider.named(otherNames[word] ?? word) else { return nil }
    var provider = known.settings(key: .environment(known.variable), origin: .builtIn)
    settings.applyKeyNamings(to: &provider)
    return provider
  }

  /// A key that was typed as the provider must not show up in the message as well.
  static func refuseKey(_ name: String) throws(LLMError) {
    guard SecretMask().masked(name) == name else {
      throw LLMError(
        .usage,
        "this looks like a key, and keys do not belong on the command line, which others can read and shells keep",
        advice: "Take it out of your shell's history, and run: llmctl auth login PROVIDER")
    }
  }

  private static func endpoint(_ text: String) throws(LLMError) -> Endpoint {
    guard let url = Endpoint(text.contains("://") ? text : "https://" + text) else {
      throw LLMError(.usage, "--host is not a usable URL: \(SecretMask().masked(text))", advice: Endpoint.advice)
    }
    return url
  }

  private static func unknown(_ name: String, _ settings: Settings) -> LLMError {
    let nearest = Suggestion.nearest(to: name, among: names(settings))
    return LLMError(
      .usage, "no provider '\(name)' is configured or known",
      advice: nearest.map { "Did you mean '\($0)'?" }
        ?? "Known are \(KnownProvider.all.map(\.name).joined(separator: ", ")); for others say where they are with --host URL"
    )
  }
}
