/// A model of LiteLLM's price list, with its names.
struct PriceListModel {
  var price: ModelPrice
  /// All that lead to it, in small letters; its own among them.
  var names: Set<String>

  /// What LiteLLM calls a provider, and what it is called here.
  private static let providers = [
    "openai": "openai", "text-completion-openai": "openai", "azure": "azure", "azure_text": "azure",
    "azure_ai": "azure_ai", "anthropic": "anthropic", "gemini": "gemini", "bedrock": "bedrock",
    "bedrock_converse": "bedrock", "bedrock_mantle": "bedrock_mantle", "groq": "groq", "mistral": "mistral",
    "deepseek": "deepseek", "xai": "xai", "together_ai": "together_ai", "fireworks_ai": "fireworks_ai",
    "fireworks_ai-embedding-models": "fireworks_ai", "perplexity": "perplexity", "cohere": "cohere",
    "cohere_chat": "cohere", "moonshot": "moonshot", "dashscope": "dashscope", "zai": "zai", "minimax": "minimax",
    "cerebras": "cerebras", "deepinfra": "deepinfra", "sambanova": "sambanova", "hyperbolic": "hyperbolic",
    "nebius": "nebius", "novita": "novita", "voyage": "voyage", "ai21": "ai21",
    "vercel_ai_gateway": "vercel_ai_gateway", "ovhcloud": "ovhcloud", "scaleway": "scaleway", "nscale": "nscale",
  ]
  private static let modes: [String: ModelMode] = [
    "chat": .chat, "completion": .completion, "responses": .responses, "embedding": .embedding,
  ]
  private static let services: [BilledService] = [.flex, .priority, .balanced, .ultrafast]

  /// Nil for what has no tokens of text to price, and for providers that the table does not have.
  ///
  /// Throws `UnusableEntry` for prices that make no sense.
  init?(_ key: String, _ entry: PriceListEntry) throws(UnusableEntry) {
    guard let provider = Self.provider(entry), let mode = entry["mode"]?.text.flatMap({ Self.modes[$0] }) else {
      return nil
    }
    let key = key.lowercased()
    var rest = key[...]
    while rest.hasPrefix("\(provider)/") { rest = rest.dropFirst(provider.count + 1) }
    price = ModelPrice(name: "\(provider)/\(rest)", match: .exact, variants: [])
    names = [price.name]
    if !key.contains("/") || key.hasPrefix("\(provider)/") { names.insert(key) }
    var fireworksCached: ListedRate?
    if provider == "fireworks_ai" {
      let prefix = "accounts/fireworks/models/"
      names.insert("\(provider)/\(rest.hasPrefix(prefix) ? rest.dropFirst(prefix.count) : rest)")
      // Cached input costs half there, where a model has no price of its own for it.
      if entry["cache_read_input_token_cost"] == nil {
        fireworksCached = try entry.amount("input_cost_per_token")?.half
      }
    }
    price.mode = mode
    try describe(entry)
    let hasTiers = entry["tiered_pricing"]?.elements?.isEmpty == false
    let cards = try Self.cards(entry)
    let offPeak = try entry["off_peak_pricing"]?.members.map { (members) throws(UnusableEntry) in
      try OffPeakReduction(PriceListEntry(members))
    }
    for (service, cards) in cards {
      for (size, var rates) in cards.bySize.sorted(by: { $0.key < $1.key }) {
        // A service without prices of its own has this one of the standard.
        if rates[.cacheRead] == nil, service != .batch, !hasTiers { rates[.cacheRead] = fireworksCached }
        try add(rates, service, size, nil, provider, hasTiers: hasTiers)
        if let offPeak, !offPeak.hours.windows.isEmpty {
          try add(
            rates.merging(offPeak.rates) { $1 }, service, size, offPeak.hours.windows, provider, hasTiers: hasTiers)
        }
      }
    }
  }

  private static func provider(_ entry: PriceListEntry) -> String? {
    guard let name = entry["litellm_provider"]?.text else { return nil }
    return providers[name] ?? (name.hasPrefix("vertex_ai") ? "vertex_ai" : nil)
  }

  /// The rates of each service, in the order of the table.
  private static func cards(_ entry: PriceListEntry) throws(UnusableEntry) -> [(BilledService, PriceListCards)] {
    if let tiers = entry["tiered_pricing"]?.elements, !tiers.isEmpty {
      return [(.standard, try PriceListCards(tiers: tiers, of: entry))]
    }
    var all: [(BilledService, PriceListCards)] = [(.standard, try PriceListCards(entry, service: nil))]
    if let batches = try PriceListCards(batchesOf: entry) { all.append((.batch, batches)) }
    // Some have a price of their own for long prompts only.
    for service in services
    where entry.keys.contains(where: { $0.contains("token") && $0.hasSuffix("_\(service.name)") }) {
      all.append((service, try PriceListCards(entry, service: service.name)))
    }
    return all
  }

  private mutating func add(
    _ listed: PriceListCards.Rates, _ service: BilledService, _ size: Int, _ offPeak: [Range<Int>]?, _ provider: String,
    hasTiers: Bool
  ) throws(UnusableEntry) {
    var rates = listed
    if price.mode == .embedding {
      (rates[.output], rates[.reasoningOutput]) = (nil, nil)
    } else if (rates[.output] ?? .zero) == .zero {
      throw UnusableEntry("no price for output")
    }
    guard (rates[.input] ?? .zero) != .zero else { throw UnusableEntry("no price for input") }
    if provider == "xai" { rates[.reasoningOutput] = nil }
    var card = RateCard()
    // A free cache on a model that costs means that nothing is added for caching, not that the tokens are free.
    for (kind, rate) in rates where rate != .zero { card[kind] = try rate.rounded("the price for \(kind.name)") }
    var variant = PriceVariant(rates: card, source: .litellm)
    (variant.service, variant.threshold, variant.offPeak) = (service, size, offPeak)
    // A table of tiers says itself which prompt is in which.
    variant.includesThreshold = provider == "xai" && !hasTiers
    price.variants.append(variant)
  }
}
