/// The settings as flat keys, in the order a person would look for them. Keys themselves are never shown, only where they
/// come from; one that somebody hid in a URL is masked.
package struct SettingsTable {
  /// One line of it.
  package struct Entry: Sendable, Equatable {
    package let key: String
    package let value: String
    package let origin: Origin
  }

  package private(set) var entries: [Entry] = []

  package init(_ settings: Settings) {
    if let model = settings.model { add("model", model.value, model.origin) }
    if let system = settings.system { add("system", system.value, system.origin) }
    for provider in settings.providers { add(provider) }
    for alias in settings.aliases { add("aliases.\(alias.name)", alias.model, alias.origin) }
    for option in settings.options { add("options.\(option.name)", option.value, option.origin) }
    addTimeouts(settings)
  }

  private mutating func add(_ key: String, _ value: String, _ origin: Origin) {
    entries.append(Entry(key: key, value: SecretMask().masked(value), origin: origin))
  }

  private mutating func add(_ provider: ProviderSettings) {
    let prefix = "providers.\(provider.name)"
    add("\(prefix).kind", provider.kind.rawValue, provider.origin)
    add("\(prefix).base_url", provider.baseURL.text, provider.origin)
    switch provider.keySource {
    case .environment(let name): add("\(prefix).key_env", name, provider.origin)
    case .file(let path): add("\(prefix).key_file", path, provider.origin)
    case .none: break
    }
    if !provider.models.isEmpty {
      add("\(prefix).models", "[\(provider.models.joined(separator: ", "))]", provider.origin)
    }
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
      let milliseconds = limit.milliseconds
      let text =
        milliseconds % 1000 == 0 ? "\(milliseconds / 1000)" : "\(Double(milliseconds) / 1000)"
      add("timeouts.\(key)", text, origin)
    }
  }
}
