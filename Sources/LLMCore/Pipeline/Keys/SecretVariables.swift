internal import Synchronization

/// The environment variables that hold keys or passphrases: no program that llmctl starts for itself gets them, and none at all those of
/// its own.
package final class SecretVariables: Sendable {
  private let environment: Environment
  private let files: any FileSystem
  private let known = Mutex<Set<String>?>(nil)

  package init(environment: Environment, files: any FileSystem) {
    self.environment = environment
    self.files = files
  }

  /// What needs no configuration to be known: the variables of providers, and those that open the stored keys.
  package static let usual = Set(KnownProvider.all.map(\.variable)).union([
    "GOOGLE_API_KEY", "AZURE_OPENAI_API_KEY", "AZURE_API_KEY", "CO_API_KEY", "HUGGING_FACE_HUB_TOKEN",
    "REPLICATE_API_TOKEN", "PERPLEXITYAI_API_KEY", "OPENAI_ADMIN_KEY", "ANTHROPIC_AUTH_TOKEN",
  ]).union(own)

  /// What opens the stored keys, which is nobody's business but ours.
  package static let own: Set = [NewUnlockMethod.usualVariable, NewUnlockMethod.usualDescriptorVariable]

  /// Their names: those and all that the configuration names, which is read for it at the first need. One that cannot be read
  /// names nothing.
  package var names: Set<String> {
    known.withLock { known in
      if let known { return known }
      let settings = try? SettingsLoader(environment: environment, files: files).load()
      let configured = (settings?.providers ?? []).flatMap { [$0.keySource] + $0.spareKeys }.compactMap { source in
        if case .environment(let name) = source { name } else { nil }
      }
      let names = Self.usual.union(configured)
      known = names
      return names
    }
  }
}
