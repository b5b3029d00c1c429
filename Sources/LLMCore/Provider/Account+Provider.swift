extension Account {
  /// The dialect that the account's server speaks, ready to be asked.
  package var provider: any Provider {
    switch profile.dialect {
    case .chat: OpenAIChat(account: self)
    case .responses: OpenAIResponses(account: self)
    case .messages: AnthropicMessages(account: self)
    case .gemini: Gemini(account: self)
    case .ollama: Ollama(account: self)
    }
  }

  /// The question for the models that the server has, which costs nothing.
  package var modelsCall: HTTPCall { provider.modelsCall }

  /// The headers of every request but for the key: what is sent, and what is understood. A compressed stream would come in
  /// blocks, so only a whole answer may be compressed.
  func headers(streams: Bool, as type: String = "text/event-stream") -> [HTTPHeader] {
    var headers = [
      HTTPHeader("content-type", "application/json"),
      HTTPHeader("accept", streams ? "\(type), application/json" : "application/json"),
      HTTPHeader("user-agent", userAgent),
    ]
    if !streams { headers.append(HTTPHeader("accept-encoding", "gzip, deflate")) }
    return headers
  }

  /// A question without a body, whose answer is JSON.
  func get(_ url: Endpoint, headers: [HTTPHeader] = []) -> HTTPCall {
    HTTPCall(
      .get, url,
      headers: [HTTPHeader("accept", "application/json"), HTTPHeader("user-agent", userAgent)] + headers + keyHeaders)
  }
}
