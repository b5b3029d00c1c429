/// The body of a request in the words of OpenAI's Responses.
struct ResponsesBody {
  let request: ChatRequest

  var bytes: [UInt8] {
    var body = RequestBody()
    body.add("model", .string(request.model))
    let system = request.messages.prefix { $0.role == .system }
    if !system.isEmpty { body.add("instructions", .string(system.map(\.content).joined(separator: "\n\n"))) }
    body.add("input", .array(request.messages.dropFirst(system.count).map(item)))
    body.add("store", .bool(request.isInBackground))
    if request.isInBackground { body.add("background", true) }
    if request.streams {
      body.add("stream", true)
      body.add("stream_options", ["include_obfuscation": false])
    }
    if !request.tools.isEmpty {
      body.add("tools", .array(request.tools.map(tool)))
      body.add("tool_choice", toolChoice)
    }
    addOptions(to: &body)
    return body.bytes(request.repairs)
  }

  private func item(_ message: Message) -> JSONValue {
    let type = message.role == .assistant ? "output_text" : "input_text"
    var parts: [JSONValue] = [["type": .string(type), "text": .string(message.content)]]
    parts += message.images.map { ["type": "input_image", "detail": "auto", "image_url": .string($0.dataURL)] }
    parts += message.documents.map {
      ["type": "input_file", "filename": .string($0.name), "file_data": .string($0.dataURL)]
    }
    return ["type": "message", "role": .string(message.role.rawValue), "content": .array(parts)]
  }

  /// `strict` must be said: Responses makes schemas strict by itself where it is not.
  private func tool(_ tool: ToolDefinition) -> JSONValue {
    var members = [JSONMember("type", "function"), JSONMember("name", .string(tool.name))]
    if !tool.description.isEmpty { members.append(JSONMember("description", .string(tool.description))) }
    members += [JSONMember("parameters", tool.parameters), JSONMember("strict", .bool(tool.isStrict))]
    return .object(members)
  }

  private var toolChoice: JSONValue {
    switch request.toolChoice {
    case .auto: "auto"
    case .required: "required"
    case .named(let name): ["type": "function", "name": .string(name)]
    }
  }

  private func addOptions(to body: inout RequestBody) {
    var text: [JSONMember] = format.map { [JSONMember("format", $0)] } ?? []
    for option in request.options() {
      switch option.name {
      case "max_tokens": body.add("max_output_tokens", option.value)
      case "verbosity": text.append(JSONMember("verbosity", option.value))
      case "reasoning":
        // Without a summary no thought comes back; a model that does not think has none.
        let isOff = option.value.text == ReasoningEffort.none.rawValue
        body.add("reasoning", isOff ? ["effort": option.value] : ["effort": option.value, "summary": "auto"])
      default: body.add(option.name, option.value)
      }
    }
    body.add("text", members: text)
  }

  private var format: JSONValue? {
    switch (request.format, request.capabilities.schema ?? .schema) {
    case (.text, _), (_, .none): nil
    case (.jsonObject, _), (.schema, .object): ["type": "json_object"]
    case (.schema(let schema), .schema):
      [
        "type": "json_schema", "name": .string(schema.name), "schema": schema.schema,
        "strict": .bool(schema.isStrict),
      ]
    }
  }
}
