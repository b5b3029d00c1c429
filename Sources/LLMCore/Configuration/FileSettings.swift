/// Applies a configuration file to settings, checking every key.
struct FileSettings {
  private static let topKeys = [
    "model", "system", "providers", "aliases", "options", "timeouts", "fallbacks", "max_wait", "min_quality",
    "continuation", "key_label", "key_environment", "credentials", "capabilities", "prices", "require_price",
    "tasks", "log", "recordings",
  ]
  private static let providerKeys = [
    "kind", "base_url", "key_env", "key_file", "models", "omits_finish_reason", "pool", "limits", "prefill",
    "window", "key_label", "key_environment", "needs_key", "api_version", "background",
  ]
  private static let timeoutKeys = ["connect", "head", "first_content", "idle_bytes", "idle_content"]
  private static let credentialKeys = ["hold"]

  private let file: ConfigurationFile
  private let reader: SettingReader

  init(_ file: ConfigurationFile) {
    self.file = file
    self.reader = SettingReader(file: file)
  }

  /// Adds what the file says on top of `settings`.
  ///
  /// Throws `LLMError` of kind `configuration`.
  func apply(to settings: inout Settings) throws(LLMError) {
    settings.files.append(file.path)
    for member in try reader.members(file.root, of: "the configuration", allowed: Self.topKeys) {
      switch member.name {
      case "model": settings.model = Sourced(try reader.text(member), origin(member))
      case "system": settings.system = Sourced(try reader.text(member), origin(member))
      case "providers": try applyProviders(member, &settings)
      case "aliases": try applyAliases(member, &settings)
      case "options": try applyOptions(member, &settings)
      case "timeouts": try applyTimeouts(member, &settings)
      case "key_label", "key_environment": try applyNaming(member, of: nil, &settings)
      case "credentials": try applyCredentials(member, &settings)
      case "capabilities":
        settings.capabilities += try CapabilityReader(reader: reader, origin: origin).read(member)
      case "prices", "require_price":
        try PriceReader(reader: reader, origin: origin).apply(member, to: &settings)
      case "log", "recordings":
        try RecordingReader(reader: reader, origin: origin).apply(member, to: &settings)
      case "tasks": try TaskReader(reader: reader, origin: origin).read(member, into: &settings)
      default: try ResilienceSettings(reader, origin(member)).apply(member, to: &settings)
      }
    }
  }

  private func origin(_ member: YAMLNode.Member) -> Origin {
    file.isProjectFile
      ? .projectFile(path: file.path, line: member.line) : .userFile(path: file.path, line: member.line)
  }

  private func applyProviders(_ member: YAMLNode.Member, _ settings: inout Settings) throws(LLMError) {
    // A repository somebody else wrote must not be able to send prompts or keys to its own server.
    // What it may do is to say which of the stored keys it is made for.
    for provider in try reader.mapping(member.value, of: "providers") {
      let keys = try reader.mapping(provider.value, of: "provider '\(provider.name)'")
      let namings = keys.filter { KeyNaming.Part(rawValue: $0.name) != nil }
      if file.isProjectFile, namings.isEmpty || namings.count < keys.count {
        throw file.error(
          "a project file cannot configure providers", at: member.line,
          advice: "Move this to the user configuration ('llmctl config path' names it)")
      }
      for naming in namings { try applyNaming(naming, of: provider.name, &settings) }
      guard !file.isProjectFile else { continue }
      settings.providers.removeAll { $0.name == provider.name }
      settings.providers.append(try self.provider(provider))
    }
  }

  /// Which of several stored keys is meant.
  private func applyNaming(
    _ member: YAMLNode.Member, of provider: String?, _ settings: inout Settings
  ) throws(LLMError) {
    guard let part = KeyNaming.Part(rawValue: member.name) else { return }
    let name = try reader.text(member)
    if MisplacedKey.isIn(name) {
      throw misplacedKey("'\(member.name)' must be the name of a stored key, not a key", member)
    }
    settings.keyNamings.append(KeyNaming(part: part, provider: provider, value: name, origin: origin(member)))
  }

  private func applyCredentials(_ member: YAMLNode.Member, _ settings: inout Settings) throws(LLMError) {
    // Somebody else's repository has no say in how long keys stay open.
    if file.isProjectFile {
      throw file.error(
        "a project file cannot say how stored keys are opened", at: member.line,
        advice: "Move this to the user configuration ('llmctl config path' names it)")
    }
    for key in try reader.members(member.value, of: "credentials", allowed: Self.credentialKeys) {
      settings.credentialHold = Sourced(.seconds(try reader.integer(key, in: 0...604_800)), origin(key))
    }
  }

  private func provider(_ member: YAMLNode.Member) throws(LLMError) -> ProviderSettings {
    guard !member.name.isEmpty, !member.name.contains("/") else {
      throw file.error("a provider's name must not be empty or contain '/'", at: member.line)
    }
    try refuseLiteralKeys(member)
    let keys = try reader.members(member.value, of: "provider '\(member.name)'", allowed: Self.providerKeys)
    let kind = try keys.last { $0.name == "kind" }.map { (key) throws(LLMError) in try self.kind(key) } ?? .compatible
    let typed = try keys.last { $0.name == "base_url" }.map { (key) throws(LLMError) in try reader.endpoint(key) }
    let baseURL = typed ?? kind.usualBaseURL
    let missing = file.error(
      "provider '\(member.name)' has no base_url", at: member.line,
      advice: "Add a line such as 'base_url: http://127.0.0.1:8080/v1'")
    // A mistake in one of its keys is told before that one is missing.
    guard let url = baseURL ?? Endpoint("http://127.0.0.1") else { throw missing }
    var provider = ProviderSettings(
      name: member.name, kind: kind, baseURL: url, keySource: .none, origin: origin(member))
    for key in keys {
      switch key.name {
      case "kind", "base_url": break
      case "key_env", "key_file": try apply(key, to: &provider)
      case "models": provider.models = try reader.texts(key)
      case "omits_finish_reason": provider.omitsFinishReason = try reader.bool(key)
      case "api_version": provider.apiVersion = try reader.word(key, of: APIVersion.allCases).rawValue
      case "background": provider.runsInBackground = try background(key, kind)
      case "needs_key": provider.needsKey = try reader.bool(key)
      case "key_label", "key_environment": break
      default: try ResilienceSettings(reader, origin(key)).apply(key, to: &provider)
      }
    }
    guard baseURL != nil else { throw missing }
    return provider
  }

  private func background(_ key: YAMLNode.Member, _ kind: ProviderSettings.Kind) throws(LLMError) -> Bool {
    let isOn = try reader.bool(key)
    guard isOn, kind != .responses else { return isOn }
    throw file.error("'background' is only for providers of kind 'responses'", at: key.line)
  }

  /// Where a key comes from, or several: the first is used until it is rejected.
  private func apply(_ key: YAMLNode.Member, to provider: inout ProviderSettings) throws(LLMError) {
    guard provider.keySource == .none else {
      throw file.error("provider '\(provider.name)' has two sources for its key", at: key.line)
    }
    var sources: [ProviderSettings.KeySource] = []
    for text in try reader.texts(key) {
      sources.append(key.name == "key_env" ? .environment(try variableName(text, key)) : .file(try keyPath(text, key)))
    }
    guard let first = sources.first else { throw file.error("'\(key.name)' is empty", at: key.line) }
    provider.keySource = first
    provider.spareKeys = Array(sources.dropFirst())
  }

  private func refuseLiteralKeys(_ member: YAMLNode.Member) throws(LLMError) {
    for key in try reader.mapping(member.value, of: "provider '\(member.name)'")
    where MisplacedKey.names.contains(key.name.lowercased()) {
      throw misplacedKey("keys do not belong into a configuration file ('\(key.name)')", key)
    }
  }

  private func kind(_ member: YAMLNode.Member) throws(LLMError) -> ProviderSettings.Kind {
    let name = try reader.text(member)
    if let kind = ProviderSettings.Kind(rawValue: name) { return kind }
    let known = ProviderSettings.Kind.allCases.map(\.rawValue)
    throw file.error(
      "unknown kind '\(name)'", at: member.line,
      advice: Suggestion.nearest(to: name, among: known).map { "Did you mean '\($0)'?" }
        ?? "Known kinds: \(known.joined(separator: ", "))")
  }

  /// The name of an environment variable; a key pasted in its place is caught and not repeated.
  private func variableName(_ name: String, _ member: YAMLNode.Member) throws(LLMError) -> String {
    guard
      name.utf8.allSatisfy({
        $0 == UInt8(ascii: "_") || ($0 < 0x80 && Character(Unicode.Scalar($0)).isLetter)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }),
      !MisplacedKey.isIn(name)
    else {
      throw misplacedKey("'key_env' must be the name of an environment variable, not a key", member)
    }
    return name
  }

  /// The path of a file that holds a key.
  private func keyPath(_ path: String, _ member: YAMLNode.Member) throws(LLMError) -> String {
    guard path.contains("/") || !MisplacedKey.isIn(path) else {
      throw misplacedKey("'key_file' must be the path of a file, not a key", member)
    }
    return path
  }

  /// For a key that stands where everybody can read it; it is not repeated.
  private func misplacedKey(_ message: String, _ member: YAMLNode.Member) -> LLMError {
    file.error(message, at: member.line, advice: MisplacedKey.advice)
  }

  private func applyAliases(_ member: YAMLNode.Member, _ settings: inout Settings) throws(LLMError) {
    for alias in try reader.mapping(member.value, of: "aliases") {
      settings.aliases.removeAll { $0.name == alias.name }
      settings.aliases.append(Alias(name: alias.name, model: try reader.text(alias), origin: origin(alias)))
    }
  }

  private func applyOptions(_ member: YAMLNode.Member, _ settings: inout Settings) throws(LLMError) {
    for option in try reader.mapping(member.value, of: "options") {
      let value = try reader.text(option)
      if MisplacedKey.isIn(value) || MisplacedKey.names.contains(option.name.lowercased()) {
        throw misplacedKey("keys do not belong into a configuration file ('\(option.name)')", option)
      }
      settings.options.removeAll { $0.name == option.name }
      settings.options.append(SettingsOption(name: option.name, value: value, origin: origin(option)))
    }
  }

  private func applyTimeouts(_ member: YAMLNode.Member, _ settings: inout Settings) throws(LLMError) {
    for key in try reader.members(member.value, of: "timeouts", allowed: Self.timeoutKeys) {
      let limit = try reader.seconds(key)
      switch key.name {
      case "connect": settings.timeouts.connect = limit
      case "head": settings.timeouts.head = limit
      case "first_content": settings.timeouts.firstContent = limit
      case "idle_bytes": settings.timeouts.idleBytes = limit
      default: settings.timeouts.idleContent = limit
      }
      settings.timeoutOrigins.removeAll { $0.key == key.name }
      settings.timeoutOrigins.append(TimeoutOrigin(key: key.name, limit: limit, origin: origin(key)))
    }
  }
}
