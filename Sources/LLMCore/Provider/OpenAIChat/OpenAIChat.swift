/// OpenAI's Chat Completions, and every server compatible with it.
package struct OpenAIChat: Provider {
  private let account: Account

  package init(account: Account) { self.account = account }

  package func call(for request: ChatRequest) -> HTTPCall {
    var headers = [
      HTTPHeader("content-type", "application/json"),
      HTTPHeader("accept", request.streams ? "text/event-stream, application/json" : "application/json"),
      HTTPHeader("user-agent", account.userAgent),
    ]
    if !request.streams { headers.append(HTTPHeader("accept-encoding", "gzip, deflate")) }
    headers += account.keyHeaders
    return HTTPCall(
      .post, account.baseURL.appending("/chat/completions"), headers: headers,
      body: JSONWriter.bytes(of: body(of: request)))
  }

  package func makeDecoder() -> any ReplyDecoder { OpenAIChatDecoder(account: account) }

  package func failure(status: Int, headers: [HTTPHeader], body: [UInt8], now: Timestamp) -> LLMError {
    HTTPFailure(account: account).error(status: status, headers: headers, body: body, now: now)
  }

  private func body(of request: ChatRequest) -> JSONValue {
    var members = [
      JSONMember("model", .string(request.model)),
      JSONMember("messages", .array(messages(of: request))),
    ]
    if request.goesOn, account.profile.prefill == .flag {
      members += [JSONMember("continue_final_message", .bool(true)), JSONMember("add_generation_prompt", .bool(false))]
    }
    if request.streams {
      members.append(JSONMember("stream", .bool(true)))
      var streamOptions = [JSONMember("include_usage", .bool(true))]
      if account.profile.refusesObfuscation { streamOptions.append(JSONMember("include_obfuscation", .bool(false))) }
      members.append(JSONMember("stream_options", .object(streamOptions)))
    }
    for option in request.options { members.append(JSONMember(wireName(of: option.name), option.value)) }
    return .object(request.repairs.reduce(members) { Self.repaired($0, by: $1) })
  }

  private static func repaired(_ members: [JSONMember], by repair: ParameterRepair) -> [JSONMember] {
    switch repair {
    case .drop(let name): members.filter { $0.name != name }
    case .rename(let name, to: let other):
      members.map { $0.name == name ? JSONMember(other, $0.value) : $0 }
    }
  }

  private func messages(of request: ChatRequest) -> [JSONValue] {
    request.messages.enumerated().map { index, message in
      let isPrefix = request.goesOn && account.profile.prefill == .prefix && index == request.messages.count - 1
      return .object(
        [JSONMember("role", .string(message.role.rawValue)), JSONMember("content", content(of: message))]
          + (isPrefix ? [JSONMember("prefix", .bool(true))] : []))
    }
  }

  /// The text alone, or parts where images go along.
  private func content(of message: Message) -> JSONValue {
    guard !message.images.isEmpty else { return .string(message.content) }
    let text = JSONValue.object([JSONMember("type", .string("text")), JSONMember("text", .string(message.content))])
    return .array(
      [text]
        + message.images.map { image in
          .object([
            JSONMember("type", .string("image_url")),
            JSONMember("image_url", .object([JSONMember("url", .string(image.dataURL))])),
          ])
        })
  }

  /// llmctl's name of an option in this dialect; names llmctl does not know stay as they are.
  private func wireName(of option: String) -> String {
    switch option {
    case "max_tokens": account.profile.outputLimitName
    case "reasoning": "reasoning_effort"
    default: option
    }
  }
}
