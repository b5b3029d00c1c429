/// Makes accounts out of configured settings, ready for their dialect. Those of one run share what was opened for them.
package struct AccountOpener: Sendable {
  private let context: AppContext
  private let reporter: Reporter
  private let finder: KeyFinder
  /// The stored keys, for those who need them for more than one account.
  let stored: StoredKeys

  /// - Parameter keyLabel: what stands behind `--key-label`; nil without.
  package init(context: AppContext, reporter: Reporter, settings: Settings, keyLabel: String? = nil) {
    let stored = StoredKeys(context: context, reporter: reporter, hold: settings.credentialHold?.value)
    self.init(context: context, reporter: reporter, stored: stored, keyLabel: keyLabel)
  }

  /// For who has the stored keys at hand.
  init(context: AppContext, reporter: Reporter, stored: StoredKeys, keyLabel: String?) {
    self.context = context
    self.reporter = reporter
    self.stored = stored
    finder = KeyFinder(context: context, reporter: reporter, stored: stored, typedLabel: keyLabel)
  }

  /// Finds the provider's key and picks its profile.
  ///
  /// Throws `LLMError` where the key is missing or unusable.
  package func open(_ provider: ProviderSettings) throws(LLMError) -> Account {
    let lookup = finder.lookup(for: provider, .call)
    return try account(provider, lookup)
  }

  /// The account with the key that a lookup found.
  ///
  /// Throws `LLMError` where the key is missing or unusable.
  func account(_ provider: ProviderSettings, _ lookup: KeyLookup) throws(LLMError) -> Account {
    account(provider, try lookup.chosen(), spares: lookup.spares)
  }

  /// Runs work during which a person may be asked for a passphrase, so that Ctrl-C ends the question.
  ///
  /// Throws `LLMError`, also of the kind of an interruption.
  func asking<Value: Sendable>(
    _ work: @escaping @Sendable () throws(LLMError) -> Value
  ) async throws(LLMError) -> Value {
    // Where nobody can be asked, the usual case, another task would cost more than all the rest.
    guard context.console.errorIsTerminal, stored.exist else { return try work() }
    let result: Result<Value, LLMError>
    do {
      result = try await context.interruption.cancelling { Result { () throws(LLMError) in try work() } }
    } catch {
      throw LLMError(context.interruption.received ?? .interrupted, "interrupted before the request")
    }
    if case .failure = result, let signal = context.interruption.received {
      throw LLMError(signal, "interrupted before the request")
    }
    return try result.get()
  }

  /// The keys there are for a provider; for those who want to know why.
  package func survey(_ provider: ProviderSettings, _ effort: StoredKeys.Effort) -> KeyLookup {
    finder.lookup(for: provider, .survey(effort))
  }

  /// The account with a key, and others to try where it is rejected.
  func account(_ provider: ProviderSettings, _ key: KeyCandidate?, spares: [KeyCandidate]) -> Account {
    if let notice = key?.notice { reporter.notice(notice) }
    if key != nil, provider.baseURL.scheme == .http, !provider.baseURL.isLocal {
      reporter.warning("the key for '\(provider.name)' travels unencrypted to \(provider.baseURL.origin)")
    }
    var account = Account(
      name: provider.name, profile: ServerProfile(provider), baseURL: provider.baseURL, key: key?.secret,
      keyOrigin: key?.place.text,
      userAgent: "llmctl/\(context.version.split(separator: " ").first ?? "unknown")")
    account.spareKeys = spares.compactMap { spare in
      spare.secret.map { SpareKey(secret: $0, origin: spare.place.text) }
    }
    return account
  }
}

extension ServerProfile {
  /// The profile of the kind of server, with what is configured otherwise.
  init(_ provider: ProviderSettings) {
    self =
      switch provider.kind {
      case .openAI: .openAI
      case .compatible: .compatible
      case .azure: .azure
      case .responses: .responses
      case .anthropic: .anthropic
      case .gemini: .gemini
      case .ollama: .ollama
      case .openRouter: .openRouter
      case .groq: .groq
      case .mistral: .mistral
      case .deepSeek: .deepSeek
      case .vLLM: .vLLM
      case .llamaServer: .llamaServer
      case .lmStudio: .lmStudio
      }
    omitsFinishReason = provider.omitsFinishReason
    // DeepSeek goes on with answers at one of its addresses only.
    if provider.kind == .deepSeek, provider.baseURL.path.hasSuffix("/beta") { prefill = .prefix }
    prefill = provider.prefill ?? prefill
    apiVersion = provider.apiVersion ?? apiVersion
    runsInBackground = provider.runsInBackground
  }
}
