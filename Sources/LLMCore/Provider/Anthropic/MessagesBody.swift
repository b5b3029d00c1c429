/// The body of a request in the words of Anthropic's Messages.
struct MessagesBody {
  /// The limit of the answer in tokens where none is asked for and the model's own is not known: the API wants one, and every
  /// model since Claude 3 takes this one.
  private static let usualOutputLimit = 4096
  /// What most models give in one answer; where a model gives more, more has to be asked for.
  private static let largestUnaskedLimit = 32_000
  /// The least budget of thought that the API takes.
  private static let leastBudget = 1024
  /// A system text of so many bytes is worth caching: it is about 4,096 tokens, the most that a model wants before it caches.
  private static let longSystem = 16 << 10
  /// More marks are refused.
  private static let mostMarks = 4

  let request: ChatRequest
  /// Whether this version of the API takes parameters of sampling.
  let takesSampling: Bool

  var bytes: [UInt8] {
    var body = RequestBody()
    body.add("model", .string(request.model))
    body.add("max_tokens", .integer(outputLimit))
    body.add("system", system)
    body.add("messages", .array(messages))
    if request.streams { body.add("stream", true) }
    if !request.tools.isEmpty {
      body.add("tools", .array(request.tools.map(tool)))
      body.add("tool_choice", toolChoice)
    }
    addThinking(to: &body)
    for option in request.options(takingSampling: takesSampling) { addOption(option, &body) }
    return body.bytes(request.repairs)
  }

  /// The tokens of the answer; thoughts count, so a budget of them comes on top of what nobody asked for.
  private var outputLimit: Int {
    if let asked = request.outputLimit { return asked }
    let cap = request.capabilities.outputCap
    let usual = cap.map { min($0, Self.largestUnaskedLimit) } ?? Self.usualOutputLimit
    return min(usual + (budget ?? 0), cap ?? .max)
  }

  // MARK: Messages

  /// System texts stand in front of the messages, wherever they came.
  private var system: JSONValue? {
    let texts = request.messages.filter { $0.role == .system }
    guard !texts.isEmpty else { return nil }
    guard marked.contains(where: { request.messages[$0].role == .system }) else {
      return .string(texts.map(\.content).joined(separator: "\n\n"))
    }
    return .array(
      request.messages.indices.filter { request.messages[$0].role == .system }.map { index in
        .object(text(request.messages[index].content) + (marked.contains(index) ? [Self.mark] : []))
      })
  }

  private var messages: [JSONValue] {
    request.messages.indices.filter { request.messages[$0].role != .system }.map { index in
      var message = request.messages[index]
      // The beginning of an answer must not end in blanks; the model writes them again.
      if request.goesOn, index == request.messages.count - 1 {
        message.content = String(message.content.reversed().drop(while: \.isWhitespace).reversed())
      }
      return [
        "role": .string(message.role.rawValue), "content": content(of: message, isMarked: marked.contains(index)),
      ]
    }
  }

  private func content(of message: Message, isMarked: Bool) -> JSONValue {
    guard isMarked || !message.images.isEmpty || !message.documents.isEmpty else { return .string(message.content) }
    // Images and documents go first: Anthropic's models read them better so.
    var blocks = message.documents.map(block) + message.images.map(block)
    if !message.content.isEmpty || blocks.isEmpty { blocks.append(text(message.content)) }
    if isMarked, !blocks.isEmpty { blocks[blocks.count - 1].append(Self.mark) }
    return .array(blocks.map(JSONValue.object))
  }

  private func text(_ words: String) -> [JSONMember] {
    [JSONMember("type", "text"), JSONMember("text", .string(words))]
  }

  private func block(of image: ImagePart) -> [JSONMember] {
    [JSONMember("type", "image"), JSONMember("source", source(image.mediaType, image.bytes))]
  }

  private func block(of document: DocumentPart) -> [JSONMember] {
    [
      JSONMember("type", "document"), JSONMember("source", source(DocumentPart.mediaType, document.bytes)),
      JSONMember("title", .string(document.name)),
    ]
  }

  private func source(_ type: String, _ bytes: [UInt8]) -> JSONValue {
    ["type": "base64", "media_type": .string(type), "data": .string(Base64.encode(bytes))]
  }

  // MARK: Cache

  private static let mark = JSONMember("cache_control", ["type": "ephemeral"])

  /// The messages at whose end the cache is marked: those that were marked, and the last system text of a long one. The last
  /// few count, since each mark covers all that stands before it. An empty text cannot be marked.
  private var marked: Set<Int> {
    guard request.capabilities.takesCacheMarks != false else { return [] }
    let systems = request.messages.indices.filter { request.messages[$0].role == .system }
    let isLong = systems.reduce(0) { $0 + request.messages[$1].content.utf8.count } >= Self.longSystem
    let wanted = request.messages.indices.filter {
      (request.messages[$0].endsCachedPart || (isLong && $0 == systems.last)) && !request.messages[$0].content.isEmpty
    }
    // System texts come first on the wire, wherever they stand in the list.
    let inOrder = wanted.filter(systems.contains) + wanted.filter { !systems.contains($0) }
    return Set(inOrder.suffix(Self.mostMarks))
  }

  // MARK: Tools

  private func tool(_ tool: ToolDefinition) -> JSONValue {
    var members = [JSONMember("name", .string(tool.name))]
    if !tool.description.isEmpty { members.append(JSONMember("description", .string(tool.description))) }
    members.append(JSONMember("input_schema", tool.parameters))
    if tool.isStrict { members.append(JSONMember("strict", true)) }
    return .object(members)
  }

  private var toolChoice: JSONValue {
    switch request.toolChoice {
    case .auto: ["type": "auto"]
    case .required: ["type": "any"]
    case .named(let name): ["type": "tool", "name": .string(name)]
    }
  }

  // MARK: Thinking and form

  /// How the model is told to think: as is known of it, or as it asked for when it refused the other form.
  private var form: ModelCapabilities.ThinkingForm? {
    for case .rename(_, to: let other) in request.repairs.reversed() {
      if other == RepairReader.adaptiveThinking { return .effort }
      if other == RepairReader.budgetedThinking { return .budget }
    }
    return request.capabilities.thinking
  }

  /// The budget of thought; nil for a model that decides by effort, and where no thinking is asked for.
  private var budget: Int? {
    guard form == .budget, !request.goesOn, let wanted = request.effort?.budget else { return nil }
    guard let limit = request.outputLimit ?? request.capabilities.outputCap else { return wanted }
    // It has to leave room for an answer.
    return min(wanted, limit - 1) >= Self.leastBudget ? min(wanted, limit - 1) : nil
  }

  private func addThinking(to body: inout RequestBody) {
    var output: [JSONMember] = []
    // Nothing can be thought about behind the beginning of an answer.
    switch (request.goesOn ? nil : request.effort, form) {
    case (nil, _): break
    case (ReasoningEffort.none?, _):
      body.add("thinking", ["type": "disabled"])
    case (_?, .budget):
      if let budget { body.add("thinking", ["type": "enabled", "budget_tokens": .integer(budget)]) }
    case (let effort?, _):
      // Without `display` newer models send a signature in place of the thoughts.
      body.add("thinking", ["type": "adaptive", "display": "summarized"])
      output.append(JSONMember("effort", .string(effort.rawValue)))
    }
    if case .schema(let schema) = request.format, (request.capabilities.schema ?? .schema) == .schema {
      output.append(JSONMember("format", ["type": "json_schema", "schema": schema.schema]))
    }
    body.add("output_config", members: output)
  }

  private func addOption(_ option: JSONMember, _ body: inout RequestBody) {
    switch option.name {
    case "max_tokens", "reasoning": break
    case "stop": body.add("stop_sequences", .array(option.value.elements ?? [option.value]))
    default: body.add(option.name, option.value)
    }
  }
}
