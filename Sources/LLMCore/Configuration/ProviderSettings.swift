/// A provider as it is configured.
package struct ProviderSettings: Sendable, Equatable {
  /// Which dialect and profile it speaks.
  package enum Kind: String, Sendable, CaseIterable {
    case openAI = "openai"
    case compatible = "openai-compatible"
    case azure
  }

  /// Where its key comes from. A key itself never stands in a configuration file.
  package enum KeySource: Sendable, Equatable {
    case environment(String)
    case file(String)
    /// Nowhere that the configuration names.
    case none
  }

  package var name: String
  package var kind: Kind
  package var baseURL: Endpoint
  package var keySource: KeySource
  /// The models it is known to serve; the first one is its default.
  package var models: [String]
  /// Whether its streams end without a reason to finish.
  package var omitsFinishReason: Bool
  package var origin: Origin
  /// Other credentials, for when the first one is rejected or has no money left.
  package var spareKeys: [KeySource] = []
  /// Which of its stored keys is meant; nil for the usual one.
  package var keyLabel: Sourced<String>?
  /// Of which environment, such as `dev` or `prod`; nil for the usual one.
  package var keyEnvironment: Sourced<String>?
  /// Whether it may want a key: false for a server that is known to want none, so that no stored key is looked for.
  package var needsKey = true
  /// Names a pool of its own, for providers or keys that share a limit.
  package var pool: String?
  package var limits = ConfiguredLimits()
  package var prefill = Prefill.none
  /// The tokens of its models' context window, where they are fewer than is known of them, or nobody knows.
  package var window: Int?

  package init(
    name: String, kind: Kind, baseURL: Endpoint, keySource: KeySource, models: [String] = [],
    omitsFinishReason: Bool = false, origin: Origin
  ) {
    self.name = name
    self.kind = kind
    self.baseURL = baseURL
    self.keySource = keySource
    self.models = models
    self.omitsFinishReason = omitsFinishReason
    self.origin = origin
  }
}

/// Where a setting comes from, in order of precedence from the weakest up.
package enum Origin: Sendable, Equatable {
  case builtIn
  case userFile(path: String, line: Int)
  case projectFile(path: String, line: Int)
  case environment(String)
  case flag(String)
  /// A file with a key, or with all of them.
  case keyFile(String)

  /// Larger for what counts more.
  package var precedence: Int {
    switch self {
    case .builtIn, .keyFile: 0
    case .userFile: 1
    case .projectFile: 2
    case .environment: 3
    case .flag: 4
    }
  }

  /// As `config show --origin` prints it.
  package var text: String {
    switch self {
    case .builtIn: "default"
    case .userFile(let path, let line), .projectFile(let path, let line): "\(path):\(line)"
    case .environment(let name): "environment variable \(name)"
    case .flag(let name): "flag \(name)"
    case .keyFile(let path): path
    }
  }
}

/// A value and where it comes from.
package struct Sourced<Value: Sendable & Equatable>: Sendable, Equatable {
  package var value: Value
  package var origin: Origin

  package init(_ value: Value, _ origin: Origin) {
    self.value = value
    self.origin = origin
  }
}
