/// Which keys there are for a provider, which of them is used, and why the others are not.
///
/// The order is: `--key-label`, which names a stored key; the environment; a file; the stored keys. Of the stored ones only
/// those come into question that were stored for the host that is asked.
package struct KeyLookup: Sendable {
  /// What is known of the stored keys.
  package enum StoreState: Sendable {
    /// There is no credential file.
    case absent
    /// There is one, and nobody looked into it: an earlier place has a key, or none is wanted.
    case untouched
    case open
    /// It cannot be opened now.
    case closed(LLMError)
  }

  package let provider: ProviderSettings
  /// The stored key that is asked for.
  package let query: CredentialQuery
  /// Whether `--key-label` names it, so that nothing else will do.
  package let isLabelTyped: Bool
  /// All that were looked at, those that count more first.
  package internal(set) var candidates: [KeyCandidate] = []
  package internal(set) var store: StoreState = .absent

  init(_ provider: ProviderSettings, typedLabel: String?) {
    self.provider = provider
    query = CredentialQuery(
      provider: provider.name, label: typedLabel ?? provider.keyLabel?.value,
      environment: provider.keyEnvironment?.value, host: provider.baseURL.keyHost)
    isLabelTyped = typedLabel != nil
  }

  /// The key that requests carry.
  package var used: KeyCandidate? { candidates.first { $0.verdict == .used } }

  /// Those to try where it is rejected, in this order.
  package var spares: [KeyCandidate] { candidates.filter { $0.verdict == .spare } }

  /// Whether a server of this kind is usually asked without a key, so that none is no mistake.
  package var mayDoWithout: Bool {
    !isLabelTyped && (!provider.needsKey || provider.kind.mayDoWithoutKey || provider.baseURL.isLocal)
  }

  /// The key that requests carry; nil where none is there and none is needed.
  ///
  /// Throws `LLMError`: of kind `noCredential` where one is missing, `locked` where it may be among the stored ones and they
  /// cannot be opened, `configuration` where there is something that cannot be a key.
  package func chosen() throws(LLMError) -> KeyCandidate? {
    if let used { return used }
    for candidate in candidates {
      if case .unusable(let error) = candidate.verdict { throw error }
    }
    if case .closed(var error) = store {
      if error.code == .locked, provider.keySource == .none, mayDoWithout {
        error.advice = (error.advice.map { $0 + ". " } ?? "") + "For a server that wants no key, set needs_key: false"
      }
      throw error
    }
    if mayBeStored, let error = storedElsewhere { throw error }
    let isConfigured = provider.keySource != .none
    guard isConfigured || isLabelTyped || provider.keyLabel != nil || !mayDoWithout else { return nil }
    throw missing
  }
}

// MARK: Words

extension KeyLookup {
  /// What to run to store a key for the host that is asked.
  private var login: String {
    let known = KnownProvider.named(provider.name)
    let host = known?.baseURL.keyHost == query.host ? "" : " --host \(query.host)"
    return "llmctl auth login \(provider.name)" + (query.label.map { " --label \($0)" } ?? "")
      + (query.environment.map { " --environment \($0)" } ?? "") + host
  }

  /// Keys are stored for the provider, and none of them may be used.
  private var storedElsewhere: LLMError? {
    let stored = candidates.compactMap { candidate -> (CredentialRecord, KeyCandidate.Verdict)? in
      guard case .store(let record) = candidate.place else { return nil }
      return (record, candidate.verdict)
    }
    let undecided = stored.filter { $0.1 == .undecided }.map(\.0.name.description)
    if !undecided.isEmpty {
      return LLMError(
        .noCredential, "several keys are stored for '\(provider.name)': \(undecided.joined(separator: ", "))",
        advice: "Name one with --key-label, or with key_label or key_environment in the configuration")
    }
    if let other = stored.first(where: { $0.1 == .passedOver(.otherHost) })?.0 {
      return LLMError(
        .noCredential, "the key stored for \(other.name) is for \(other.host) and is not sent to \(query.host)",
        advice: "If that is where it belongs now, run: \(login)")
    }
    guard let other = stored.first else { return nil }
    return LLMError(
      .noCredential, "no key \(wanted)is stored for '\(provider.name)'; there is one for \(other.0.name)",
      advice: "See 'llmctl auth list', or run: \(login)")
  }

  /// What is asked for, as a phrase with a space behind it.
  private var wanted: String {
    let parts = [query.label.map { "label '\($0)'" }, query.environment.map { "environment '\($0)'" }]
    let text = parts.compactMap(\.self).joined(separator: " and ")
    return text.isEmpty ? "" : "with \(text) "
  }

  private var missing: LLMError {
    guard !isLabelTyped else {
      return LLMError(.noCredential, "no key \(wanted)is stored for '\(provider.name)'", advice: "Run: \(login)")
    }
    switch provider.keySource {
    case .environment(let name):
      return LLMError(
        .noCredential, "the environment variable \(name) is not set", advice: "export \(name)=…, or run: \(login)")
    case .file(let path):
      return LLMError(
        .noCredential, "the key file \(path) cannot be read (\(FileError.notFound.phrase))",
        advice: "Write the key into \(path), or run: \(login)")
    case .none:
      return LLMError(
        .noCredential, "no key is configured for provider '\(provider.name)'",
        advice: "Add key_env or key_file to the provider, or run: \(login)")
    }
  }
}
