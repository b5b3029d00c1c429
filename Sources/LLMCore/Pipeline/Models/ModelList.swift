/// `llmctl models`: which models can be asked, with window, price and abilities.
package struct ModelList: Sendable {
  /// Longer lists are for `--json`, or for a narrower query.
  private static let mostListed = 200
  private static let limits = TimeLimits(
    connect: .seconds(5), head: .seconds(10), firstContent: .seconds(10), idleBytes: .seconds(10),
    idleContent: .seconds(10))

  private let context: AppContext
  private let reporter: Reporter
  private let settings: Settings
  private let accounts: AccountOpener
  private let capabilities: CapabilityTable
  private let prices: PriceBook
  private let now: Timestamp

  /// Throws `LLMError` of kind `configuration`.
  package init(context: AppContext, reporter: Reporter, keyLabel: String?) throws(LLMError) {
    (self.context, self.reporter) = (context, reporter)
    settings = try SettingsLoader(environment: context.environment, files: context.files).load()
    accounts = AccountOpener(context: context, reporter: reporter, settings: settings, keyLabel: keyLabel)
    prices = PriceBook(settings, context, reporter)
    now = context.time.now()
    capabilities = CapabilityTable(settings: settings, prices: prices, moment: now)
  }

  /// Prints the models whose names hold all words of the query. Without one, those that can be asked; with one, also those of the
  /// list of prices; `--remote` asks the servers.
  ///
  /// Throws `LLMError` where nothing fits, or no server could be asked.
  package func run(_ query: [String], asksServers: Bool, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let words = query.flatMap { $0.lowercased().split(separator: " ").map(String.init) }
    var models = try await asksServers ? remote() : configured()
    if !words.isEmpty, !asksServers { models += listed(words, besides: models) }
    models = models.filter { model in words.allSatisfy { word in Self.names(model).contains { $0.contains(word) } } }
    guard !models.isEmpty else { throw nothing(words, asksServers) }
    let output = OutputWriter(console: context.console)
    if asJSON {
      try output.show(
        .document(
          "models",
          [
            JSONMember("prices_of", .string(prices.leading(at: now).snapshotDay)),
            JSONMember("prices", PriceOrigin(prices, at: now).json), JSONMember("models", .array(models.map(\.json))),
          ]))
    } else {
      try output.show(ModelTable(Array(models.prefix(Self.mostListed)), today: today).text)
      if models.count > Self.mostListed {
        reporter.notice("\(models.count - Self.mostListed) more; narrow the query, or take all of them with --json")
      }
      reporter.notice("prices of \(prices.leading(at: now).snapshotDay), in dollars for a million tokens")
    }
    reporter.detail(PriceOrigin(prices, at: now).text)
    return .complete
  }

  private static func names(_ model: ListedModel) -> [String] { ([model.name] + model.aliases).map { $0.lowercased() } }

  private var today: UInt32 {
    ListedDay.number(now)
  }

  // MARK: What is there

  /// The models that the configuration names, and the usual ones of providers that have a key.
  private func configured() -> [ListedModel] {
    var models: [ListedModel] = []
    for provider in providers {
      let isNamed = settings.providers.contains { $0.name == provider.name }
      for model in provider.models {
        models.append(self.model(model, provider, isNamed ? .configured : .usual))
      }
    }
    for alias in settings.aliases {
      if let index = models.firstIndex(where: { $0.name == alias.model || $0.name.hasSuffix("/" + alias.model) }) {
        models[index].aliases.append(alias.name)
      } else if let choice = try? ModelChoice.resolve(alias.model, in: settings), let name = choice.model {
        var model = model(name, choice.provider, .configured)
        model.aliases = [alias.name]
        models.append(model)
      }
    }
    return models
  }

  /// Those of the configuration, and known ones whose keys are at hand without asking anybody.
  private var providers: [ProviderSettings] {
    (try? StoredProviders(accounts.stored).all(settings, .quiet)) ?? settings.providers
  }

  private func model(_ name: String, _ provider: ProviderSettings, _ origin: ListedModel.Origin) -> ListedModel {
    var model = ListedModel(
      name: "\(provider.name)/\(name)", origin: origin, capabilities: capabilities.capabilities(of: name, provider))
    model.isLocal = provider.baseURL.isLocal
    if !model.isLocal { model.price(prices.price(of: name, provider: provider.name, at: now), at: now) }
    return model
  }

  /// Of the list of prices, what a query finds. Models that make no text are left out.
  private func listed(_ words: [String], besides known: [ListedModel]) -> [ListedModel] {
    let names = Set(known.map(\.name))
    return prices.models(at: now).compactMap { listed in
      let price = prices.price(of: listed.name, at: now) ?? listed
      guard price.mode != .embedding, !names.contains(price.name),
        words.allSatisfy({ price.name.lowercased().contains($0) })
      else { return nil }
      var model = ListedModel(name: price.name, origin: .listed, capabilities: CapabilityTable.told(by: price))
      model.price(price, at: now)
      return model
    }
  }

  // MARK: What servers say

  /// The models that the servers list; one that cannot be asked is told, and is a failure where it was the only one.
  private func remote() async throws(LLMError) -> [ListedModel] {
    var models: [ListedModel] = []
    var failure: LLMError?
    for provider in providers {
      do throws(LLMError) {
        let account = try await accounts.asking { [accounts] () throws(LLMError) in try accounts.open(provider) }
        let listing = try await LocalDiscovery(context: context, reporter: reporter).list(account, limits: Self.limits)
        for remote in listing.models {
          var model = self.model(remote.id, provider, .remote)
          var known = remote.capabilities
          known.override(by: model.capabilities)
          // Of its window and its limit of output, the server knows best.
          known.window = remote.capabilities.window ?? known.window
          known.outputCap = remote.capabilities.outputCap ?? known.outputCap
          model.capabilities = known
          models.append(model)
        }
        if listing.hasMore { reporter.notice("\(provider.name) has more models than it told") }
      } catch {
        failure = failure ?? error
        if providers.count > 1 { reporter.warning("\(provider.name): \(error.message)") }
      }
    }
    if models.isEmpty, let failure { throw failure }
    return models
  }

  private func nothing(_ words: [String], _ asksServers: Bool) -> LLMError {
    guard words.isEmpty else {
      return LLMError(
        .inputMissing, "no model is known whose name has '\(words.joined(separator: "' and '"))'",
        advice: asksServers ? nil : "'llmctl models --remote' asks the servers")
    }
    return LLMError(
      .configuration, "no model is configured",
      advice: "Name models in the configuration, ask the servers with --remote, or look for one with a query")
  }
}
