/// Who is asked to keep to a schema; each takes another part of JSON Schema.
package enum SchemaTarget: String, Sendable, CaseIterable {
  /// OpenAI's strict mode, and those that copied it.
  case openAIStrict
  /// Anthropic's `output_config.format` and strict tools.
  case anthropic
  /// Gemini's `responseJsonSchema`.
  case gemini
  /// A grammar made of the schema: llama-server, Ollama, vLLM, LM Studio.
  case grammar
  /// A server that can only be asked for some JSON object.
  case jsonObject
}

/// What a target takes, as its documentation or client library says; what is not listed goes into the description.
struct TargetRules {
  /// Keywords that go through as they are, beside those of structure.
  let keywords: Set<String>
  let formats: Set<String>
  /// Whether the root must be an object that is not a choice between several.
  let wantsObject: Bool
  /// Whether all members are required, so that one which is not becomes a union with null.
  private(set) var requiresAll: Bool
  /// Whether objects must be closed, so that one which is open cannot be said.
  private(set) var closesObjects: Bool
  let keepsAllOf: Bool
  let keepsConst: Bool

  private static let wireFormats: Set = [
    "date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid",
  ]

  init(_ target: SchemaTarget) {
    switch target {
    case .openAIStrict:
      self.init(
        [
          "pattern", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems",
        ],
        formats: Self.wireFormats, wantsObject: true, requiresAll: true, closesObjects: true)
    case .anthropic:
      self.init(
        ["minItems"], formats: Self.wireFormats.union(["uri"]), wantsObject: true, closesObjects: true,
        keepsAllOf: true, keepsConst: true)
    case .gemini:
      self.init(
        ["minimum", "maximum", "minItems", "maxItems", "prefixItems"], formats: ["date-time", "date", "time"],
        wantsObject: false)
    case .grammar:
      self.init(
        ["minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "prefixItems", "pattern"],
        formats: ["date-time", "date", "time", "uuid"], wantsObject: false, keepsConst: true)
    case .jsonObject: self.init([], formats: [], wantsObject: true)
    }
  }

  /// The same where nothing is guaranteed, so that nothing has to be bent either.
  var relaxed: TargetRules {
    var rules = self
    (rules.requiresAll, rules.closesObjects) = (false, false)
    return rules
  }

  private init(
    _ keywords: Set<String>, formats: Set<String>, wantsObject: Bool, requiresAll: Bool = false,
    closesObjects: Bool = false, keepsAllOf: Bool = false, keepsConst: Bool = false
  ) {
    (self.keywords, self.formats, self.wantsObject) = (keywords, formats, wantsObject)
    (self.requiresAll, self.closesObjects) = (requiresAll, closesObjects)
    (self.keepsAllOf, self.keepsConst) = (keepsAllOf, keepsConst)
  }
}
