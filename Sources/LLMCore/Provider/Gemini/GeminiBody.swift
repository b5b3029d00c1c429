/// The body of a request in Gemini's words.
struct GeminiBody {
  /// Options that stand beside `generationConfig` and not in it.
  private static let outerOptions: Set<String> = [
    "safetySettings", "cachedContent", "serviceTier", "store", "labels", "toolConfig",
  ]
  /// llmctl's names of options, and Gemini's.
  private static let names = [
    "max_tokens": "maxOutputTokens", "top_p": "topP", "top_k": "topK", "frequency_penalty": "frequencyPenalty",
    "presence_penalty": "presencePenalty",
  ]

  let request: ChatRequest

  var bytes: [UInt8] {
    var body = RequestBody()
    let system = request.messages.filter { $0.role == .system }
    if !system.isEmpty {
      body.add("systemInstruction", ["parts": .array(system.map { ["text": .string($0.content)] })])
    }
    body.add("contents", .array(request.messages.filter { $0.role != .system }.map(content)))
    if !request.tools.isEmpty {
      body.add("tools", [["functionDeclarations": .array(request.tools.map(declaration))]])
      body.add("toolConfig", ["functionCallingConfig": .object(toolChoice)])
    }
    let options = request.options()
    for option in options where Self.outerOptions.contains(option.name) { body.add(option.name, option.value) }
    body.add("generationConfig", members: generationConfig(options))
    return body.bytes(request.repairs)
  }

  private func content(_ message: Message) -> JSONValue {
    var parts: [JSONValue] = message.images.map { inline($0.mediaType, $0.bytes) }
    parts += message.documents.map { inline(DocumentPart.mediaType, $0.bytes) }
    if !message.content.isEmpty || parts.isEmpty { parts.append(["text": .string(message.content)]) }
    return ["role": message.role == .assistant ? "model" : "user", "parts": .array(parts)]
  }

  private func inline(_ type: String, _ bytes: [UInt8]) -> JSONValue {
    ["inlineData": ["mimeType": .string(type), "data": .string(Base64.encode(bytes))]]
  }

  private func declaration(_ tool: ToolDefinition) -> JSONValue {
    var members = [JSONMember("name", .string(tool.name))]
    if !tool.description.isEmpty { members.append(JSONMember("description", .string(tool.description))) }
    members.append(JSONMember("parametersJsonSchema", tool.parameters))
    return .object(members)
  }

  /// `VALIDATED` is what others call strict, for all tools at once.
  private var toolChoice: [JSONMember] {
    switch request.toolChoice {
    case .auto: [JSONMember("mode", request.tools.allSatisfy(\.isStrict) ? "VALIDATED" : "AUTO")]
    case .required: [JSONMember("mode", "ANY")]
    case .named(let name): [JSONMember("mode", "ANY"), JSONMember("allowedFunctionNames", [.string(name)])]
    }
  }

  private func generationConfig(_ options: [JSONMember]) -> [JSONMember] {
    var config: [JSONMember] = []
    for option in options where !Self.outerOptions.contains(option.name) && option.name != "reasoning" {
      switch option.name {
      case "stop": config.append(JSONMember("stopSequences", .array(option.value.elements ?? [option.value])))
      default: config.append(JSONMember(Self.names[option.name] ?? option.name, option.value))
      }
    }
    switch (request.format, request.capabilities.schema ?? .schema) {
    case (.text, _), (_, .none): break
    case (.jsonObject, _), (.schema, .object): config.append(JSONMember("responseMimeType", "application/json"))
    case (.schema(let schema), .schema):
      config.append(JSONMember("responseMimeType", "application/json"))
      config.append(JSONMember("responseJsonSchema", schema.schema))
    }
    if let thinking { config.append(JSONMember("thinkingConfig", thinking)) }
    return config
  }

  /// By level where the model is known to want that, else by budget, which newer models take as well. Thoughts are only sent
  /// when asked for.
  private var thinking: JSONValue? {
    let known = request.capabilities
    guard let effort = request.effort else {
      // To ask a model that does not think for its thoughts is an error.
      return known.thinking == nil ? nil : ["includeThoughts": true]
    }
    if effort == .none { return ["thinkingBudget": .integer(0)] }
    if known.thinking == .effort {
      return ["includeThoughts": true, "thinkingLevel": .string(effort.rawValue.uppercased())]
    }
    return ["includeThoughts": true, "thinkingBudget": .optional(effort.budget)]
  }
}
