/// A setting that says which of several stored keys is meant. It never holds a key, so a project's file may have it.
package struct KeyNaming: Sendable, Equatable {
  /// What of a key's name it tells.
  package enum Part: String, Sendable, CaseIterable {
    case label = "key_label"
    case environment = "key_environment"
  }

  package var part: Part
  /// The provider it is for; nil for all.
  package var provider: String?
  package var value: String
  package var origin: Origin
}

extension Settings {
  /// Has each provider know which of its stored keys is meant. What is said of one provider counts more than what is said of
  /// all, and the environment more than the project's file, which counts more than the user's.
  mutating func applyKeyNamings() {
    for index in providers.indices { applyKeyNamings(to: &providers[index]) }
  }

  /// The same for a provider that comes later.
  package func applyKeyNamings(to provider: inout ProviderSettings) {
    provider.keyLabel = keyNaming(.label, for: provider.name)
    provider.keyEnvironment = keyNaming(.environment, for: provider.name)
  }

  private func keyNaming(_ part: KeyNaming.Part, for provider: String) -> Sourced<String>? {
    let fitting = keyNamings.filter { $0.part == part && ($0.provider ?? provider) == provider }
    let best = fitting.max { left, right in
      (left.origin.precedence, left.provider == nil ? 0 : 1) < (right.origin.precedence, right.provider == nil ? 0 : 1)
    }
    return best.map { Sourced($0.value, $0.origin) }
  }
}
