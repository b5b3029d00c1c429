/// Reads the settings that say what to do when a provider cannot answer.
struct ResilienceSettings {
  private static let limitKeys = ["requests", "tokens", "input_tokens", "output_tokens", "burst", "concurrency"]
  private static let fallbackKeys = ["model", "on", "window", "quality"]

  private let reader: SettingReader
  private let origin: Origin

  init(_ reader: SettingReader, _ origin: Origin) {
    self.reader = reader
    self.origin = origin
  }

  /// One of the keys `fallbacks`, `max_wait`, `min_quality` and `continuation`.
  ///
  /// Throws `LLMError` of kind `configuration`.
  func apply(_ member: YAMLNode.Member, to settings: inout Settings) throws(LLMError) {
    switch member.name {
    case "max_wait": settings.maxWait = Sourced(try reader.seconds(member), origin)
    case "min_quality": settings.minQuality = Sourced(try reader.integer(member, in: 1...100), origin)
    case "continuation":
      settings.continuation = Sourced(try reader.word(member, of: ContinuationMode.allCases), origin)
    default: try applyFallbacks(member, &settings)
    }
  }

  /// One of the keys `pool`, `limits`, `window` and `prefill` of a provider.
  ///
  /// Throws `LLMError` of kind `configuration`.
  func apply(_ member: YAMLNode.Member, to provider: inout ProviderSettings) throws(LLMError) {
    switch member.name {
    case "pool": provider.pool = try reader.text(member)
    case "window": provider.window = try reader.integer(member, in: 256...1_000_000_000)
    case "prefill": provider.prefill = try reader.word(member, of: Prefill.allCases)
    default:
      for key in try reader.members(member.value, of: "limits", allowed: Self.limitKeys) {
        let units = try reader.integer(key, in: 1...1_000_000_000)
        switch key.name {
        case "requests": provider.limits.requests = units
        case "tokens": provider.limits.tokens = units
        case "input_tokens": provider.limits.inputTokens = units
        case "output_tokens": provider.limits.outputTokens = units
        case "burst": provider.limits.burst = units
        default: provider.limits.concurrency = units
        }
      }
    }
  }

  private func applyFallbacks(_ member: YAMLNode.Member, _ settings: inout Settings) throws(LLMError) {
    for asked in try reader.mapping(member.value, of: "fallbacks") {
      settings.fallbacks.removeAll { $0.asked == asked.name }
      guard case .list(let entries) = asked.value.value else {
        throw reader.file.error("'\(asked.name)' must be a list of models", at: asked.line)
      }
      for entry in entries { settings.fallbacks.append(try fallback(entry, for: asked.name)) }
    }
  }

  /// A name, or a mapping with more about it.
  private func fallback(_ entry: YAMLNode, for asked: String) throws(LLMError) -> FallbackSettings {
    if case .scalar(let name, _) = entry.value, !name.isEmpty {
      return FallbackSettings(asked: asked, model: name, origin: origin)
    }
    var fallback = FallbackSettings(asked: asked, model: "", origin: origin)
    for key in try reader.members(entry, of: "a fallback", allowed: Self.fallbackKeys) {
      switch key.name {
      case "model": fallback.model = try reader.text(key)
      case "window": fallback.window = try reader.integer(key, in: 1...1_000_000_000)
      case "quality": fallback.quality = try reader.integer(key, in: 1...100)
      default: fallback.on = try failures(key)
      }
    }
    guard !fallback.model.isEmpty else { throw reader.file.error("a fallback must name a 'model'", at: entry.line) }
    return fallback
  }

  private func failures(_ key: YAMLNode.Member) throws(LLMError) -> [String] {
    let names = try reader.texts(key)
    for name in names where !LLMError.Code.failureNames.contains(name) {
      let nearest = Suggestion.nearest(to: name, among: LLMError.Code.failureNames)
      throw reader.file.error(
        "unknown failure '\(name)'", at: key.line,
        advice: nearest.map { "Did you mean '\($0)'?" }
          ?? "Known ones: \(LLMError.Code.failureNames.joined(separator: ", "))")
    }
    return names
  }
}
