/// A way through the loopback server to one provider: the variables that lead clients onto it, and where it ends.
package struct CassetteRoute: Sendable, Equatable {
  /// In which form the provider tells an error.
  package enum ErrorForm: Sendable, Equatable { case openAI, anthropic, gemini, ollama }

  /// Stands first in the paths of the loopback server but for the run's own name, and is what the file calls it.
  package var name: String
  /// The variables from which clients read the base URL; the first one that is set says where it led before.
  package var variables: [String]
  /// What a base URL ends with in the eyes of the clients, such as `/v1`.
  package var mount: String
  /// Where it leads without any of the variables; nil where only a variable can say.
  package var base: String?
  /// What llmctl's own base URL for the provider has behind the one that clients have.
  package var configuredSuffix: String
  /// The variables from which clients read the key; without a key in one of them many refuse to ask.
  package var keyVariables: [String]
  package var errorForm: ErrorForm

  package init(
    _ name: String, _ variables: [String], base: String?, mount: String = "", configuredSuffix: String = "",
    keys: [String] = [], errorForm: ErrorForm = .openAI
  ) {
    self.name = name
    self.variables = variables
    self.base = base
    self.mount = mount
    self.configuredSuffix = configuredSuffix
    self.keyVariables = keys
    self.errorForm = errorForm
  }

  /// The variables that the providers' own libraries, LangChain and LiteLLM read.
  package static let known = [
    CassetteRoute(
      "openai", ["OPENAI_BASE_URL", "OPENAI_API_BASE"], base: "https://api.openai.com/v1", mount: "/v1",
      keys: ["OPENAI_API_KEY"]),
    CassetteRoute(
      "anthropic", ["ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL", "ANTHROPIC_API_BASE"],
      base: "https://api.anthropic.com", configuredSuffix: "/v1", keys: ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"],
      errorForm: .anthropic),
    CassetteRoute(
      "gemini", ["GOOGLE_GEMINI_BASE_URL", "GEMINI_BASE_URL"], base: "https://generativelanguage.googleapis.com",
      configuredSuffix: "/v1beta", keys: ["GEMINI_API_KEY", "GOOGLE_API_KEY"], errorForm: .gemini),
    CassetteRoute(
      "ollama", ["OLLAMA_HOST", "OLLAMA_API_BASE", "OLLAMA_BASE_URL"], base: "http://127.0.0.1:11434",
      errorForm: .ollama),
    CassetteRoute("azure", ["AZURE_OPENAI_ENDPOINT", "AZURE_API_BASE"], base: nil, keys: ["AZURE_OPENAI_API_KEY"]),
    CassetteRoute(
      "groq", ["GROQ_BASE_URL"], base: "https://api.groq.com", configuredSuffix: "/openai/v1", keys: ["GROQ_API_KEY"]),
    CassetteRoute(
      "mistral", ["MISTRAL_BASE_URL", "MISTRAL_API_BASE"], base: "https://api.mistral.ai/v1", mount: "/v1",
      keys: ["MISTRAL_API_KEY"]),
    CassetteRoute(
      "deepseek", ["DEEPSEEK_API_BASE"], base: "https://api.deepseek.com/v1", mount: "/v1", keys: ["DEEPSEEK_API_KEY"]),
    CassetteRoute(
      "openrouter", ["OPENROUTER_API_BASE", "OPENROUTER_BASE_URL"], base: "https://openrouter.ai/api/v1", mount: "/v1",
      keys: ["OPENROUTER_API_KEY"]),
    CassetteRoute(
      "together", ["TOGETHER_BASE_URL"], base: "https://api.together.xyz/v1", mount: "/v1", keys: ["TOGETHER_API_KEY"]),
    CassetteRoute(
      "cerebras", ["CEREBRAS_BASE_URL"], base: "https://api.cerebras.ai", configuredSuffix: "/v1",
      keys: ["CEREBRAS_API_KEY"]),
    CassetteRoute("cohere", ["CO_API_URL"], base: "https://api.cohere.com", keys: ["CO_API_KEY"]),
  ]

  /// A route for a variable that a program of the user's reads.
  ///
  /// - Parameter base: where it leads; nil where the variable itself says so.
  package init(variable: String, base: String?) { self.init(variable.lowercased(), [variable], base: base) }

  /// The base URL that a client gets.
  ///
  /// - Parameter segment: what stands before the route's name, so that nobody can guess it.
  package func url(port: Int, segment: String) -> String { "http://127.0.0.1:\(port)/\(segment)/\(name)\(mount)" }

  /// What of a path below the route is below its base URL; nil for a path that goes elsewhere.
  package func rest(of path: String) -> String? {
    guard path.hasPrefix(mount) else { return nil }
    let rest = path.dropFirst(mount.count)
    return rest.isEmpty || rest.hasPrefix("/") || rest.hasPrefix("?") ? String(rest) : nil
  }
}
