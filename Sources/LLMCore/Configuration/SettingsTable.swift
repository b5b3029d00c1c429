/// The settings as flat keys, in the order a person would look for them. Keys themselves are never shown, only where they
/// come from; one that somebody hid in a URL is masked.
package struct SettingsTable {
  /// One line of it.
  package struct Entry: Sendable, Equatable {
    package let key: String
    package let value: String
    package let origin: Origin

    package init(key: String, value: String, origin: Origin) {
      (self.key, self.value, self.origin) = (key, value, origin)
    }
  }

  package private(set) var entries: [Entry] = []

  package init(_ settings: Settings) {
    if let model = settings.model { add("model", model.value, model.origin) }
    if let system = settings.system { add("system", system.value, system.origin) }
    for provider in settings.providers { add(provider) }
    for alias in settings.aliases { add("aliases.\(alias.name)", alias.model, alias.origin) }
    for option in settings.options { add("options.\(option.name)", option.value, option.origin) }
    for model in settings.capabilities { add("capabilities.\(model.model)", model.text, model.origin) }
    for model in settings.prices { add("prices.\(model.model)", model.text, model.origin) }
    if let requires = settings.requiresPrice { add("require_price", String(requires.value), requires.origin) }
    if let isLogged = settings.recordings.isLogged { add("log", String(isLogged.value), isLogged.origin) }
    if let days = settings.recordings.days {
      add("recordings.days", days.value == 0 ? "forever" : String(days.value), days.origin)
    }
    if let bytes = settings.recordings.mostBytes {
      add("recordings.megabytes", String(bytes.value >> 20), bytes.origin)
    }
    for task in settings.tasks { add("tasks.\(task.task.rawValue)", task.text, task.origin) }
    addTimeouts(settings)
    addResilience(settings)
  }

  private mutating func addResilience(_ settings: Settings) {
    for asked in Set(settings.fallbacks.map(\.asked)).sorted() {
      let entries = settings.fallbacks.filter { $0.asked == asked }
      add("fallbacks.\(asked)", "[\(entries.map(\.text).joined(separator: "; "))]", entries[0].origin)
    }
    if let hold = settings.credentialHold { add("credentials.hold", Self.seconds(hold.value), hold.origin) }
    if let wait = settings.maxWait { add("max_wait", Self.seconds(wait.value), wait.origin) }
    if let quality = settings.minQuality { add("min_quality", String(quality.value), quality.origin) }
    if let continuation = settings.continuation {
      add("continuation", continuation.value.rawValue, continuation.origin)
    }
  }

  private static func seconds(_ duration: Duration) -> String {
    let milliseconds = duration.milliseconds
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)" : "\(Double(milliseconds) / 1000)"
  }

  private mutating func add(_ key: String, _ value: String, _ origin: Origin) {
    entries.append(Entry(key: key, value: SecretMask().masked(value), origin: origin))
  }

  private mutating func add(_ provider: ProviderSettings) {
    let prefix = "providers.\(provider.name)"
    add("\(prefix).kind", provider.kind.rawValue, provider.origin)
    add("\(prefix).base_url", provider.baseURL.text, provider.origin)
    for source in [provider.keySource] + provider.spareKeys {
      switch source {
      case .environment(let name): add("\(prefix).key_env", name, provider.origin)
      case .file(let path): add("\(prefix).key_file", path, provider.origin)
      case .none: break
      }
    }
    if let label = provider.keyLabel { add("\(prefix).key_label", label.value, label.origin) }
    if let name = provider.keyEnvironment { add("\(prefix).key_environment", name.value, name.origin) }
    if provider.runsInBackground { add("\(prefix).background", "true", provider.origin) }
    if !provider.needsKey { add("\(prefix).needs_key", "false", provider.origin) }
    if !provider.models.isEmpty {
      add("\(prefix).models", "[\(provider.models.joined(separator: ", "))]", provider.origin)
    }
    if let pool = provider.pool { add("\(prefix).pool", pool, provider.origin) }
    let limits: [(String, Int?)] = [
      ("requests", provider.limits.requests), ("tokens", provider.limits.tokens),
      ("input_tokens", provider.limits.inputTokens), ("output_tokens", provider.limits.outputTokens),
      ("burst", provider.limits.burst), ("concurrency", provider.limits.concurrency),
    ]
    for (name, units) in limits {
      if let units { add("\(prefix).limits.\(name)", String(units), provider.origin) }
    }
    if let window = provider.window { add("\(prefix).window", String(window), provider.origin) }
    if let prefill = provider.prefill { add("\(prefix).prefill", prefill.rawValue, provider.origin) }
    if let version = provider.apiVersion { add("\(prefix).api_version", version, provider.origin) }
    if provider.omitsFinishReason { add("\(prefix).omits_finish_reason", "true", provider.origin) }
  }

  private mutating func addTimeouts(_ settings: Settings) {
    let limits = settings.timeouts
    let all = [
      ("connect", limits.connect), ("head", limits.head), ("first_content", limits.firstContent),
      ("idle_bytes", limits.idleBytes), ("idle_content", limits.idleContent),
    ]
    for (key, limit) in all {
      let origin = settings.timeoutOrigins.first { $0.key == key }?.origin ?? .builtIn
      add("timeouts.\(key)", Self.seconds(limit), origin)
    }
  }
}
