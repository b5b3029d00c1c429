/// Applies the ecosystem's environment variables: whoever has a key set can start without a file.
struct EnvironmentSettings {
  /// Says which stored keys are meant: those for development, for production.
  private static let keyEnvironment = "LLMCTL_KEY_ENVIRONMENT"

  private let environment: Environment

  init(_ environment: Environment) { self.environment = environment }

  /// Adds what the environment says on top of `settings`.
  ///
  /// Throws `LLMError` of kind `configuration` for a URL that cannot be used.
  func apply(to settings: inout Settings) throws(LLMError) {
    if let model = environment["LLMCTL_MODEL"] {
      settings.model = Sourced(model, .environment("LLMCTL_MODEL"))
    }
    if let text = environment["LLMCTL_MAX_WAIT"] {
      guard let seconds = Double(text), seconds >= 0, seconds <= 86_400 else {
        throw LLMError(.configuration, "LLMCTL_MAX_WAIT is no number of seconds from 0 to 86400")
      }
      settings.maxWait = Sourced(.milliseconds(Int(seconds * 1000)), .environment("LLMCTL_MAX_WAIT"))
    }
    if let name = environment[Self.keyEnvironment] {
      settings.keyNamings.append(
        KeyNaming(part: .environment, provider: nil, value: name, origin: .environment(Self.keyEnvironment)))
    }
    try applyOpenAI(to: &settings)
    for name in ["anthropic", "gemini"] { addHosted(name, &settings) }
    try applyOllama(to: &settings)
  }

  private func applyOpenAI(to settings: inout Settings) throws(LLMError) {
    let variable = "OPENAI_BASE_URL"
    var baseURL: Endpoint?
    if let text = environment[variable] {
      guard let endpoint = Endpoint(text) else { throw unusableURL(variable, text) }
      if MisplacedKey.isIn(text) {
        throw LLMError(.configuration, "\(variable) has a key in it", advice: MisplacedKey.advice)
      }
      baseURL = endpoint
    }
    if let index = settings.providers.firstIndex(where: { $0.name == "openai" }) {
      if let baseURL {
        settings.providers[index].baseURL = baseURL
        settings.providers[index].origin = .environment(variable)
      }
      return
    }
    let official = KnownProvider.named("openai")
    guard environment["OPENAI_API_KEY"] != nil || baseURL != nil, let url = baseURL ?? official?.baseURL else { return }
    let isOfficial = url.host == official?.baseURL.host
    settings.providers.append(
      ProviderSettings(
        name: "openai", kind: isOfficial ? .openAI : .compatible, baseURL: url,
        keySource: environment["OPENAI_API_KEY"] == nil ? .none : .environment("OPENAI_API_KEY"),
        models: isOfficial ? official?.models ?? [] : [],
        origin: .environment(baseURL == nil ? "OPENAI_API_KEY" : variable)))
  }

  private func addHosted(_ name: String, _ settings: inout Settings) {
    guard let known = KnownProvider.named(name), environment[known.variable] != nil,
      settings.provider(named: name) == nil
    else { return }
    settings.providers.append(
      known.settings(key: .environment(known.variable), origin: .environment(known.variable)))
  }

  /// `OLLAMA_HOST` is a URL, `host:port`, a host or `:port`; 0.0.0.0 is what a server listens on, not an address to ask.
  private func applyOllama(to settings: inout Settings) throws(LLMError) {
    let variable = "OLLAMA_HOST"
    guard let text = environment[variable], settings.provider(named: "ollama") == nil else { return }
    var address = text.contains("://") ? text : "http://" + (text.hasPrefix(":") ? "127.0.0.1" + text : text)
    if Endpoint(address)?.host == "0.0.0.0", let range = address.firstRange(of: "0.0.0.0") {
      address.replaceSubrange(range, with: "127.0.0.1")
    }
    guard var endpoint = Endpoint(address) else { throw unusableURL(variable, text) }
    if endpoint.port == nil, endpoint.scheme == .http,
      let withPort = Endpoint(endpoint.origin + ":11434" + endpoint.path)
    {
      endpoint = withPort
    }
    settings.providers.append(
      ProviderSettings(
        name: "ollama", kind: .ollama, baseURL: endpoint, keySource: .none,
        origin: .environment(variable)))
  }

  private func unusableURL(_ variable: String, _ text: String) -> LLMError {
    LLMError(
      .configuration, "\(variable) is not a usable URL: \(SecretMask().masked(text))",
      advice: Endpoint.advice)
  }
}
