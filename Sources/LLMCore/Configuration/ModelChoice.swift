/// Which provider is asked for which model.
package struct ModelChoice: Sendable, Equatable {
  package var provider: ProviderSettings
  /// The model's name at the provider; nil where the provider has to be asked what it serves.
  package var model: String?

  package init(provider: ProviderSettings, model: String?) {
    self.provider = provider
    self.model = model
  }

  /// Resolves what the user named: an alias, `provider/model`, a provider's known model, or any model of the default
  /// provider. Without a name, the configured default, else the first provider with the first of its models.
  ///
  /// Returns nil where no provider is configured at all. Throws `LLMError` of kind `configuration` for an alias or a
  /// provider that does not exist.
  package static func resolve(_ asked: String?, in settings: Settings) throws(LLMError) -> ModelChoice? {
    guard let name = asked ?? settings.model?.value else {
      return settings.providers.first.map { ModelChoice(provider: $0, model: $0.models.first) }
    }
    let target = settings.aliases.first { $0.name == name }?.model ?? name
    if let choice = known(target, in: settings) { return choice }
    guard let fallback = defaultProvider(in: settings) else { return nil }
    try refuseSlip(target, settings)
    return ModelChoice(provider: fallback, model: target)
  }

  /// What a configured provider is known to have: `provider/model`, a provider, or one of its models.
  private static func known(_ target: String, in settings: Settings) -> ModelChoice? {
    if let slash = target.firstIndex(of: "/"), let provider = settings.provider(named: String(target[..<slash])) {
      let model = target[target.index(after: slash)...]
      return ModelChoice(provider: provider, model: model.isEmpty ? provider.models.first : String(model))
    }
    if let provider = settings.provider(named: target) {
      return ModelChoice(provider: provider, model: provider.models.first)
    }
    return settings.providers.first { $0.models.contains(target) }.map { ModelChoice(provider: $0, model: target) }
  }

  /// The provider of the configured default model, else the first one.
  private static func defaultProvider(in settings: Settings) -> ProviderSettings? {
    guard let name = settings.model?.value else { return settings.providers.first }
    let target = settings.aliases.first { $0.name == name }?.model ?? name
    return known(target, in: settings)?.provider ?? settings.providers.first
  }

  /// A name that is almost an alias or a provider's prefix is a typo, not a model to be asked for.
  private static func refuseSlip(_ name: String, _ settings: Settings) throws(LLMError) {
    if let alias = Suggestion.nearest(to: name, among: settings.aliases.map(\.name)) {
      throw LLMError(.configuration, "no model or alias '\(name)'", advice: "Did you mean '\(alias)'?")
    }
    guard let slash = name.firstIndex(of: "/") else { return }
    let prefix = String(name[..<slash])
    if let provider = Suggestion.nearest(to: prefix, among: settings.providers.map(\.name)) {
      throw LLMError(.configuration, "no provider '\(prefix)'", advice: "Did you mean '\(provider)'?")
    }
  }
}
