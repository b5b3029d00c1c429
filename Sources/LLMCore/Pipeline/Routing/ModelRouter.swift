/// Chooses the model for a call by its price: `-m auto`.
///
/// What comes into question are the models that the configuration names, by provider or alias, and the usual ones of providers that
/// have a key; of a class of tasks with `models`, only those. Nothing is asked of the network.
struct ModelRouter: Sendable {
  /// What stands behind `-m` to have a model chosen.
  static let name = "auto"

  let settings: Settings
  let accounts: AccountOpener
  let reporter: Reporter
  let prices: PriceBook

  /// Whether a name, or what is configured where there is none, asks for a choice.
  static func isMeant(_ asked: String?, _ settings: Settings) -> Bool {
    settings.target(of: asked) == name && settings.provider(named: name) == nil
  }

  /// A model that comes into question.
  private struct Entry: Sendable {
    let provider: ProviderSettings
    let model: String
    var name: String { "\(provider.name)/\(model)" }
  }

  /// The choice, which is told with its reasons.
  ///
  /// - Parameter shortens: whether a prompt that is too long for all of them may be shortened.
  ///
  /// Throws `LLMError` where no model fits.
  func choose(
    _ request: ChatRequest, _ needs: RoutingNeeds, _ task: TaskClass, shortens: Bool
  ) async throws(LLMError) -> (provider: ProviderSettings, model: String) {
    let entries = try await accounts.asking { () throws(LLMError) -> [Entry] in try self.entries(for: task) }
    let candidates = candidates(entries, request, needs)
    var decision = RoutingDecision(among: candidates, for: needs)
    if decision.chosen == nil, shortens {
      var needs = needs
      needs.shortensPrompt = true
      decision = RoutingDecision(among: candidates, for: needs)
    }
    tell(decision)
    guard let chosen = decision.chosen, let entry = entries.first(where: { $0.name == chosen.name }) else {
      throw RoutingFailure(decision, needs, task).error
    }
    return (entry.provider, entry.model)
  }

  private func tell(_ decision: RoutingDecision) {
    for offer in decision.offers {
      reporter.detail("auto: \(offer.name) fits: about \(offer.expected.shown), quality \(offer.quality)")
    }
    for drop in decision.drops { reporter.detail("auto: not \(drop.name): \(drop.obstacle.reason)") }
    guard let chosen = decision.chosen else { return }
    let words = "auto: \(chosen.name) (\(decision.reason))"
    // What stays as it was need not be told.
    if decision.isKept { reporter.detail(words) } else { reporter.notice(words) }
  }

  // MARK: Who comes into question

  private func entries(for task: TaskClass) throws(LLMError) -> [Entry] {
    let settings = extended
    if let names = settings.task(task)?.models, !names.isEmpty { return try entries(named: names, settings) }
    var entries: [Entry] = []
    func add(_ provider: ProviderSettings, _ model: String) {
      let entry = Entry(provider: provider, model: model)
      if !entries.contains(where: { $0.name == entry.name }) { entries.append(entry) }
    }
    for provider in settings.providers {
      for model in Self.models(of: provider) { add(provider, model) }
    }
    for alias in settings.aliases where alias.model != Self.name {
      guard let choice = try ModelChoice.resolve(alias.model, in: settings), let model = choice.model else { continue }
      add(choice.provider, model)
    }
    return entries
  }

  private func entries(named names: [String], _ settings: Settings) throws(LLMError) -> [Entry] {
    var entries: [Entry] = []
    for name in names {
      guard let choice = try ModelChoice.resolve(name, in: settings), let model = choice.model else {
        throw LLMError(.configuration, "the task's model '\(name)' names no model to ask")
      }
      entries.append(Entry(provider: choice.provider, model: model))
    }
    return entries
  }

  /// The configured providers, and those that a key is stored for. Keys that nobody can open now must not keep the others from being
  /// asked; but it is told, since the choice may be another one.
  private var extended: Settings {
    var extended = settings
    do throws(LLMError) {
      extended.providers = try StoredProviders(accounts.stored).all(settings, .all)
    } catch {
      reporter.notice("auto: \(error.message); only what is configured comes into question")
    }
    return extended
  }

  /// The models that a file names for a provider; else, for one that is reached at its own address, its usual ones.
  private static func models(of provider: ProviderSettings) -> [String] {
    let isNamed =
      switch provider.origin {
      case .userFile, .projectFile: !provider.models.isEmpty
      default: false
      }
    guard !isNamed, let known = KnownProvider.named(provider.name), provider.baseURL.host == known.baseURL.host else {
      return provider.models
    }
    return known.models + known.otherModels
  }

  // MARK: What they are to the request

  private func candidates(
    _ entries: [Entry], _ request: ChatRequest, _ needs: RoutingNeeds
  ) -> [RoutingCandidate] {
    // Models share tokenizers, and providers keys: each is looked at once.
    var counts: [String: Int] = [:]
    var keys: [String: Bool] = [:]
    let charged = CostForecast(request).cost.input * CostLimit.countingError
    let table = CapabilityTable(settings: settings, prices: prices, moment: needs.terms.moment)
    return entries.map { entry in
      let measure = PromptMeasure(model: entry.model)
      let counted = counts[measure.key] ?? measure.textTokens(request.messages)
      counts[measure.key] = counted
      let tokens = counted + PromptMeasure.extra(request.messages)
      let hasKey = keys[entry.provider.name] ?? hasKey(entry.provider)
      keys[entry.provider.name] = hasKey
      var candidate = RoutingCandidate(
        name: entry.name, capabilities: table.capabilities(of: entry.model, entry.provider),
        price: prices.price(of: entry.model, provider: entry.provider.name, at: needs.terms.moment),
        promptTokens: tokens)
      candidate.isLocal = entry.provider.baseURL.isLocal
      candidate.quality = settings.quality(of: entry.model, provider: entry.provider.name)
      (candidate.mostPromptTokens, candidate.chargedPromptTokens) = (measure.most(tokens), charged)
      candidate.obstacle = hasKey ? nil : .noKey
      return candidate
    }
  }

  /// Whether a provider can be asked: its key is at hand, or it wants none.
  private func hasKey(_ provider: ProviderSettings) -> Bool {
    do throws(LLMError) {
      _ = try accounts.survey(provider, .quiet).chosen()
      return true
    } catch {
      reporter.detail("auto: no key for \(provider.name): \(error.message)")
      return false
    }
  }
}
