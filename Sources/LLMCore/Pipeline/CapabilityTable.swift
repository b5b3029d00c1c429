/// What models take and refuse: by the lists of prices, and by the configuration, which counts more.
struct CapabilityTable {
  let settings: Settings
  let prices: PriceBook
  /// When, for lists that count from a day on.
  let moment: Timestamp

  /// What is known of a model of a provider.
  func capabilities(of model: String, _ provider: ProviderSettings) -> ModelCapabilities {
    var known = listed(model, provider)
    if let window = provider.window { known.window = min(window, known.window ?? window) }
    let names = [model, "\(provider.name)/\(model)"]
    for name in names {
      for setting in settings.capabilities where setting.model == name { known.override(by: setting.capabilities) }
    }
    return known
  }

  /// What the list of prices and limits says. Such lists are late at times: what they do not name is unknown, and only what
  /// somebody wrote down as refused counts as that.
  private func listed(_ model: String, _ provider: ProviderSettings) -> ModelCapabilities {
    guard !provider.baseURL.isLocal, let listed = prices.price(of: model, provider: provider.name, at: moment) else {
      return ModelCapabilities()
    }
    return Self.told(by: listed)
  }

  /// What an entry of the list says.
  static func told(by listed: ModelPrice) -> ModelCapabilities {
    var known = ModelCapabilities()
    (known.window, known.outputCap) = (listed.contextWindow, listed.outputCap)
    let abilities = listed.abilities
    guard abilities.contains(.areKnown) else { return known }
    known.takesSampling = abilities.contains(.refusesSampling) ? false : nil
    known.takesPrefill = abilities.contains(.refusesPrefill) ? false : abilities.contains(.prefill) ? true : nil
    known.takesForcedTools = abilities.contains(.refusesForcedTools) ? false : nil
    known.schema = !abilities.isDisjoint(with: [.schema, .nativeSchema]) ? .schema : nil
    known.seesImages = abilities.contains(.vision) ? true : nil
    known.readsDocuments = abilities.contains(.pdf) ? true : nil
    known.takesTools = abilities.contains(.tools) ? true : nil
    known.takesCacheMarks = abilities.contains(.promptCaching) ? true : nil
    // Of Anthropic's models, those that refuse the beginning of an answer decide themselves how long they think.
    if abilities.contains(.reasoning) { known.thinking = abilities.contains(.refusesPrefill) ? .effort : .budget }
    return known
  }
}

extension ModelCapabilities {
  /// Takes over all that the other one knows.
  mutating func override(by other: ModelCapabilities) {
    window = other.window ?? window
    outputCap = other.outputCap ?? outputCap
    takesSampling = other.takesSampling ?? takesSampling
    takesPrefill = other.takesPrefill ?? takesPrefill
    schema = other.schema ?? schema
    seesImages = other.seesImages ?? seesImages
    readsDocuments = other.readsDocuments ?? readsDocuments
    takesTools = other.takesTools ?? takesTools
    takesForcedTools = other.takesForcedTools ?? takesForcedTools
    reasoningLevels = other.reasoningLevels ?? reasoningLevels
    thinking = other.thinking ?? thinking
    takesCacheMarks = other.takesCacheMarks ?? takesCacheMarks
  }
}
