/// The body of a request in Ollama's words.
struct OllamaBody {
  /// Options that stand beside `options` and not in it.
  private static let outerOptions: Set<String> = ["keep_alive", "logprobs", "top_logprobs"]
  /// What a server gives a conversation that nothing is said for.
  private static let usualContext = 4096
  /// Room for an answer whose length is not limited.
  private static let usualAnswer = 1024
  /// Fewer bytes than this are hardly ever a token: the prompt shall not be taken for shorter than it is.
  private static let bytesPerToken = 3
  /// What an image takes in the models there are, at most about so many tokens.
  private static let tokensPerImage = 1100

  let request: ChatRequest

  var bytes: [UInt8] {
    var body = RequestBody()
    body.add("model", .string(request.model))
    body.add("messages", .array(request.messages.map(message)))
    body.add("stream", .bool(request.streams))
    // Without these two the beginning of a conversation that is too long is dropped, and nobody is told.
    body.add("truncate", false)
    body.add("shift", false)
    switch (request.format, request.capabilities.schema ?? .schema) {
    case (.text, _), (_, .none): break
    case (.jsonObject, _), (.schema, .object): body.add("format", "json")
    case (.schema(let schema), .schema): body.add("format", schema.schema)
    }
    if !request.tools.isEmpty { body.add("tools", .array(request.tools.map(tool))) }
    body.add("think", think)
    let options = request.options()
    for option in options where Self.outerOptions.contains(option.name) { body.add(option.name, option.value) }
    body.add("options", members: inner(options))
    return body.bytes(request.repairs)
  }

  private func message(_ message: Message) -> JSONValue {
    var members = [
      JSONMember("role", .string(message.role.rawValue)), JSONMember("content", .string(message.content)),
    ]
    if !message.images.isEmpty {
      members.append(JSONMember("images", .array(message.images.map { .string(Base64.encode($0.bytes)) })))
    }
    return .object(members)
  }

  private func tool(_ tool: ToolDefinition) -> JSONValue {
    var function = [JSONMember("name", .string(tool.name))]
    if !tool.description.isEmpty { function.append(JSONMember("description", .string(tool.description))) }
    function.append(JSONMember("parameters", tool.parameters))
    return ["type": "function", "function": .object(function)]
  }

  private var think: JSONValue? {
    request.effort.map { $0 == .none ? false : .string($0.rawValue) }
  }

  private func inner(_ options: [JSONMember]) -> [JSONMember] {
    var inner: [JSONMember] = []
    for option in options where !Self.outerOptions.contains(option.name) && option.name != "reasoning" {
      switch option.name {
      case "max_tokens": inner.append(JSONMember("num_predict", option.value))
      case "stop": inner.append(JSONMember("stop", .array(option.value.elements ?? [option.value])))
      default: inner.append(option)
      }
    }
    if !inner.contains(where: { $0.name == "num_ctx" }), let context {
      inner.append(JSONMember("num_ctx", .integer(context)))
    }
    return inner
  }

  /// The context to ask for; nil where what the server gives by itself is enough. Another size has the model loaded anew, so
  /// there are few of them: powers of two, up to the window.
  private var context: Int? {
    let bytes = request.messages.reduce(0) { $0 + $1.content.utf8.count }
    let images = request.messages.reduce(0) { $0 + $1.images.count }
    let needed =
      bytes / Self.bytesPerToken + images * Self.tokensPerImage + 8 * request.messages.count
      + (request.outputLimit.map { min($0, 1 << 20) } ?? Self.usualAnswer)
    guard needed > Self.usualContext else { return nil }
    var size = Self.usualContext
    while size < needed, size < 1 << 30 { size *= 2 }
    return request.capabilities.window.map { min(size, max($0, Self.usualContext)) } ?? size
  }
}
