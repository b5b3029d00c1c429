/// What the configuration says of a model's abilities, where the table in the program is wrong, late or silent.
package struct CapabilitySettings: Sendable, Equatable {
  /// As it may be typed behind `-m`: `provider/model`, or the model alone.
  package var model: String
  /// What is not named is nil.
  package var capabilities: ModelCapabilities
  /// How good it is, from 1 to 100, for those who choose among models.
  package var quality: Int?
  package var origin: Origin

  /// As `config show` prints it.
  package var text: String {
    let known = capabilities
    let parts: [(String, String?)] = [
      ("window", known.window.map(String.init)), ("output", known.outputCap.map(String.init)),
      ("sampling", known.takesSampling.map(String.init)), ("prefill", known.takesPrefill.map(String.init)),
      ("schema", known.schema?.rawValue), ("images", known.seesImages.map(String.init)),
      ("documents", known.readsDocuments.map(String.init)), ("tools", known.takesTools.map(String.init)),
      ("forced_tools", known.takesForcedTools.map(String.init)),
      ("reasoning", known.reasoningLevels.map { "[\($0.joined(separator: ", "))]" }),
      ("thinking", known.thinking?.rawValue), ("cache_marks", known.takesCacheMarks.map(String.init)),
      ("quality", quality.map(String.init)),
    ]
    return parts.compactMap { name, value in value.map { "\(name) \($0)" } }.joined(separator: ", ")
  }
}

/// Reads the key `capabilities`: models with what they take.
struct CapabilityReader {
  private static let keys = [
    "window", "output", "sampling", "prefill", "schema", "images", "documents", "tools", "forced_tools", "reasoning",
    "thinking", "cache_marks", "quality",
  ]

  let reader: SettingReader
  let origin: (YAMLNode.Member) -> Origin

  /// Throws `LLMError` of kind `configuration`.
  func read(_ member: YAMLNode.Member) throws(LLMError) -> [CapabilitySettings] {
    var settings: [CapabilitySettings] = []
    for model in try reader.mapping(member.value, of: "capabilities") {
      var capabilities = ModelCapabilities()
      var quality: Int?
      for key in try reader.members(model.value, of: "capabilities of '\(model.name)'", allowed: Self.keys) {
        if key.name == "quality" {
          quality = try reader.integer(key, in: 1...100)
        } else {
          try apply(key, to: &capabilities)
        }
      }
      settings.append(
        CapabilitySettings(model: model.name, capabilities: capabilities, quality: quality, origin: origin(model)))
    }
    return settings
  }

  private func apply(_ key: YAMLNode.Member, to capabilities: inout ModelCapabilities) throws(LLMError) {
    switch key.name {
    case "window": capabilities.window = try reader.integer(key, in: 256...1_000_000_000)
    case "output": capabilities.outputCap = try reader.integer(key, in: 1...1_000_000_000)
    case "sampling": capabilities.takesSampling = try reader.bool(key)
    case "prefill": capabilities.takesPrefill = try reader.bool(key)
    case "schema": capabilities.schema = try reader.word(key, of: ModelCapabilities.SchemaSupport.allCases)
    case "images": capabilities.seesImages = try reader.bool(key)
    case "documents": capabilities.readsDocuments = try reader.bool(key)
    case "tools": capabilities.takesTools = try reader.bool(key)
    case "forced_tools": capabilities.takesForcedTools = try reader.bool(key)
    case "thinking": capabilities.thinking = try reader.word(key, of: ModelCapabilities.ThinkingForm.allCases)
    case "cache_marks": capabilities.takesCacheMarks = try reader.bool(key)
    default: capabilities.reasoningLevels = try levels(key)
    }
  }

  /// The levels of effort; an empty list for a model that does not reason.
  private func levels(_ key: YAMLNode.Member) throws(LLMError) -> [String] {
    if case .list(let elements) = key.value.value, elements.isEmpty { return [] }
    let levels = try reader.texts(key)
    if let wrong = levels.first(where: { ReasoningEffort(rawValue: $0) == nil }) {
      throw reader.file.error(
        "'reasoning' cannot have the level '\(wrong)'", at: key.line,
        advice: "Levels are \(ReasoningEffort.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return levels
  }
}
