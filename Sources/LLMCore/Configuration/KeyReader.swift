/// Fetches a provider's key from where the configuration says it is.
package struct KeyReader: Sendable {
  /// A key and where it came from.
  package struct Key: Sendable {
    package let value: String
    /// As advice names it.
    package let origin: String
  }

  private let environment: Environment
  private let files: any FileSystem

  package init(environment: Environment, files: any FileSystem) {
    self.environment = environment
    self.files = files
  }

  /// The key; nil where the provider needs none.
  ///
  /// Throws `LLMError` of kind `noCredential` where one is needed and missing, and of kind `configuration` where it cannot
  /// be a key.
  package func key(for provider: ProviderSettings) throws(LLMError) -> Key? {
    switch provider.keySource {
    case .environment(let name):
      guard let value = environment[name] else {
        throw missing(provider, "the environment variable \(name) is not set")
      }
      return try checked(value, origin: name)
    case .file(let path):
      let bytes: [UInt8]
      do {
        bytes = try files.read(path, limit: 64 << 10)
      } catch {
        throw missing(provider, "the key file \(path) cannot be read (\(error.phrase))")
      }
      return try checked(String(decoding: bytes, as: UTF8.self), origin: path)
    case .none:
      if let value = environment["OPENAI_API_KEY"], provider.kind == .openAI {
        return try checked(value, origin: "OPENAI_API_KEY")
      }
      guard provider.kind == .compatible || provider.baseURL.isLocal else {
        throw missing(provider, "no key is configured for provider '\(provider.name)'")
      }
      return nil
    }
  }

  private func missing(_ provider: ProviderSettings, _ reason: String) -> LLMError {
    let fix =
      switch provider.keySource {
      case .environment(let name): "export \(name)=…"
      case .file(let path): "Write the key into \(path)"
      case .none: "Add key_env or key_file to the provider"
      }
    return LLMError(.noCredential, reason, advice: fix)
  }

  /// A key goes into a header, so it must be plain visible ASCII; white space around it came with pasting.
  private func checked(_ value: String, origin: String) throws(LLMError) -> Key {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    var key = value.drop(while: isSpace)
    while let last = key.last, isSpace(last) { key = key.dropLast() }
    guard !key.isEmpty, key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw LLMError(
        .configuration, "the key from \(origin) is not usable",
        advice: "It must be one line of visible ASCII characters without spaces")
    }
    return Key(value: String(key), origin: origin)
  }
}
