/// Providers that are not configured and need not be, since a key for them is stored and everything else about them is known.
struct StoredProviders {
  private let stored: StoredKeys

  init(_ stored: StoredKeys) { self.stored = stored }

  /// The configured providers, and those for which a key is stored, at the host that it is stored for: for those who look at
  /// all of them.
  ///
  /// Throws `LLMError` where these efforts do not open the stored keys.
  func all(_ settings: Settings, _ effort: StoredKeys.Effort) throws(LLMError) -> [ProviderSettings] {
    var providers = settings.providers
    guard stored.exist else { return providers }
    for record in try stored.open(effort).records where !providers.contains(where: { $0.name == record.name.provider })
    {
      if let target = try? KeyTarget(record.name.provider, host: record.host, settings: settings) {
        providers.append(target.provider)
      }
    }
    return providers
  }

  /// Adds the provider that a name begins with, or, where nothing at all is configured, all that have a stored key.
  ///
  /// What is asked of whom must not depend on whether the stored keys happen to be open. So they are opened wherever it could
  /// make a difference, and it is an error where they cannot be.
  ///
  /// - Parameter asked: the model as it was typed or configured, aliases resolved; nil where none is named.
  ///
  /// Throws `LLMError`.
  func extend(_ settings: Settings, for asked: String?) throws(LLMError) -> Settings {
    let name = asked.map { String($0.prefix { $0 != "/" }) }
    let isNamed = name.map { KnownProvider.named($0) != nil && settings.provider(named: $0) == nil } ?? false
    guard isNamed || settings.providers.isEmpty, stored.exist else { return settings }
    var extended = settings
    for record in try stored.open(.all).records {
      guard let known = KnownProvider.named(record.name.provider), record.host == known.baseURL.keyHost,
        extended.provider(named: known.name) == nil, settings.providers.isEmpty || known.name == name
      else { continue }
      var provider = known.settings(key: .environment(known.variable), origin: .builtIn)
      extended.applyKeyNamings(to: &provider)
      extended.providers.append(provider)
    }
    return extended
  }
}
