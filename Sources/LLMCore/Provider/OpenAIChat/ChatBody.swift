/// The body of a request in the words of Chat Completions, as this server wants them.
struct ChatBody {
  let profile: ServerProfile
  let request: ChatRequest

  var bytes: [UInt8] {
    var body = RequestBody()
    body.add("model", .string(request.model))
    body.add("messages", .array(messages))
    if request.goesOn, profile.prefill == .flag {
      body.add("continue_final_message", true)
      body.add("add_generation_prompt", false)
    }
    if request.streams {
      body.add("stream", true)
      var streamOptions: [JSONMember] = profile.asksForUsage ? [JSONMember("include_usage", true)] : []
      if profile.refusesObfuscation { streamOptions.append(JSONMember("include_obfuscation", false)) }
      body.add("stream_options", members: streamOptions)
    }
    body.add("response_format", responseFormat)
    if !request.tools.isEmpty {
      body.add("tools", .array(request.tools.map { ["type": "function", "function": .object(function($0))] }))
      body.add("tool_choice", toolChoice)
    }
    for option in request.options() { addOption(option, &body) }
    return body.bytes(request.repairs)
  }

  // MARK: Messages

  private var messages: [JSONValue] {
    request.messages.enumerated().map { index, message in
      let isPrefix = request.goesOn && profile.prefill == .prefix && index == request.messages.count - 1
      return .object(
        [JSONMember("role", .string(message.role.rawValue)), JSONMember("content", content(of: message))]
          + (isPrefix ? [JSONMember("prefix", true)] : []))
    }
  }

  /// The text alone, or parts where something goes along.
  private func content(of message: Message) -> JSONValue {
    let isMarked = profile.marksCachedParts && message.endsCachedPart && request.capabilities.takesCacheMarks != false
    guard !message.images.isEmpty || !message.documents.isEmpty || isMarked else { return .string(message.content) }
    var parts: [JSONValue] = [["type": "text", "text": .string(message.content)]]
    parts += message.images.map { ["type": "image_url", "image_url": ["url": .string($0.dataURL)]] }
    parts += message.documents.compactMap(part)
    if isMarked, case .object(let last)? = parts.popLast() {
      parts.append(.object(last + [JSONMember("cache_control", ["type": "ephemeral"])]))
    }
    return .array(parts)
  }

  private func part(of document: DocumentPart) -> JSONValue? {
    switch profile.documents {
    case .file:
      ["type": "file", "file": ["filename": .string(document.name), "file_data": .string(document.dataURL)]]
    case .documentURL:
      [
        "type": "document_url", "document_url": .string(document.dataURL), "document_name": .string(document.name),
      ]
    case nil: nil
    }
  }

  // MARK: Form of the answer

  private var responseFormat: JSONValue? {
    switch (request.format, profile.schemaSupport(request.capabilities)) {
    case (.text, _), (_, .none): nil
    case (.jsonObject, _), (.schema, .object): anyObject
    case (.schema(let schema), .schema): form(of: schema)
    }
  }

  private var anyObject: JSONValue {
    guard profile.asksForObjectsBySchema else { return ["type": "json_object"] }
    return form(of: OutputSchema(name: "object", schema: ["type": "object"], isStrict: false))
  }

  private func form(of schema: OutputSchema) -> JSONValue {
    [
      "type": "json_schema",
      "json_schema": ["name": .string(schema.name), "schema": schema.schema, "strict": .bool(schema.isStrict)],
    ]
  }

  private func function(_ tool: ToolDefinition) -> [JSONMember] {
    var members = [JSONMember("name", .string(tool.name))]
    if !tool.description.isEmpty { members.append(JSONMember("description", .string(tool.description))) }
    members.append(JSONMember("parameters", tool.parameters))
    if tool.isStrict, profile.takesStrictTools { members.append(JSONMember("strict", true)) }
    return members
  }

  private var toolChoice: JSONValue {
    switch request.toolChoice {
    case .auto: "auto"
    case .required: "required"
    case .named(let name): ["type": "function", "function": ["name": .string(name)]]
    }
  }

  // MARK: Options

  /// Adds an option under its name in this dialect; names llmctl does not know stay as they are.
  private func addOption(_ option: JSONMember, _ body: inout RequestBody) {
    switch option.name {
    case "max_tokens": body.add(profile.outputLimitName, option.value)
    case "seed": body.add(profile.seedName, option.value)
    case "reasoning": addReasoning(option.value, &body)
    default: body.add(option.name, option.value)
    }
  }

  private func addReasoning(_ level: JSONValue, _ body: inout RequestBody) {
    let isOff = level.text == ReasoningEffort.none.rawValue
    switch profile.reasoning {
    case .effort: body.add("reasoning_effort", level)
    case .parsedEffort:
      body.add("reasoning_effort", level)
      body.add("reasoning_format", "parsed")
    case .nested: body.add("reasoning", ["effort": level])
    case .thinkingSwitch: body.add("thinking", ["type": isOff ? "disabled" : "enabled"])
    case .template:
      body.add(
        "chat_template_kwargs",
        isOff ? ["enable_thinking": false] : ["enable_thinking": true, "reasoning_effort": level])
    }
  }
}
