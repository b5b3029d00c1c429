/// Where a key can be.
package enum KeyPlace: Sendable, Equatable {
  /// In this environment variable.
  case environment(String)
  /// In this file.
  case file(String)
  /// In the credential file, under this name.
  case store(CredentialRecord)

  /// As advice names it: `OPENAI_API_KEY`, a path, or `the stored keys, openai (label work)`.
  package var text: String {
    switch self {
    case .environment(let name): name
    case .file(let path): path
    case .store(let record): "the stored keys, \(record.name)"
    }
  }
}

/// A key that a provider could be asked with, and what becomes of it.
package struct KeyCandidate: Sendable {
  package enum Verdict: Sendable, Equatable {
    /// Requests carry it.
    case used
    /// It is tried where the used one is rejected: another one of the configuration, or one that is retiring.
    case spare
    /// Another one comes first.
    case overruled
    /// There is nothing at this place: why, as a phrase to put behind it.
    case missing(String)
    /// What is there cannot be used: why, as a sentence.
    case unusable(LLMError)
    /// It is stored, and not the one that is meant or may be sent there.
    case passedOver(CredentialSelection.Reason)
    /// It is stored like others, and nothing says which of them is meant.
    case undecided
    /// It is stored, and requests go out without a key unless the configuration names one.
    case notNeeded
    /// It is not looked at, since `--key-label` names a stored one.
    case notWanted
  }

  package let place: KeyPlace
  package internal(set) var verdict: Verdict
  /// The key; nil where there is none, or it would have to be opened and is not going to be used.
  package let secret: Secret?
  /// What was taken away around it; nil where nothing was.
  package let notice: String?
}

extension KeyCandidate {
  /// Why it is not used, as a sentence; nil for one that is, or is spare.
  package func remark(for provider: ProviderSettings) -> String? {
    switch verdict {
    case .used, .spare: nil
    case .overruled: "\(place.text) is not used: another key comes first"
    case .missing(let reason): "\(place.text) \(reason)"
    case .unusable(let error): error.message
    case .undecided: "\(place.text) is not used: there are several, and nothing says which is meant"
    case .notNeeded: "\(place.text) is not used: the provider is asked without a key, unless its key_label names one"
    case .notWanted: "\(place.text) is not used: --key-label names a stored key"
    case .passedOver(let reason):
      switch reason {
      case .otherLabel: "\(place.text) is not used: another label is asked for"
      case .otherEnvironment: "\(place.text) is not used: another environment is asked for"
      case .otherHost: "\(place.text) is not used: it is not sent to \(provider.baseURL.keyHost)"
      case .notUsual: "\(place.text) is not used: another one is the usual one"
      }
    }
  }
}
