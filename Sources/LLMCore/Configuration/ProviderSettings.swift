/// A provider as it is configured.
package struct ProviderSettings: Sendable, Equatable {
  /// Which dialect and profile it speaks.
  package enum Kind: String, Sendable, CaseIterable {
    case openAI = "openai"
    case compatible = "openai-compatible"
    case azure
    case responses, anthropic, gemini, ollama
    case openRouter = "openrouter"
    case groq, mistral
    case deepSeek = "deepseek"
    case vLLM = "vllm"
    case llamaServer = "llama-server"
    case lmStudio = "lmstudio"

    /// Whether servers of this kind are often asked without a key.
    package var mayDoWithoutKey: Bool {
      switch self {
      case .compatible, .ollama, .vLLM, .llamaServer, .lmStudio: true
      default: false
      }
    }

    /// Where such a server is, if nothing else is said; nil where it has to be said. A server of this machine is looked for where
    /// it listens by itself.
    package var usualBaseURL: Endpoint? {
      switch self {
      case .openAI, .responses: KnownProvider.named("openai")?.baseURL
      case .compatible, .azure: nil
      case .ollama: Endpoint("http://127.0.0.1:11434")
      case .vLLM: Endpoint("http://127.0.0.1:8000/v1")
      case .llamaServer: Endpoint("http://127.0.0.1:8080/v1")
      case .lmStudio: Endpoint("http://127.0.0.1:1234/v1")
      case .anthropic, .gemini, .openRouter, .groq, .mistral, .deepSeek: KnownProvider.named(rawValue)?.baseURL
      }
    }

    /// The variable that the libraries for such a server read its key from.
    package var usualVariable: String? {
      switch self {
      case .openAI, .responses: "OPENAI_API_KEY"
      case .compatible, .azure, .ollama, .vLLM, .llamaServer, .lmStudio: nil
      case .anthropic, .gemini, .openRouter, .groq, .mistral, .deepSeek: KnownProvider.named(rawValue)?.variable
      }
    }
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
  /// How it is given the beginning of an answer; nil for the way of its kind.
  package var prefill: Prefill?
  /// The version of its API, where that is told in a header; nil for the usual one.
  package var apiVersion: String?
  /// Whether its answers go on when the connection breaks, so that they can be picked up: OpenAI's Responses, which then stores
  /// them.
  package var runsInBackground = false
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

/// The versions of Anthropic's API.
enum APIVersion: String, CaseIterable {
  case original = "2023-06-01"
  /// Refuses parameters of sampling.
  case withoutSampling = "2026-10-21"
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
