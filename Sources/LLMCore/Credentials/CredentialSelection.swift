/// Which key is wanted.
package struct CredentialQuery: Sendable, Equatable {
  package var provider: String
  /// Nil for the usual one.
  package var label: String?
  /// Nil for the usual one.
  package var environment: String?
  /// Where the key is going to be sent, as `Endpoint.keyHost` writes it.
  package var host: String

  package init(provider: String, label: String? = nil, environment: String? = nil, host: String) {
    (self.provider, self.label, self.environment, self.host) = (provider, label, environment, host)
  }
}

/// Which of the stored keys answer a query, and why the others do not.
package struct CredentialSelection: Sendable, Equatable {
  /// Why a key of the provider is not used.
  package enum Reason: Sendable, Equatable {
    case otherLabel
    case otherEnvironment
    /// It is stored for another host than the one that would be asked.
    case otherHost
    /// Another key is the usual one.
    case notUsual
  }

  /// A key that is not used, and why.
  package struct PassedOver: Sendable, Equatable {
    package let record: CredentialRecord
    package let reason: Reason
  }

  /// The keys to try, one after the other: the current one, then those that are retiring, the last one first. Empty where
  /// there is none, or it is not clear which.
  package private(set) var keys: [CredentialRecord] = []
  /// The other keys of the provider.
  package private(set) var passedOver: [PassedOver] = []
  /// Names of which none is the usual one: a label or an environment has to be named. Sorted.
  package private(set) var undecided: [CredentialName] = []

  /// Chooses among all stored keys. What is not asked for is the usual: the label `default` and no environment, or else the
  /// only one there is.
  init(_ query: CredentialQuery, among records: [CredentialRecord]) {
    var candidates: [CredentialRecord] = []
    for record in records where record.name.provider == query.provider {
      if let label = query.label, record.name.label != label {
        passedOver.append(PassedOver(record: record, reason: .otherLabel))
      } else if let environment = query.environment, record.name.environment != environment {
        passedOver.append(PassedOver(record: record, reason: .otherEnvironment))
      } else if record.host != query.host {
        passedOver.append(PassedOver(record: record, reason: .otherHost))
      } else {
        candidates.append(record)
      }
    }
    let names = Set(candidates.map(\.name))
    guard let name = names.count == 1 ? names.first : Self.usual(among: names, for: query) else {
      undecided = names.sorted { ($0.label, $0.environment) < ($1.label, $1.environment) }
      return
    }
    passedOver += candidates.filter { $0.name != name }.map { PassedOver(record: $0, reason: .notUsual) }
    keys = candidates.filter { $0.name == name }.sorted { Self.isTriedFirst($0, $1) }
  }

  private static func usual(among names: Set<CredentialName>, for query: CredentialQuery) -> CredentialName? {
    let named = names.filter { $0.label == query.label ?? CredentialName.usualLabel }
    let unstaged = named.filter { $0.environment == query.environment ?? "" }
    return unstaged.count == 1 ? unstaged.first : named.count == 1 ? named.first : nil
  }

  private static func isTriedFirst(_ left: CredentialRecord, _ right: CredentialRecord) -> Bool {
    switch (left.retiring, right.retiring) {
    case (nil, .some): true
    case (.some, nil): false
    case (.some(let left), .some(let right)): left > right
    case (nil, nil): left.stored > right.stored
    }
  }
}
