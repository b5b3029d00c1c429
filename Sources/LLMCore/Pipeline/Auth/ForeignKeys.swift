/// What was found in a place that is not llmctl's.
struct ForeignKeys: Sendable {
  /// A key with the provider and the host it is for.
  struct Found: Sendable {
    let target: KeyTarget
    let key: Secret
    /// As its source names it, such as `OPENAI_API_KEY`.
    let origin: String
  }

  /// Something that is not taken over, and why.
  struct Skipped: Sendable, Equatable {
    let origin: String
    /// A phrase to put behind it.
    let reason: String
  }

  private(set) var found: [Found] = []
  private(set) var skipped: [Skipped] = []
  /// How to remove the keys where they were, as a sentence; nil where there is nothing to remove.
  var advice: String?

  /// Takes a key for a provider at its own host, or at another one.
  mutating func add(_ text: String, origin: String, target: KeyTarget) {
    do throws(LLMError) {
      let key = try PastedKey(Secret(copying: text))
      found.append(Found(target: target, key: key.secret, origin: origin))
    } catch {
      skip(origin, error.message)
    }
  }

  mutating func skip(_ origin: String, _ reason: String) { skipped.append(Skipped(origin: origin, reason: reason)) }

  /// The provider that another program calls so, at its own host whatever the configuration says: a key must not go to another
  /// one because of its name alone. Nil for one that is not known.
  static func target(_ name: String, host: String? = nil, _ settings: Settings) -> KeyTarget? {
    guard let target = try? KeyTarget(name, host: host, settings: settings) else { return nil }
    guard host == nil, let known = KnownProvider.named(target.provider.name), known.baseURL.keyHost != target.host
    else {
      return target
    }
    return try? KeyTarget(name, host: known.baseURL.text, settings: settings)
  }
}

/// The keys that Simon Willison's `llm` keeps: `keys.json`, an object with a key for each name.
struct LLMKeysFile {
  let path: String
  let bytes: [UInt8]

  /// Where it is: by `LLM_USER_PATH`, or by the place where Python's click puts an application's files.
  static func usualPath(_ environment: Environment) -> String? {
    if let folder = environment["LLM_USER_PATH"] { return folder + "/keys.json" }
    let root = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map { $0 + "/.config" }
    return root.map { $0 + "/io.datasette.llm/keys.json" }
  }

  /// Throws `LLMError` of kind `inputInvalid`.
  func keys(_ settings: Settings) throws(LLMError) -> ForeignKeys {
    let members: [JSONMember]
    do throws(JSONError) { members = try JSONReader.parse(bytes).members ?? [] } catch {
      throw LLMError(.inputInvalid, "'\(path)' is not the JSON that llm writes")
    }
    var keys = ForeignKeys()
    // Notes to the reader have names that begin with two slashes.
    for member in members where !member.name.hasPrefix("//") {
      guard let text = member.value.text, !text.isEmpty else {
        keys.skip(member.name, "has no key")
        continue
      }
      guard let target = ForeignKeys.target(member.name, settings) else {
        keys.skip(member.name, "is no provider that is configured or known")
        continue
      }
      keys.add(text, origin: member.name, target: target)
    }
    keys.advice = "The keys are still in '\(path)' in plain text: when llm does not need them, delete them there"
    return keys
  }
}

/// The keys in the configuration of `aichat`: a list `clients` with a type or name, a key, and a URL.
struct AichatFile {
  let path: String
  let bytes: [UInt8]

  /// Where it is, by aichat's documentation.
  static func usualPath(_ environment: Environment) -> String? {
    if let file = environment["AICHAT_CONFIG_FILE"] { return file }
    if let folder = environment["AICHAT_CONFIG_DIR"] { return folder + "/config.yaml" }
    let root = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map { $0 + "/.config" }
    return root.map { $0 + "/aichat/config.yaml" }
  }

  /// Throws `LLMError` for what is not the YAML that llmctl reads.
  func keys(_ settings: Settings) throws(LLMError) -> ForeignKeys {
    let file = try ConfigurationFile(path: path, isProjectFile: false, bytes: bytes)
    var keys = ForeignKeys()
    guard case .mapping(let members) = file.root.value,
      case .list(let clients)? = members.last(where: { $0.name == "clients" })?.value.value
    else {
      throw LLMError(.inputInvalid, "'\(path)' has no list of clients, as aichat's configuration has")
    }
    for client in clients { add(client, to: &keys, settings) }
    keys.advice =
      "The keys are still in '\(path)' in plain text: aichat also reads them from variables such as OPENAI_API_KEY"
    return keys
  }

  private func add(_ client: YAMLNode, to keys: inout ForeignKeys, _ settings: Settings) {
    guard case .mapping(let members) = client.value else { return }
    func text(_ name: String) -> String? {
      guard case .scalar(let text, _)? = members.last(where: { $0.name == name })?.value.value,
        !text.isEmpty, text != "null", text != "~"
      else { return nil }
      return text
    }
    guard let name = text("name") ?? text("type") else { return }
    guard let key = text("api_key") else { return keys.skip(name, "has no key") }
    guard let target = ForeignKeys.target(name, host: text("api_base"), settings) else {
      return keys.skip(name, "is no provider that is configured or known, or its api_base is no URL")
    }
    keys.add(key, origin: name, target: target)
  }
}

/// The keys in the environment: the variables of the providers' own libraries, and those that the configuration names.
struct EnvironmentKeys {
  let environment: Environment

  func keys(_ settings: Settings) -> ForeignKeys {
    var keys = ForeignKeys()
    var seen: Set<String> = []
    for name in KeyTarget.names(settings) {
      guard let target = try? KeyTarget(name, host: nil, settings: settings) else { continue }
      let variables: [String] = [
        target.provider.keySource, KnownProvider.named(name).map { .environment($0.variable) },
      ]
      .compactMap { source in
        guard case .environment(let variable)? = source else { return nil }
        return variable
      }
      for variable in variables where seen.insert(variable).inserted {
        if let text = environment[variable] { keys.add(text, origin: variable, target: target) }
      }
    }
    let variables = keys.found.map(\.origin)
    if !variables.isEmpty {
      keys.advice =
        "They are still set, and come first: remove \(variables.joined(separator: ", ")) where your shell sets them"
    }
    return keys
  }
}
