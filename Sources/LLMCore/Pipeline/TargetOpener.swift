/// Makes targets out of settings: the one that is asked, and those that stand in for it.
package struct TargetOpener: Sendable {
  private let settings: Settings
  private let accounts: AccountOpener
  private let perseverance: Perseverance
  private let capabilities: CapabilityTable

  package init(
    settings: Settings, accounts: AccountOpener, perseverance: Perseverance, prices: PriceBook, at moment: Timestamp
  ) {
    capabilities = CapabilityTable(settings: settings, prices: prices, moment: moment)
    self.settings = settings
    self.accounts = accounts
    self.perseverance = perseverance
  }

  /// A target, with the key read.
  package func target(_ provider: ProviderSettings, account: Account, model: String) -> Target {
    var target = Target(
      provider: account.provider, account: account, model: model,
      route: CallRoute(
        pool: Self.pool(provider, account, model), host: provider.baseURL.origin, model: model,
        isLocal: provider.baseURL.isLocal, usesBreaker: perseverance.usesBreaker, limits: provider.limits))
    target.capabilities = capabilities.capabilities(of: model, provider)
    return target
  }

  /// Who stands in for a model, in the order to ask: its other credentials, the same model elsewhere, and then as the user
  /// wrote them. `account` is the one that is asked first, with its other credentials; `asked` is the name that was typed, if one was.
  ///
  /// Throws `LLMError` of kind `configuration` where one cannot be resolved.
  package func fallbacks(
    for model: String, of provider: ProviderSettings, _ account: Account, asked: String?
  ) throws(LLMError) -> [Fallback] {
    var spare: [Fallback] = []
    for (number, key) in account.spareKeys.enumerated() {
      let name = "\(provider.name) with key \(number + 2)"
      spare.append(
        Fallback(codes: Fallback.credentials, name: name) { () throws(LLMError) in
          target(provider, account: account.using(key), model: model)
        })
    }
    let names = Set([asked, model, "\(provider.name)/\(model)"].compactMap { $0 })
    let least = perseverance.minQuality ?? settings.minQuality?.value ?? 1
    var same: [Fallback] = []
    var others: [Fallback] = []
    for entry in settings.fallbacks where names.contains(entry.asked) && entry.quality >= least {
      guard let choice = try ModelChoice.resolve(entry.model, in: settings), let name = choice.model else {
        throw LLMError(.configuration, "\(entry.origin.text): the fallback '\(entry.model)' names no model to ask")
      }
      // A larger window is what an overflow needs, and nothing else does.
      var codes = entry.on.isEmpty ? Fallback.outages : Set(entry.on.compactMap(LLMError.Code.failure(named:)))
      if entry.on.isEmpty, entry.window != nil { codes.insert(.contextOverflow) }
      var fallback = fallback(choice.provider, name, name: entry.model, codes: codes)
      fallback.window = entry.window
      if name == model { same.append(fallback) } else { others.append(fallback) }
    }
    return spare + same + others
  }

  /// The models that budgets name for calls that do not fit into them any more.
  ///
  /// Throws `LLMError` of kind `configuration` where one cannot be resolved.
  func substitutes(_ budgets: [Budget]) throws(LLMError) -> [Fallback] {
    var substitutes: [Fallback] = []
    for budget in budgets {
      guard case .reduced(let model) = budget.overrun else { continue }
      guard let choice = try ModelChoice.resolve(model, in: settings), let name = choice.model else {
        throw LLMError(
          .configuration, "the budget '\(budget.name)' names no model to ask instead: '\(model)'",
          advice: "Set it again with 'llmctl cost budget set'")
      }
      substitutes.append(fallback(choice.provider, name, name: model, codes: [.budget]))
    }
    return substitutes
  }

  private func fallback(
    _ provider: ProviderSettings, _ model: String, name: String, codes: Set<LLMError.Code>
  ) -> Fallback {
    Fallback(codes: codes, name: name) { () throws(LLMError) in
      target(provider, account: try accounts.open(provider), model: model)
    }
  }

  /// Limits belong to a key and, with most providers, to a model. The key is told by a part of its hash.
  private static func pool(_ provider: ProviderSettings, _ account: Account, _ model: String) -> String {
    if let pool = provider.pool { return "pool \(pool)" }
    let credential = account.key.map { ContentHash.sha256(of: $0, behind: "llmctl pool ").prefix(12) } ?? "-"
    return "\(provider.baseURL.origin) \(credential) \(model)"
  }
}
