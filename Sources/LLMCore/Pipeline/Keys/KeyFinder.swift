/// Looks for the keys of providers where they can be, in the order that `KeyLookup` states.
package struct KeyFinder: Sendable {
  /// How much is looked at.
  package enum Depth: Sendable {
    /// What a call needs: nothing behind the first place that has a key.
    case call
    /// Everything, as far as these efforts open the stored keys: for those who want to know why.
    case survey(StoredKeys.Effort)
  }

  private let context: AppContext
  private let reporter: Reporter
  private let stored: StoredKeys
  private let typedLabel: String?

  /// - Parameter typedLabel: what stands behind `--key-label`; nil without.
  package init(context: AppContext, reporter: Reporter, stored: StoredKeys, typedLabel: String?) {
    self.context = context
    self.reporter = reporter
    self.stored = stored
    self.typedLabel = typedLabel
  }

  /// What there is for a provider. All keys that are found count as being in play.
  package func lookup(for provider: ProviderSettings, _ depth: Depth) -> KeyLookup {
    var lookup = KeyLookup(provider, typedLabel: typedLabel)
    let reader = KeyReader(environment: context.environment, files: context.files)
    for source in lookup.configuredSources { lookup.add(reader.look(source), at: source) }
    let hasKey = lookup.isDecided
    switch depth {
    case .call where hasKey || !lookup.mayBeStored: lookup.store = .untouched
    case .call: add(&lookup, .all)
    case .survey(let effort): add(&lookup, effort)
    }
    for candidate in lookup.candidates {
      if let secret = candidate.secret { context.keysInPlay.add(secret) }
    }
    return lookup
  }

  private func add(_ lookup: inout KeyLookup, _ effort: StoredKeys.Effort) {
    guard stored.exist else { return }
    do throws(LLMError) {
      let credentials = try stored.open(effort)
      lookup.store = .open
      lookup.add(credentials.select(lookup.query), of: credentials)
    } catch {
      lookup.store = .closed(error)
    }
  }
}

extension KeyLookup {
  /// Where the configuration, or the habit of the provider's libraries, says that keys are.
  var configuredSources: [ProviderSettings.KeySource] {
    switch provider.keySource {
    case .none: usualVariable.map { [.environment($0)] } ?? []
    default: [provider.keySource] + provider.spareKeys
    }
  }

  /// The variable of the provider's libraries. A key in it is for the provider's own server, and not for whoever speaks its
  /// language; only OpenAI's is used for all of them, as its libraries do.
  private var usualVariable: String? {
    guard provider.kind == .openAI || provider.baseURL.host == provider.kind.usualBaseURL?.host else { return nil }
    return provider.kind.usualVariable
  }

  /// Whether what was looked at so far says how it ends: there is a key, or something that should have been one.
  var isDecided: Bool {
    candidates.contains { candidate in
      if case .unusable = candidate.verdict { return true }
      return candidate.verdict == .used
    }
  }

  /// Whether a stored key would be used. A server of this machine usually wants none, and nobody shall be asked for a
  /// passphrase because of it.
  var mayBeStored: Bool {
    isLabelTyped || provider.keyLabel != nil
      || (provider.needsKey && (provider.keySource != .none || !provider.baseURL.isLocal))
  }

  mutating func add(_ sighting: KeyReader.Sighting?, at source: ProviderSettings.KeySource) {
    let place: KeyPlace
    switch source {
    case .environment(let name): place = .environment(name)
    case .file(let path): place = .file(path)
    case .none: return
    }
    switch sighting {
    case .key(let key):
      let verdict: KeyCandidate.Verdict =
        isLabelTyped ? .notWanted : used != nil ? .spare : isDecided ? .overruled : .used
      candidates.append(KeyCandidate(place: place, verdict: verdict, secret: key.secret, notice: key.notice))
    case .missing(let reason): add(place, .missing(reason))
    case .unusable(let error): add(place, isLabelTyped ? .notWanted : .unusable(error))
    case nil: break
    }
  }

  /// Adds the stored keys of the provider: the one that is meant with those that are retiring, and the others with the reason.
  mutating func add(_ selection: CredentialSelection, of credentials: UnlockedCredentials) {
    let isOverruled = isDecided
    for (number, record) in selection.keys.enumerated() {
      let place = KeyPlace.store(record)
      if isOverruled || !mayBeStored {
        add(place, isOverruled ? .overruled : .notNeeded)
        continue
      }
      do throws(CredentialError) {
        let secret = try credentials.secret(of: record, for: query.host)
        candidates.append(
          KeyCandidate(place: place, verdict: number == 0 ? .used : .spare, secret: secret, notice: nil))
      } catch {
        add(place, .unusable(error.report(path: credentials.path)))
      }
    }
    for record in credentials.records
    where record.name.provider == provider.name && record.host == query.host && record.retiring == nil
      && selection.undecided.contains(record.name)
    {
      add(.store(record), isOverruled ? .overruled : mayBeStored ? .undecided : .notNeeded)
    }
    for other in selection.passedOver { add(.store(other.record), .passedOver(other.reason)) }
  }

  private mutating func add(_ place: KeyPlace, _ verdict: KeyCandidate.Verdict) {
    candidates.append(KeyCandidate(place: place, verdict: verdict, secret: nil, notice: nil))
  }
}
