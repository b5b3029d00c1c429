/// Which of the stored keys a command is about, as it was typed.
package struct StoredKeyChoice: Sendable, Equatable {
  package var provider: String?
  package var label: String?
  package var environment: String?
  /// A URL or a host.
  package var host: String?

  package init(provider: String? = nil, label: String? = nil, environment: String? = nil, host: String? = nil) {
    (self.provider, self.label, self.environment, self.host) = (provider, label, environment, host)
  }

  /// A name for one host, with the key in use and those that are retiring.
  struct Group: Sendable {
    let name: CredentialName
    let host: String
    var records: [CredentialRecord]

    /// `openai (label work) for https://api.openai.com`.
    var text: String { "\(name) for \(host)" }
    var current: CredentialRecord? { records.first { $0.retiring == nil } }
    var retiring: [CredentialRecord] { records.filter { $0.retiring != nil } }
  }

  /// Throws `LLMError` of kind `usage` where a key was typed as the provider: to be called before anything else fails.
  func check() throws(LLMError) {
    if let provider { try KeyTarget.refuseKey(provider) }
  }

  /// Those that fit what was typed, in the order of storing.
  ///
  /// Throws `LLMError` of kind `usage` for a host that is none.
  func groups(in credentials: UnlockedCredentials, _ settings: Settings) throws(LLMError) -> [Group] {
    var groups: [Group] = []
    let wanted = try wantedHost(settings)
    let stored = Set(credentials.records.map(\.name.provider))
    let name = provider.map { stored.contains($0) ? $0 : Self.knownName($0, settings) }
    for record in credentials.records {
      guard name ?? record.name.provider == record.name.provider, label ?? record.name.label == record.name.label,
        environment ?? record.name.environment == record.name.environment, wanted ?? record.host == record.host
      else { continue }
      if let index = groups.firstIndex(where: { $0.name == record.name && $0.host == record.host }) {
        groups[index].records.append(record)
      } else {
        groups.append(Group(name: record.name, host: record.host, records: [record]))
      }
    }
    return groups
  }

  /// The one that is meant, where it is clear which.
  ///
  /// Throws `LLMError` where none fits, or several.
  func only(in credentials: UnlockedCredentials, _ settings: Settings) throws(LLMError) -> Group {
    let groups = try groups(in: credentials, settings)
    guard let first = groups.first else { throw notStored(credentials) }
    guard groups.count > 1 else { return first }
    throw LLMError(
      .usage, "several stored keys fit: \(groups.map(\.text).joined(separator: ", "))",
      advice: "Say which with --label, --environment or --host")
  }

  /// The error where nothing fits.
  func notStored(_ credentials: UnlockedCredentials) -> LLMError {
    let wanted = [
      label.map { "label '\($0)'" }, environment.map { "environment '\($0)'" }, host.map { "host '\($0)'" },
    ]
    .compactMap(\.self).joined(separator: " and ")
    let what = (provider.map { " for '\($0)'" } ?? "") + (wanted.isEmpty ? "" : " with \(wanted)")
    let nearest = provider.flatMap { Suggestion.nearest(to: $0, among: Set(credentials.records.map(\.name.provider))) }
    return LLMError(
      .noCredential, "no key is stored\(what)",
      advice: nearest.flatMap { $0 == provider ? nil : "Did you mean '\($0)'?" }
        ?? "'llmctl auth list' shows what there is")
  }

  private func wantedHost(_ settings: Settings) throws(LLMError) -> String? {
    guard let host else { return nil }
    return try KeyTarget(provider ?? "any", host: host, settings: settings).host
  }

  private static func knownName(_ name: String, _ settings: Settings) -> String {
    (try? KeyTarget(name, host: nil, settings: settings))?.provider.name ?? name
  }
}
